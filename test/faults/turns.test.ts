import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { FAULT_IDS } from '../../src/fake-model/play-fault.ts'
import { casesOf } from './cases.ts'
import type { Result } from './site.ts'

/** Every fault of an endpoint in each of its variants, twice, in a process of its own in which memory can be measured. */

const TIMES = 2
const SCRIPT = join(import.meta.dirname, 'turns.ts')
const keyOf = ({ fault, variant, seed }: Pick<Result, 'fault' | 'variant' | 'seed'>) => `${fault} ${variant} ${seed}`

let report: { results: Result[]; miscounted: string[]; growth: number; most: number }
let brokenOf: Map<string, string[]>
beforeAll(async () => {
  const child = spawn(process.execPath, ['--expose-gc', SCRIPT, '--times', String(TIMES), '--json'])
  let [out, err] = ['', '']
  child.stdout.setEncoding('utf8').on('data', (text: string) => (out += text))
  child.stderr.setEncoding('utf8').on('data', (text: string) => (err += text))
  await once(child, 'close')
  expect(err).toBe('')
  report = JSON.parse(out)
  brokenOf = new Map(report.results.map((it) => [keyOf(it), it.broken]))
}, 240_000)

describe('a turn that meets', () => {
  test.for(casesOf(FAULT_IDS, TIMES))('$fault, $variant (seed $seed) ends as promised', (it) => {
    expect(brokenOf.get(keyOf(it))).toEqual([])
  })
})

test('memory is flat over all of them', () => {
  expect(report.growth).toBeLessThan(report.most)
})

test('monitoring reads every turn by how it came out and every fault by its class', () => {
  expect(report.miscounted).toEqual([])
})
