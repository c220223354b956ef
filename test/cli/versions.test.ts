import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type FakeModel, startFakeModel } from '../support/fake-model/start-fake-model.ts'

const ROOT = join(import.meta.dirname, '../..')
const TIMEOUT = { timeout: 120_000 }
const ID = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/

let folder: string
let model: FakeModel
/** An interview that phrases graded. */
let id: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'interlocutor-versions-'))
  model = await startFakeModel({
    respond: ({ model: name }) =>
      name === 'no-such-model'
        ? { status: 404, body: { error: { message: 'there is no such model', code: 'model_not_found' } } }
        : { quotes: [{ turn: 3, text: 'a durable queue' }], points: [], level: name === 'mild' ? 4 : 1 },
  })
  const input = "I'd make it a durable queue with persistent messages, so a restart reads them back from disk.\n/end\n"
  id = ID.exec((await run(['practise', 'queue-loss'], { input })).out)?.[0] ?? ''
}, TIMEOUT.timeout)
afterAll(async () => {
  await model.close()
  await rm(folder, { recursive: true, force: true })
})

/** Runs a command to its end; nobody listens at its port. */
async function run(args: string[], { input = '', endpoint = false } = {}) {
  const { PATH = '', HOME = '' } = process.env
  const data = { DATA_DIR: join(folder, 'data'), PORT: '1', NO_COLOR: '1' }
  const by = endpoint ? { OPENAI_BASE_URL: model.baseUrl, GRADER_MODEL: 'usual' } : {}
  const child = spawn(process.execPath, [join(ROOT, 'src/cli.ts'), ...args], { env: { PATH, HOME, ...data, ...by } })
  let [out, err] = ['', '']
  child.stdout.setEncoding('utf8').on('data', (text: string) => (out += text))
  child.stderr.setEncoding('utf8').on('data', (text: string) => (err += text))
  child.stdin.end(input)
  const [code] = (await once(child, 'close')) as [number | null]
  return { code, out, err, plain: out.replaceAll(/\s+/g, ' ') }
}
const asked = () => [...new Set(model.requests.map((it) => it.body.model))]

describe('regrade', () => {
  it('asks the model that is named, and says on the scorecard who graded', TIMEOUT, async () => {
    const { code, err, plain } = await run(['regrade', id, '--model', 'mild'], { endpoint: true })
    expect({ code, err }).toEqual({ code: 0, err: '' })
    expect(plain).toContain('Scorecard 4 of 4')
    expect(asked()).toEqual(['mild'])
  })

  it('by a model that the endpoint does not have says what the endpoint said', TIMEOUT, async () => {
    const { plain } = await run(['regrade', id, '--model', 'no-such-model'], { endpoint: true })
    expect(plain).toContain('Scorecard no total')
    expect(plain).toContain('the endpoint answered 404 (model_not_found)')
  })

  it('by a version of the rubric takes the beginning of its hash from the list', TIMEOUT, async () => {
    const { out } = await run(['rubrics', 'queue-loss'])
    expect(out).toMatch(
      /^[0-9a-f]{12} {2}\d{4}-\d\d-\d\d \d\d:\d\d {2}held 1, graded 1 +queue-loss \(drill, senior\) {2}ships now$/m,
    )
    const again = await run(['regrade', id, '--model', 'scripted', '--rubric', out.slice(0, 12)])
    expect({ code: again.code, err: again.err }).toEqual({ code: 0, err: '' })
    expect(again.plain).toContain('provisional: graded by phrases')
  })

  it.each([
    [['--rubric', 'ffffff'], 'There is no rubric ffffff. For this interview there is: current, '],
    [['--model', 'mild'], 'No model is configured, so mild cannot be asked'],
  ])('%j says what would be right and exits with 1', TIMEOUT, async (args, says) => {
    const { code, out, err } = await run(['regrade', id, ...args])
    expect({ code, out }).toEqual({ code: 1, out: '' })
    expect(err).toContain(says)
    expect(err).not.toMatch(/^\s+at /m)
  })
})

describe('diff', () => {
  it('of an interview compares its two latest gradings, mark by mark', TIMEOUT, async () => {
    await run(['regrade', id, '--model', 'mild'], { endpoint: true })
    const { code, out, err, plain } = await run(['diff', id])
    expect({ code, err }).toEqual({ code: 0, err: '' })
    expect(out).toMatch(/^Before {2}[\d.]+ of 4, [a-z ]+ {2}graded .* run [0-9a-f-]{36}$/m)
    expect(out).toMatch(/^model {3}scripted → mild$/m)
    expect(plain).toMatch(/\d → 4 up/)
    expect(plain).toContain('samples 2 (spread 0) → 4 4 4 (spread 0)')
    expect(plain).toContain('- no longer shown: ')
    const [before, after] = out.match(new RegExp(ID, 'g')) ?? []
    const back = await run(['diff', after ?? '', before ?? ''])
    expect(back.plain).toMatch(/4 → \d down/)
  })

  it('of two models counts who moved and how often they agree', TIMEOUT, async () => {
    await run(['regrade', id], { endpoint: true })
    const { code, out, err } = await run(['diff', '--model', 'mild', '--model', 'usual'])
    expect({ code, err }).toEqual({ code: 0, err: '' })
    expect(out).toMatch(new RegExp(`^${id} {2}sending +4 → 1 {2}down$`, 'm'))
    expect(out).toMatch(/^mild → usual: 1 interview; 0 up, \d+ down, \d+ the same, 0 given a level, 0 withheld\.$/m)
    expect(out).toContain('Exact agreement 0 %, by chance 0 %.')
  })

  it.each<[string[], string]>([
    [[], 'Give an interview, or two runs of one, or two models'],
    [['x', 'y'], 'There is no run x'],
    [['--model', 'mild', '--model', 'nobody'], 'were by: '],
  ])('%j says what would be right and exits with 1', TIMEOUT, async (args, says) => {
    const { code, out, err } = await run(['diff', ...args])
    expect({ code, out }).toEqual({ code: 1, out: '' })
    expect(err).toContain(says)
    expect(err).not.toMatch(/^\s+at /m)
  })
})

describe('a bundle of all of it', () => {
  it('is verified offline', TIMEOUT, async () => {
    const file = join(folder, 'bundle.json')
    await writeFile(file, (await run(['export', id])).out)
    const { code, out } = await run(['verify', file])
    expect(code).toBe(0)
    expect(out).toContain('graded by usual')
    expect(out).toContain('failed by no-such-model, no total')
  })
})
