import { mkdir, mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { lockFolder } from '../../src/adapters/db/lock-folder.ts'
import type { ChatRequest } from '../../src/fake-model/answer-wire.ts'
import type { FakeAnswer } from '../../src/fake-model/open-endpoint.ts'
import { type FakeModel, startFakeModel } from '../support/fake-model/start-fake-model.ts'
import { freePort, ID, runCommand, startServer, TIMEOUT } from './run-command.ts'

let folder: string
let data: { DATA_DIR: string; PORT: string }
let model: FakeModel | null = null
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'interlocutor-simulate-'))
  data = { DATA_DIR: join(folder, 'data'), PORT: await freePort() }
})
afterAll(() => rm(folder, { recursive: true, force: true }))
afterEach(async () => {
  await model?.close()
  model = null
})

const run = (args: string[], env: Record<string, string> = {}) => runCommand(args, { ...data, ...env })

const SAYS = 'It goes through a durable queue, and the worker acks after its commit.'
/** Ids of all that were kept. */
const kept: string[] = []
async function weak(...more: string[]) {
  const ran = await run(['simulate', 'queue-loss', '-p', 'weak', ...more], settings())
  kept.push(...[...ran.out.matchAll(/kept as (\S+)/g)].map(([, id = '']) => id))
  return ran
}
const settings = (): Record<string, string> =>
  model ? { OPENAI_BASE_URL: model.baseUrl, CANDIDATE_MODEL: 'a-candidate' } : {}

/** An endpoint that plays candidates, and interviewers who take the first pair they are given. */
async function openModel(candidate: (n: number) => FakeAnswer = () => ({ say: SAYS })) {
  let n = 0
  model = await startFakeModel({ respond: (request) => (isCandidate(request) ? candidate(n++) : firstPair(request)) })
}

const nameOf = (request: ChatRequest) => request.response_format?.json_schema?.name
const isCandidate = (request: ChatRequest) => nameOf(request) === 'candidate_turn'

function firstPair({ messages }: ChatRequest): FakeAnswer {
  const [, move, target, say] = /^- ([a-z-]+) (\S+): (.*)$/m.exec(messages.at(-1)?.content ?? '') ?? []
  return { move, target, say, observed: [] }
}

describe('simulate', () => {
  it('prints a line for each candidate, of what all checks say, and keeps nothing', TIMEOUT, async () => {
    const { code, out, err } = await run(['simulate', 'queue-loss'], { DATA_DIR: join(folder, 'untouched') })
    expect({ code, err }).toEqual({ code: 0, err: '' })
    expect(out.match(/^ {2}\S+ +[\d.–]+ +\d+ turns {2}all checks pass$/gm)).toHaveLength(9)
    for (const absent of ['\r', '\u001b', 'kept as']) expect(out).not.toContain(absent)
    expect(await readdir(folder)).not.toContain('untouched')
  })

  it.each([
    [['--seed', 'abc'], 'It should be a whole number'],
    [['--seed', '1.5'], 'It should be a whole number'],
    [['--candidate', 'person'], 'scripted, model'],
    [['--persona', 'genius'], 'There is no persona "genius". There is: strong, '],
  ])('%j says what would be right and exits with 1', TIMEOUT, async (args, says) => {
    const { code, out, err } = await run(['simulate', 'queue-loss', ...args])
    expect({ code, out }).toEqual({ code: 1, out: '' })
    expect(err).toContain(says)
    expect(err).not.toMatch(/^\s+at /m)
  })
})

describe('a simulated interview that is kept', () => {
  it('is among the others, with its transcript and, graded, its scorecard', TIMEOUT, async () => {
    const { code, out, err } = await weak('--keep')
    expect({ code, err }).toEqual({ code: 0, err: '' })
    const [id = ''] = kept
    expect(out).toMatch(ID)
    const stop = await startServer(data)
    onTestFinished(async () => void (await stop()))
    expect((await run(['list'])).out).toMatch(
      new RegExp(`^${id} .*queue-loss \\(drill, senior, simulated weak\\)`, 'm'),
    )
    expect((await run(['transcript', id])).out).toContain('scripted interviewer · simulated candidate (weak)')
    expect((await run(['scorecard', id])).out).toMatch(/Scorecard [\d.]+ of 4/)
  })

  it('that could not be kept is not held: it says who has the data and what to do', TIMEOUT, async () => {
    const taken = join(folder, 'taken')
    await mkdir(taken)
    const unlock = await lockFolder(join(taken, 'postgres'))
    await openModel()
    const { code, out, err } = await run(['simulate', 'queue-loss', '-p', 'weak', '--candidate', 'model'], {
      ...settings(),
      DATA_DIR: taken,
    })
    await unlock()
    expect({ code, out }).toEqual({ code: 1, out: '' })
    expect(err).toMatch(
      /no interview was held, since it could not be kept: .*in use by process \d+; stop it, or set DATA_DIR/,
    )
    expect(model?.requests).toEqual([])
  })
})

describe('with a model', () => {
  it('as the candidate, it answers by the model of its role, and the interview is kept', TIMEOUT, async () => {
    await openModel()
    const { code, out, err } = await weak('--candidate', 'model', '--transcript')
    expect({ code, err }).toEqual({ code: 0, err: '' })
    expect(out).toMatch(/kept as [0-9a-f-]{36}/)
    const said = out.match(new RegExp(`^ {4}C {2}${SAYS}$`, 'gm'))
    expect(said?.length).toBeGreaterThan(3)
    expect(model?.requests).toHaveLength(said?.length ?? 0)
    expect(new Set(model?.requests.map((it) => it.body.model))).toEqual(new Set(['a-candidate']))
  })

  it('as the interviewer, it is asked at each turn, and where it cannot speak that is told', TIMEOUT, async () => {
    await openModel()
    const { code, out, err } = await weak('--interviewer', 'model')
    expect({ code, err }).toEqual({ code: 0, err: '' })
    expect(out).not.toContain('did not speak')
    expect(model?.requests.every((it) => nameOf(it.body) === 'interviewer_turn')).toBe(true)
    await model?.close()
    model = await startFakeModel({ respond: () => ({ status: 401, body: { error: { message: 'no such key' } } }) })
    const faulty = await weak('--interviewer', 'model')
    expect(faulty.code).toBe(0)
    expect(faulty.out).toMatch(/the model did not speak at \d+ turns: rejected/)
  })

  it('that fails as the candidate, it names the fault, keeps nothing and exits with 1', TIMEOUT, async () => {
    await openModel((n) => (n < 2 ? { say: SAYS } : { status: 401, body: { error: { message: 'no such key' } } }))
    const { code, out, err } = await weak('--candidate', 'model')
    expect(code).toBe(1)
    expect(out).not.toContain('kept as')
    expect(err).toMatch(/^interlocutor: the model that plays the candidate failed \(rejected: .*\) at turn 6; /)
    expect(err).not.toMatch(/^\s+at /m)
    const listed = (await run(['list'])).out.match(/^[0-9a-f-]{36}/gm) ?? []
    expect(listed.toSorted()).toEqual(kept.toSorted())
  })

  it('where none is configured, says which settings name one', TIMEOUT, async () => {
    const { code, err } = await weak('--candidate', 'model')
    expect(code).toBe(1)
    expect(err).toContain('No model is configured; set OPENAI_BASE_URL or OPENAI_API_KEY')
    expect(err).not.toMatch(/^\s+at /m)
  })
})
