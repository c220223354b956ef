import { once } from 'node:events'
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { freePort, ID, ROOT, runCommand, startServer, TIMEOUT } from './run-command.ts'

let folder: string
let settings: { DATA_DIR: string; PORT: string }
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'interlocutor-cli-'))
  settings = { DATA_DIR: join(folder, 'data'), PORT: await freePort() }
})
afterAll(() => rm(folder, { recursive: true, force: true }))

/** Runs a command to its end. */
const run = (args: string[], { env = {}, ...more }: { env?: object; input?: string; file?: string } = {}) =>
  runCommand(args, { ...settings, ...env }, more)

const SAID = [
  "I'd make it a durable queue with persistent messages, so a restart reads them back from disk.",
  'It should ack after the database commit, and then a crash means the message comes to the other worker.',
]

/** Of two interviews that were begun where no server was up, the one that was ended and the one that was left. */
let id: string
let left: string

describe('an interview in the terminal', () => {
  it('goes from the brief by piped answers to a scorecard that quotes them', TIMEOUT, async () => {
    const input = `${SAID[0]}\n/help\n\nThe first line \\\nand the second.\n${SAID[1]}\n/end\n`
    const { code, out, err } = await run(['practise', 'queue-loss', '--level', 'mid'], {
      input,
      file: 'src/interlocutor.js',
    })
    expect({ code, err }).toEqual({ code: 0, err: '' })
    id = ID.exec(out)?.[0] ?? ''
    const plain = out.replaceAll(/\s+/g, ' ')
    expect(plain).toContain('Messages that never arrived Drill, mid, scripted interviewer')
    expect(plain).toContain('Where could their purchases have been lost?')
    expect(plain).toMatch(/Scorecard [\d.]+ of 4, [a-z ]+ · provisional/)
    expect(plain).toContain('a durable queue with persistent messages')
    expect(plain).toMatch(/To practise next 1\. \w.* What you showed, and what is next .* Every mark with its evidence/)
    expect(plain).toMatch(/Next level: \w/)
    // Two criteria are of one dimension; their numbers and questions tell them apart.
    expect(plain).toContain(
      'Reliability and failure handling (criterion 1) 2 of 4 volunteered, weight 3 Does a purchase',
    )
    expect(plain).toMatch(/Reliability and failure handling \(criterion 2\) .* Does the worker/)
    expect(out).not.toContain('\u001b[')
  })

  it('is left when the input ends', TIMEOUT, async () => {
    const { code, out } = await run(['practise', 'traffic-10x'], { input: `${SAID[0]}\n` })
    expect(code).toBe(0)
    left = ID.exec(out)?.[0] ?? ''
    expect(out).toContain(`practise --resume ${left}`)
  })

  it('is there for the next process, which is not taken in by a stranger at its port', TIMEOUT, async () => {
    const stranger = createServer((_, response) => response.end('<!doctype html><title>Something else</title>'))
    await once(stranger.listen(0, '127.0.0.1'), 'listening')
    const { port } = stranger.address() as AddressInfo
    const { code, out, err } = await run(['list'], { env: { PORT: String(port) } })
    stranger.close()
    expect({ code, err }).toEqual({ code: 0, err: '' })
    expect(out).toMatch(new RegExp(`^${id} .* ended +graded +queue-loss \\(drill, mid\\)`, 'm'))
  })
})

describe('beside a server that holds the data', () => {
  let stop: () => Promise<unknown>
  beforeAll(async () => {
    stop = await startServer(settings)
  }, TIMEOUT.timeout)
  afterAll(() => stop())

  it('an interview is listed, and its transcript is printed as Markdown and as JSON', TIMEOUT, async () => {
    const list = await run(['list'])
    const markdown = await run(['transcript', id])
    const json = await run(['transcript', id, '--format', 'json'])
    expect(list.out).toMatch(new RegExp(`^${id} .* ended +graded +queue-loss \\(drill, mid\\)`, 'm'))
    expect(markdown.out).toMatch(/^# Messages that never arrived\n/)
    for (const text of [...SAID, 'The first line \n> and the second.']) expect(markdown.out).toContain(`> ${text}`)
    const { turns } = JSON.parse(json.out) as { turns: { by: string; text: string }[] }
    expect(turns.filter((it) => it.by === 'candidate').map((it) => it.text)).toEqual([
      SAID[0],
      'The first line \nand the second.',
      SAID[1],
    ])
  })

  it('an interview is exported to a file or printed, and verified from that file alone', TIMEOUT, async () => {
    const file = join(folder, 'bundle.json')
    const written = await run(['export', id, '--out', file])
    const printed = await run(['export', id])
    expect(written).toEqual({ code: 0, out: '', err: '' })
    const text = await readFile(file, 'utf8')
    expect(printed).toEqual({ code: 0, out: text, err: '' })
    // No data, no server and nothing that a setting could name.
    const alone = { DATA_DIR: '/dev/null/none', PORT: 'none', DATABASE_URL: 'none' }
    const { code, out, err } = await run(['verify', file], { env: alone })
    expect({ code, err }).toEqual({ code: 0, err: '' })
    expect(out).toMatch(new RegExp(`^ok {2}interview ${id}: \\d+ events; graded by scripted, [\\d.]+ total$`, 'm'))
    expect(out).toContain(JSON.parse(text).seal)
  })

  it.each<[string, (text: string) => string, RegExp]>([
    [
      'one word is changed',
      (text) => text.replace(`"text": "I'd make`, `"text": "I'll make`),
      /^events\.2\.hash: It does not/m,
    ],
    ['it is cut', (text) => text.slice(0, -200), /is no JSON, or not all of it/],
    ['it is of another version', (text) => text.replace('"version": 1', '"version": 2'), /^version: .* version 1 /m],
    ['it is something else', () => '{"openapi":"3.1.0"}', /^format: It should be "interlocutor-bundle"/m],
    [
      'it says a thing twice',
      (text) => text.replace('"run": {', '"run": { "model": "a better one",'),
      /a second key of one name/,
    ],
    ['a space is added', (text) => `${text} `, /: It is not as it was written: .* a space/],
    ['it is empty', () => '', /is no JSON/],
  ])('a file of it is refused when %s', TIMEOUT, async (what, change, says) => {
    const text = await readFile(join(folder, 'bundle.json'), 'utf8')
    const file = join(folder, `${what}.json`)
    await writeFile(file, change(text))
    const { code, out, err } = await run(['verify', file])
    expect({ code, out }).toEqual({ code: 1, out: '' })
    expect(err).toMatch(says)
    expect(err).not.toMatch(/^\s+at /m)
  })

  it('none is exported under another id or into no folder, nor verified from no file', TIMEOUT, async () => {
    const unknown = await run(['export', '00000000-0000-4000-8000-000000000000'])
    const nowhere = await run(['export', id, '-o', join(folder, 'none', 'bundle.json')])
    const missing = await run(['verify', join(folder, 'none.json')])
    expect([unknown.code, nowhere.code, missing.code]).toEqual([1, 1, 1])
    expect(unknown.err).toContain('There is no interview')
    expect(nowhere.err).toContain('cannot be written (ENOENT)')
    expect(missing.err).toContain('cannot be read (ENOENT)')
  })

  it('one that was left is gone on with', TIMEOUT, async () => {
    const paused = await run(['practise', '--resume', left], { input: '/pause\n' })
    expect(paused.out).toContain('The clock is stopped')
    const back = await run(['practise', '--resume', left], { input: `${SAID[1]}\n/end\n` })
    expect(back.code).toBe(0)
    expect(back.out.replaceAll(/\s+/g, ' ')).toContain(SAID[0])
    expect(back.out).toContain('Scorecard')
  })

  it(
    'a tailored one names the role, takes the level it suggests, and is told nowhere what the résumé says',
    TIMEOUT,
    async () => {
      const cv = join(folder, 'cv.txt')
      await writeFile(cv, 'Ermentrude Quill ran durable queues.\n')
      const job = ['--job', 'Staff Freight Engineer', '--cv', cv]
      const { code, out, err } = await run(['practise', 'queue-loss', ...job], { input: `${SAID[0]}\n/end\n` })
      expect({ code, err }).toEqual({ code: 0, err: '' })
      const plain = out.replaceAll(/\s+/g, ' ')
      expect(plain).toContain('Drill, lead, scripted interviewer')
      expect(plain).toContain("We're talking about the role of Staff Freight Engineer today.")
      expect((await run(['transcript', ID.exec(out)?.[0] ?? ''])).out + out).not.toContain('Ermentrude')
    },
  )

  it.each<[string[], string]>([
    [['practise', 'queue-los'], 'There is: order-processing'],
    [['transcript', 'a/b?c#d'], 'There is no interview a/b?c#d'],
    [['practise', '--resume', '../interviews'], 'There is no interview ../interviews'],
    [['practise', 'queue-loss', '--job', '<b>Engineer</b>'], 'such as "Senior Payments Engineer"'],
    [['practise', 'queue-loss', '--cv', 'no/such/cv.txt'], 'no/such/cv.txt cannot be read (ENOENT)'],
    [['practise', 'queue-loss', '--cv', 'docs/scorecard.png'], 'save your résumé as .txt or .md'],
  ])('%j says what is wrong in a sentence and exits with 1', TIMEOUT, async (args, says) => {
    const { code, out, err } = await run(args)
    expect({ code, out }).toEqual({ code: 1, out: '' })
    expect(err).toContain(says)
    expect(err).not.toMatch(/^\s+at /m)
  })

  it('a process that is told of another port says who holds the data', TIMEOUT, async () => {
    const elsewhere = await run(['list'], { env: { PORT: await freePort() } })
    expect(elsewhere.code).toBe(1)
    expect(elsewhere.err).toMatch(/in use by process \d+/)
    expect(elsewhere.err).not.toMatch(/^\s+at /m)
  })
})

describe('help and errors', () => {
  it('--help says what there is, with examples', TIMEOUT, async () => {
    const { code, out } = await run(['--help'], { file: 'src/interlocutor.js' })
    expect(code).toBe(0)
    for (const command of ['practise', 'list', 'transcript', 'scorecard', 'lint']) expect(out).toContain(command)
    expect(out).toContain('npx interlocutor practise order-processing')
  })

  it.each<[string[], string]>([
    [['frobnicate'], 'unknown command'],
    [['practise', 'queue-loss', '--level', 'principal'], 'mid, senior, lead'],
    [['practise', '--resume', 'x', '--job', 'Engineer'], 'cannot be used with'],
  ])('%j says what is wrong in a sentence and exits with 1', TIMEOUT, async (args, says) => {
    const { code, out, err } = await run(args)
    expect({ code, out }).toEqual({ code: 1, out: '' })
    expect(err).toContain(says)
    expect(err).not.toMatch(/^\s+at /m)
  })

  it('the exit code comes through the first step, and a wrong setting is said in a line', TIMEOUT, async () => {
    const { code, err } = await run(['list'], { file: 'src/interlocutor.js', env: { PORT: 'x' } })
    expect(code).toBe(1)
    expect(err).toContain('PORT is "x"; it should be a port number')
    expect(err).not.toMatch(/^\s+at /m)
  })
})

describe('lint', () => {
  it('passes what ships and counts it', TIMEOUT, async () => {
    const { code, out, err } = await run(['lint'])
    expect({ code, err }).toEqual({ code: 0, err: '' })
    expect(out).toMatch(/^ok {2}problem order-processing: \d criteria, \d+ points, \d+ probes, \d+ sentences$/m)
    expect(out).toMatch(/^ok {2}format full: /m)
  })

  it('fails a folder with a flaw, naming file and path', TIMEOUT, async () => {
    const rubrics = join(folder, 'rubrics')
    await cp(join(ROOT, 'rubrics'), rubrics, { recursive: true })
    await writeFile(join(rubrics, 'scenarios', 'mine.yaml'), 'title: Mine\n')
    const { code, out, err } = await run(['lint', rubrics])
    expect({ code, out }).toEqual({ code: 1, out: '' })
    expect(err).toContain('scenarios/mine.yaml: brief: ')
    expect(err).not.toMatch(/^\s+at /m)
  })
})
