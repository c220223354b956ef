import { describe, expect, it } from 'vitest'
import { inLanes } from '../../src/services/in-lanes.ts'
import { makeGate } from './language-model.ts'

const never = new AbortController().signal

describe('work in lanes', () => {
  it('is done so many at once, begun in order, and told in order whichever ends first', async () => {
    const gates = [makeGate(), makeGate(), makeGate()]
    const begun: number[] = []
    const all = inLanes([0, 1, 2], 2, never, async (i) => {
      begun.push(i)
      await gates[i]?.passed
      return i * 10
    })
    await Promise.resolve()
    expect(begun).toEqual([0, 1])
    gates[1]?.open()
    await expect.poll(() => begun).toEqual([0, 1, 2])
    gates[2]?.open()
    gates[0]?.open()
    expect(await all).toEqual([0, 10, 20])
  })

  it('begins nothing after the signal and gives what was done', async () => {
    const stop = new AbortController()
    const begun: number[] = []
    const done = await inLanes([1, 2, 3], 1, stop.signal, async (it) => {
      begun.push(it)
      if (it === 2) stop.abort()
      return it
    })
    expect(begun).toEqual([1, 2])
    expect(done).toEqual([1, 2])
  })

  it('fails with what failed in it, and begins nothing after that', async () => {
    const gate = makeGate()
    const begun: number[] = []
    const work = async (it: number) => {
      begun.push(it)
      if (it === 2) throw new Error('broken')
      await gate.passed
    }
    await expect(inLanes([1, 2, 3, 4], 2, null, work)).rejects.toThrow('broken')
    gate.open()
    await new Promise(setImmediate)
    expect(begun).toEqual([1, 2])
  })

  it('of nothing is nothing', async () => {
    expect(await inLanes([], 3, never, async () => 1)).toEqual([])
  })
})
