import { randomUUID } from 'node:crypto'
import { createInterface } from 'node:readline/promises'
import { setTimeout as sleep } from 'node:timers/promises'
import type { z } from '@hono/zod-openapi'
import { createParser } from 'eventsource-parser'
import { reasonOf } from '../errors.ts'
import type { CatalogueView, InterviewView } from '../http/views.ts'
import { type Server, ServerError } from './connect.ts'
import { printScorecard } from './print-scorecard.ts'
import { readCv } from './read-cv.ts'
import { bold, dim, flow, inert, wrap } from './terminal.ts'

type Interview = z.infer<typeof InterviewView>
type Options = { format?: string; level?: string; interviewer?: string; job?: string; cv?: string; resume?: string }

const HELP = 'Enter sends; end a line with \\ to go on writing. /pause, /end, /quit (you can come back), /help.'

/** Conducts an interview in the terminal, to its scorecard. */
export async function practise(server: Server, problem: string | undefined, options: Options): Promise<void> {
  if (problem === undefined && options.resume === undefined) return listProblems(server)
  const interview = options.resume
    ? await server.ask<Interview>(`/api/interviews/${encodeURIComponent(options.resume)}`)
    : await post<Interview>(server, '/api/interviews', {
        problem,
        level: options.level,
        format: options.format,
        interviewer: options.interviewer,
        job: options.job,
        resume: options.cv === undefined ? undefined : await readCv(options.cv),
      })
  if (interview.clock.status === 'paused')
    await server.open(`/api/interviews/${interview.id}/resume`, { method: 'POST' })
  console.log(
    `\n${bold(interview.problem.title)} ${dim(`${interview.format.title}, ${interview.level}, ${interview.interviewer} interviewer`)}`,
  )
  console.log(dim(`${interview.id}\n${HELP}\n`))
  for (const turn of interview.turns.slice(-2))
    console.log(turn.by === 'interviewer' ? spoken(turn.text) : dim(`> ${inert(turn.text)}\n`))
  const left = interview.clock.status === 'ended' ? 'ended' : await converse(server, interview.id)
  if (left === 'ended') return printScorecard(server, interview.id)
  // Who leaves comes back later, and would find the time gone.
  await server.open(`/api/interviews/${interview.id}/pause`, { method: 'POST' })
  console.log(dim(`\nThe clock is stopped. Come back with: npx interlocutor practise --resume ${interview.id}`))
}

async function listProblems(server: Server): Promise<void> {
  const { problems, formats } = await server.ask<z.infer<typeof CatalogueView>>('/api/catalogue')
  for (const kind of ['problem', 'scenario'] as const) {
    const fitting = formats.filter((it) => it.fits === kind).map((it) => `${it.id} ${it.minutes} min`)
    console.log(`\n${bold(`${kind}s`)} ${dim(fitting.join(', '))}`)
    for (const it of problems.filter((one) => one.kind === kind)) console.log(`  ${it.id.padEnd(24)} ${it.summary}`)
  }
}

/** Question and answer until it ends or the candidate leaves. */
async function converse(server: Server, id: string): Promise<'ended' | 'left'> {
  const terminal = createInterface({ input: process.stdin, output: process.stdout, terminal: process.stdin.isTTY })
  const lines = terminal[Symbol.asyncIterator]()
  try {
    for (;;) {
      const text = await readTurn(lines)
      if (text === null || text === '/quit') return 'left'
      if (text === '/help') console.log(dim(HELP))
      else if (text === '/end') {
        await server.open(`/api/interviews/${id}/end`, { method: 'POST' })
        return 'ended'
      } else if (text === '/pause') {
        await server.open(`/api/interviews/${id}/pause`, { method: 'POST' })
        console.log(dim('Paused. Enter goes on.'))
        if ((await lines.next()).done) return 'left'
        await server.open(`/api/interviews/${id}/resume`, { method: 'POST' })
      } else if (text !== '' && (await exchange(server, id, text)) === 'ended') return 'ended'
    }
  } finally {
    terminal.close()
  }
}

/** One turn of the candidate: a line, or several joined by a backslash at their ends; null when the input is over. */
async function readTurn(lines: AsyncIterator<string>): Promise<string | null> {
  const parts: string[] = []
  for (;;) {
    if (process.stdin.isTTY) process.stdout.write(parts.length === 0 ? '> ' : '  ')
    const { value, done } = await lines.next()
    if (done) return null
    const line = String(value)
    parts.push(line.replace(/\\$/, ''))
    if (!line.endsWith('\\')) return parts.join('\n').trim()
  }
}

const TRIES = 4

/** Sends a turn and prints the reply as it is released. The same key is sent again when the connection was lost. */
async function exchange(server: Server, id: string, text: string): Promise<'open' | 'ended'> {
  const key = randomUUID()
  for (let tries = 1; ; tries++) {
    try {
      const headers = { 'content-type': 'application/json', 'idempotency-key': key, accept: 'text/event-stream' }
      return await printReply(
        await server.open(`/api/interviews/${id}/turns`, { method: 'POST', headers, body: JSON.stringify({ text }) }),
      )
    } catch (error) {
      const later = !(error instanceof ServerError) || error.status === 503 || error.code === 'turn-in-flight'
      if (error instanceof ServerError && error.code === 'interview-ended') return 'ended'
      if (!later || tries >= TRIES) {
        console.error(dim(reasonOf(error)))
        return 'open'
      }
      await sleep(500 * 2 ** tries)
    }
  }
}

async function printReply(response: Response): Promise<'open' | 'ended'> {
  let state: 'open' | 'ended' = 'open'
  let said = ''
  const saying = flow('  ')
  const parser = createParser({
    onEvent: ({ event, data }) => {
      const it = JSON.parse(data) as { by?: string; text?: string; says?: string }
      if (event === 'say') {
        process.stdout.write(saying(it.text ?? ''))
        said += it.text
      }
      if (event === 'turn' && it.by === 'interviewer')
        process.stdout.write(said === '' ? `\n${spoken(it.text ?? '')}\n` : '\n\n')
      if (event === 'fault') process.stdout.write(dim(`\n  ${it.says}`))
      if (event === 'end') state = 'ended'
    },
  })
  const decoder = new TextDecoder()
  for await (const chunk of response.body ?? []) parser.feed(decoder.decode(chunk as Uint8Array, { stream: true }))
  return state
}

const spoken = (text: string): string => `${wrap(text, '  ')}\n`

const post = <T>(server: Server, path: string, body: unknown): Promise<T> =>
  server.ask<T>(path, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) })
