import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { stringify } from 'yaml'
import { readCatalogue } from '../../src/adapters/library/read-catalogue.ts'
import type { ChatRequest } from '../../src/fake-model/answer-wire.ts'
import type { FakeAnswer } from '../../src/fake-model/open-endpoint.ts'
import type { Problem } from '../../src/interview/rubric.ts'
import { makeAnswer, makeSimulated } from '../evaluation/make.ts'
import { type FakeModel, startFakeModel } from '../support/fake-model/start-fake-model.ts'
import { ROOT, startCommand, TIMEOUT } from './run-command.ts'

const SAID = 'The worker stores each message id with its effect, so a repeat is ignored.'

let folder: string
let problem: Problem
let data: string
let model: FakeModel | null = null
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'interlocutor-evaluate-'))
  const { problems } = await readCatalogue(join(ROOT, 'rubrics'))
  problem = problems.find((it) => it.id === 'queue-loss') as Problem
  data = join(folder, 'solid.yaml')
  await writeFile(data, stringify(labelled()))
})
afterAll(() => rm(folder, { recursive: true, force: true }))
afterEach(async () => {
  await model?.close()
  model = null
})

/** An interview in which every probe is asked and answered alike; people gave 2 throughout. */
const labelled = () => ({
  problem: problem.id,
  format: 'drill',
  level: 'senior',
  profile: 'Says one thing.',
  turns: [
    { candidate: SAID },
    ...problem.probes.flatMap(({ id }) => [
      { interviewer: 'And what then?', move: 'probe', target: id },
      { candidate: SAID },
    ]),
  ],
  labels: problem.criteria.map((it) => ({ criterion: it.id, level: 2, shown: [], because: 'It is one thing.' })),
})

const start = (args: string[]) =>
  startCommand(['evaluate', ...args], model ? { OPENAI_BASE_URL: model.baseUrl, GRADER_MODEL: 'a-grader' } : {})
const run = (...args: string[]) => start(args).ended

/** An endpoint that grades; by the id of the criterion it is asked about, and how often it was asked. */
async function openModel(
  respond: (criterion: string, n: number) => FakeAnswer | Promise<FakeAnswer> = () => verdict(3),
) {
  model = await startFakeModel({ respond: (request, n) => respond(criterionIn(request), n) })
}
const criterionIn = ({ messages }: ChatRequest): string =>
  /# The criterion\n([^:]+):/.exec(messages.at(-1)?.content ?? '')?.[1] ?? ''
const verdict = (level: number) => ({ quotes: [{ turn: 3, text: SAID }], points: [], level })
const DENIED = { status: 401, body: { error: { message: 'no such key' } } }
const rowOf = (out: string, name: string) => out.split('\n').find((it) => it.startsWith(name))

describe('evaluate', () => {
  it('grades labelled interviews by phrases where there is no model, beside the floors', TIMEOUT, async () => {
    const { code, out, err } = await run('--data', data)
    expect({ code, err }).toEqual({ code: 0, err: '' })
    expect(out).toContain(`${problem.criteria.length} cells of 1 transcripts in ${data}`)
    expect(out).toContain('graded by phrases, no model')
    expect(rowOf(out, 'grader')).toMatch(/^grader +\d+ /)
    // People gave nothing but 2, so kappa is not defined for a constant, and it is always right.
    expect(rowOf(out, 'always 2')).toMatch(new RegExp(`^always 2 +${problem.criteria.length} +— \\[—\\] +— +1\\.00 `))
    for (const absent of ['\r', '\u001b']) expect(out).not.toContain(absent)
  })

  it('has the floors alone for data that phrases do not know, and says how to have it graded', TIMEOUT, async () => {
    const rows = join(folder, 'rows.jsonl')
    await writeFile(rows, [makeSimulated(), makeAnswer(1)].map((it) => JSON.stringify(it)).join('\n'))
    const { code, out } = await run('--data', rows)
    expect(code).toBe(0)
    expect(out).toMatch(/^published judge +2 /m)
    expect(out.replaceAll(/\s+/g, ' ')).toContain('no model is configured. Set OPENAI_BASE_URL or OPENAI_API_KEY')
    expect(out).not.toMatch(/^grader/m)
  })

  it('asks a model once about each cell, or as often as told, and shows what that cost', TIMEOUT, async () => {
    await openModel()
    const { code, out, err } = await run('--data', data, '--samples', '2', '--concurrency', '2')
    expect({ code, err }).toEqual({ code: 0, err: '' })
    const calls = 2 * problem.criteria.length
    expect(model?.requests).toHaveLength(calls)
    expect(out).toContain('graded by a-grader, 2 samples a cell')
    expect(out).toMatch(new RegExp(`^${calls} calls · [\\d,]+ tokens read`, 'm'))
    // The grader gave 3 where people gave 2.
    expect(rowOf(out, 'grader')).toMatch(/ 0\.00 +0\.00 +\+1\.00 +—$/)
    expect(out).toContain('of the surest 100 % of levels, 0 % are right')
  })

  it('counts a failure as one and names it, gives no level for it, and exits with 1', TIMEOUT, async () => {
    const [first] = problem.criteria
    await openModel((criterion) => (criterion === first?.id ? DENIED : verdict(2)))
    const { code, out } = await run('--data', data)
    expect(code).toBe(1)
    expect(rowOf(out, 'failed (1)')).toContain(`queue-loss/solid · ${first?.id}: rejected`)
    expect(rowOf(out, 'grader')).toMatch(new RegExp(`^grader +${problem.criteria.length - 1} .* 1\\.00 `))
  })

  it('goes on from its file, and pays for nothing twice', TIMEOUT, async () => {
    const file = join(folder, 'resumed.jsonl')
    const [first] = problem.criteria
    await openModel((criterion) => (criterion === first?.id ? DENIED : verdict(2)))
    expect((await run('--data', data, '--json', file)).code).toBe(1)
    await model?.close()
    await openModel(() => verdict(2))
    const { code, out } = await run('--data', data, '--json', file)
    expect(code).toBe(0)
    expect(model?.requests.map((it) => criterionIn(it.body))).toEqual([first?.id])
    expect(out).toContain(`${problem.criteria.length - 1} cells were graded before`)
    const rows = (await readFile(file, 'utf8'))
      .trim()
      .split('\n')
      .map((it) => JSON.parse(it))
    expect(rows.map((it) => it.criterion).toSorted()).toEqual(problem.criteria.map((it) => it.id).toSorted())
    expect(rows.map((it) => it.grade.quotes[0].text)).toEqual(rows.map(() => SAID.slice(0, -1)))
  })

  it('stopped by Ctrl-C, prints what is done and keeps it', TIMEOUT, async () => {
    const file = join(folder, 'stopped.jsonl')
    const asked = Promise.withResolvers<void>()
    await openModel((_, n) => {
      if (n === 0) return verdict(2)
      asked.resolve()
      return new Promise(() => {})
    })
    const { child, ended } = start(['--data', data, '--json', file, '--concurrency', '1'])
    await asked.promise
    child.kill('SIGINT')
    const { code, out } = await ended
    expect(code).toBe(130)
    expect(out).toContain(`Stopped by hand. 1 of ${problem.criteria.length} cells are graded.`)
    expect(rowOf(out, 'grader')).toMatch(/^grader +1 /)
    expect((await readFile(file, 'utf8')).trim().split('\n')).toHaveLength(1)
  })

  it.each([
    [['--data', 'absent'], 'absent cannot be read (ENOENT)'],
    [['--samples', '9'], 'It should be from 1 to 5.'],
    [['--only', 'expert'], 'No transcript\'s id holds "expert"; ids are such as queue-loss/solid'],
  ])('with %j says what would be right and exits with 1', TIMEOUT, async (args, says) => {
    const { code, err } = await run(...(args[0] === '--data' ? [] : ['--data', data]), ...args)
    expect(code).toBe(1)
    expect(err).toContain(says)
    expect(err).not.toMatch(/^\s+at /m)
  })

  it('tells in its help what each column is', TIMEOUT, async () => {
    const { code, out } = await run('--help')
    expect(code).toBe(0)
    for (const part of ['--data', '--json', 'kappa [95 %]', 'SMD', 'keyword']) expect(out).toContain(part)
  })
})
