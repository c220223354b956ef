import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

const ROOT = join(import.meta.dirname, '../..')
const TIMEOUT = { timeout: 120_000 }

let folder: string
let port: number
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'interlocutor-cli-'))
  port = await freePort()
})
afterAll(() => rm(folder, { recursive: true, force: true }))

/** A port at which nobody listens. */
async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port: free } = server.address() as AddressInfo
  server.close()
  return free
}

const start = (file: string, args: string[], env: Record<string, string> = {}) =>
  spawn(process.execPath, [join(ROOT, file), ...args], {
    cwd: ROOT,
    env: {
      PATH: process.env.PATH,
      HOME: process.env.HOME,
      DATA_DIR: join(folder, 'data'),
      PORT: String(port),
      NO_COLOR: '1',
      ...env,
    },
  })

type Ran = { code: number | null; out: string; err: string }

/** Runs a command to its end. */
async function run(args: string[], { input = '', env = {}, file = 'src/cli.ts' } = {}): Promise<Ran> {
  const child = start(file, args, env)
  let [out, err] = ['', '']
  child.stdout.setEncoding('utf8').on('data', (text: string) => (out += text))
  child.stderr.setEncoding('utf8').on('data', (text: string) => (err += text))
  child.stdin.end(input)
  const [code] = (await once(child, 'close')) as [number | null]
  return { code, out, err }
}

const ID = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/
const SAID = [
  "I'd make it a durable queue with persistent messages, so a restart reads them back from disk.",
  'It should ack after the database commit, and then a crash means the message comes to the other worker.',
]

describe('an interview in the terminal', () => {
  let id: string

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

  it('is listed, and its transcript is printed as Markdown and as JSON', TIMEOUT, async () => {
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

  it('is exported to a file or printed, and verified from that file alone', TIMEOUT, async () => {
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
  ])('its file is refused when %s', TIMEOUT, async (what, change, says) => {
    const text = await readFile(join(folder, 'bundle.json'), 'utf8')
    const file = join(folder, `${what}.json`)
    await writeFile(file, change(text))
    const { code, out, err } = await run(['verify', file])
    expect({ code, out }).toEqual({ code: 1, out: '' })
    expect(err).toMatch(says)
    expect(err).not.toMatch(/^\s+at /m)
  })

  it('is not exported under another id or into no folder, nor verified from no file', TIMEOUT, async () => {
    const unknown = await run(['export', '00000000-0000-4000-8000-000000000000'])
    const nowhere = await run(['export', id, '-o', join(folder, 'none', 'bundle.json')])
    const missing = await run(['verify', join(folder, 'none.json')])
    expect([unknown.code, nowhere.code, missing.code]).toEqual([1, 1, 1])
    expect(unknown.err).toContain('There is no interview')
    expect(nowhere.err).toContain('cannot be written (ENOENT)')
    expect(missing.err).toContain('cannot be read (ENOENT)')
  })

  it('is left when the input ends, its clock stopped, and gone on with later', TIMEOUT, async () => {
    const left = await run(['practise', 'queue-loss'], { input: `${SAID[0]}\n` })
    expect(left.code).toBe(0)
    const again = ID.exec(left.out)?.[0] ?? ''
    expect(left.out).toContain(`practise --resume ${again}`)
    const paused = await run(['practise', '--resume', again], { input: '/pause\n' })
    expect(paused.out).toContain('The clock is stopped')
    expect((await run(['list'])).out).toMatch(new RegExp(`^${again} .* paused `, 'm'))
    const back = await run(['practise', '--resume', again], { input: `${SAID[1]}\n/end\n` })
    expect(back.code).toBe(0)
    expect(back.out.replaceAll(/\s+/g, ' ')).toContain(SAID[0])
    expect(back.out).toContain('Scorecard')
  })
})

describe('an interview that is tailored in the terminal', () => {
  it('names the role, takes the level it suggests, and is told nowhere what the résumé says', TIMEOUT, async () => {
    const cv = join(folder, 'cv.txt')
    await writeFile(cv, 'Ermentrude Quill ran durable queues.\n')
    const job = ['--job', 'Staff Freight Engineer', '--cv', cv]
    const { code, out, err } = await run(['practise', 'queue-loss', ...job], { input: `${SAID[0]}\n/end\n` })
    expect({ code, err }).toEqual({ code: 0, err: '' })
    const plain = out.replaceAll(/\s+/g, ' ')
    expect(plain).toContain('Drill, lead, scripted interviewer')
    expect(plain).toContain("We're talking about the role of Staff Freight Engineer today.")
    expect((await run(['transcript', ID.exec(out)?.[0] ?? ''])).out + out).not.toContain('Ermentrude')
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
    [['practise', 'queue-los'], 'There is: order-processing'],
    [['transcript', 'a/b?c#d'], 'There is no interview a/b?c#d'],
    [['practise', '--resume', '../interviews'], 'There is no interview ../interviews'],
    [['practise', 'queue-loss', '--job', '<b>Engineer</b>'], 'such as "Senior Payments Engineer"'],
    [['practise', 'queue-loss', '--cv', 'no/such/cv.txt'], 'no/such/cv.txt cannot be read (ENOENT)'],
    [['practise', 'queue-loss', '--cv', 'docs/scorecard.png'], 'save your résumé as .txt or .md'],
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

describe('beside a server', () => {
  const stop: (() => Promise<unknown>)[] = []
  afterAll(() => Promise.all(stop.map((it) => it())))

  /** Answers everything with a page, as other people's servers do. */
  async function stranger(): Promise<Server> {
    const server = createServer((_, response) => response.end('<!doctype html><title>Something else</title>'))
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
    stop.push(async () => server.close())
    return server
  }

  it('is not taken in by a stranger at its port', TIMEOUT, async () => {
    const { port: taken } = (await stranger()).address() as AddressInfo
    const { code, out, err } = await run(['list'], { env: { PORT: String(taken) } })
    expect({ code, err }).toEqual({ code: 0, err: '' })
    expect(out).toContain('queue-loss')
  })

  it('commands go through the server that holds the data, and say so where they cannot', TIMEOUT, async () => {
    const server = start('src/main.ts', [], { LOG_LEVEL: 'warn' })
    const gone = once(server, 'exit')
    stop.push(async () => {
      server.kill('SIGTERM')
      await gone
    })
    await expect
      .poll(
        () =>
          fetch(`http://127.0.0.1:${port}/readyz`).then(
            (it) => it.status,
            () => 0,
          ),
        { timeout: 30_000 },
      )
      .toBe(200)
    const held = await run(['practise', 'queue-loss'], { input: `${SAID[0]}\n/end\n` })
    expect({ code: held.code, err: held.err }).toEqual({ code: 0, err: '' })
    expect(held.out).toContain('Scorecard')
    expect((await run(['list'])).out).toContain(ID.exec(held.out)?.[0] ?? 'no id')

    const elsewhere = await run(['list'], { env: { PORT: String(await freePort()) } })
    expect(elsewhere.code).toBe(1)
    expect(elsewhere.err).toMatch(/in use by process \d+/)
    expect(elsewhere.err).not.toMatch(/^\s+at /m)
  })
})
