import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type FakeModel, startFakeModel } from '../support/fake-model/start-fake-model.ts'
import { freePort, ID, runCommand, startServer, TIMEOUT } from './run-command.ts'

let folder: string
let settings: { DATA_DIR: string; PORT: string }
let model: FakeModel
/** An interview that phrases graded. */
let id: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'interlocutor-versions-'))
  settings = { DATA_DIR: join(folder, 'data'), PORT: await freePort() }
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

const withModel = () => ({ OPENAI_BASE_URL: model.baseUrl, GRADER_MODEL: 'usual' })

async function run(args: string[], { input = '', env = {} } = {}) {
  const ran = await runCommand(args, { ...settings, ...env }, { input })
  return { ...ran, plain: ran.out.replaceAll(/\s+/g, ' ') }
}
const asked = () => [...new Set(model.requests.map((it) => it.body.model))]

describe('regrade', () => {
  it('asks the model that is named, and says on the scorecard who graded', TIMEOUT, async () => {
    const { code, err, plain } = await run(['regrade', id, '--model', 'mild'], { env: withModel() })
    expect({ code, err }).toEqual({ code: 0, err: '' })
    expect(plain).toContain('Scorecard 4 of 4')
    expect(asked()).toEqual(['mild'])
  })

  it('has no model to ask where none is configured, says so and exits with 1', TIMEOUT, async () => {
    const { code, out, err } = await run(['regrade', id, '--model', 'mild'])
    expect({ code, out }).toEqual({ code: 1, out: '' })
    expect(err).toContain('No model is configured, so mild cannot be asked')
    expect(err).not.toMatch(/^\s+at /m)
  })
})

describe('beside a server that holds the data and has a model', () => {
  let stop: () => Promise<unknown>
  beforeAll(async () => {
    stop = await startServer({ ...settings, ...withModel(), REGRADE_PROVISIONAL: '0' })
  }, TIMEOUT.timeout)
  afterAll(() => stop())

  describe('regrade', () => {
    it('by a model that the endpoint does not have says what the endpoint said', TIMEOUT, async () => {
      const { plain } = await run(['regrade', id, '--model', 'no-such-model'])
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

    it('by a version that nobody knows says which there are and exits with 1', TIMEOUT, async () => {
      const { code, out, err } = await run(['regrade', id, '--rubric', 'ffffff'])
      expect({ code, out }).toEqual({ code: 1, out: '' })
      expect(err).toContain('There is no rubric ffffff. For this interview there is: current, ')
      expect(err).not.toMatch(/^\s+at /m)
    })
  })

  describe('diff', () => {
    it('of an interview compares its two latest gradings, mark by mark', TIMEOUT, async () => {
      await run(['regrade', id, '--model', 'mild'])
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
      await run(['regrade', id])
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
})
