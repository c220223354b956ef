import type { ChatRequest } from './answer-wire.ts'

/**
 * What an endpoint without a model answers: to each of the questions that are asked of models, something valid, read out
 * of the request itself. The interviewer's turn is the best legal pair in its authored words; marks are worth nothing.
 */

type Quote = { turn: number; text: string }
type Answer = (request: ChatRequest) => Record<string, unknown>

const lastOf = ({ messages }: ChatRequest): string => messages.at(-1)?.content ?? ''

/** The pairs of a machine's note, best first, and the authored words of each. */
function pairsOf(request: ChatRequest): { move: string; target: string; say: string }[] {
  const note = lastOf(request).split('\nlegal:\n').at(-1) ?? ''
  return [...note.matchAll(/^- ([a-z-]+) (\S+?)(?:: (.*))?$/gm)].map(([, move = '', target = '', say = '']) => ({
    move,
    target,
    say,
  }))
}

const MOST_WORDS = 30

/** How each turn of the candidate begins, as words that can be quoted. */
const quotesOf = (request: ChatRequest): Quote[] =>
  request.messages
    .flatMap(({ content }) => [...content.matchAll(/^\[(\d+)\] C: (.+)$/gm)])
    .map(([, turn, text = '']) => ({ turn: Number(turn), text: text.split(' ').slice(0, MOST_WORDS).join(' ') }))
    .filter(({ text }) => text.split(' ').length >= 4)

/** The lines "- id: says" under a heading at the end of a prompt. */
const listedIn = (text: string, heading: string): string[] =>
  [...(text.split(heading).at(-1) ?? '').matchAll(/^- ([\w-]+): /gm)].map(([, id = '']) => id)

function verdictOn(request: ChatRequest): Record<string, unknown> {
  const quotes = quotesOf(request).slice(0, 1)
  const points = listedIn(lastOf(request), '\nPoints that show it:\n')
  return { quotes, points: points.map((id) => ({ id, shown: false })), level: quotes.length > 0 ? 2 : 1 }
}

const SHOWN = 'You said this in words of your own; a fake model wrote this line and has read none of them.'
const NEXT = 'Say this again aloud, with one number and one failure in it; a fake model wrote this line.'

function debriefOf(request: ChatRequest): Record<string, unknown> {
  const quotes = quotesOf(request).slice(0, 1)
  const [marks = '', practise = ''] = (lastOf(request).split('# The settled marks').at(-1) ?? '').split('# To practise')
  const graded = [...marks.matchAll(/^## ([\w-]+): /gm)].map(([, id = '']) => id)
  const named = practise.split('\n')[1]?.split(', ') ?? []
  return {
    criteria: graded.map((criterion) => ({
      criterion,
      shown: quotes.length > 0 ? { quotes, says: SHOWN } : null,
      next: { quotes, says: NEXT },
    })),
    practise: named.filter((it) => it !== '').map((criterion) => ({ quotes, says: NEXT, criterion })),
  }
}

/** Something to answer with, whatever was asked; said in turn. */
export const CANDIDATE_SAYS = [
  'I would put a durable queue between the two, and one worker that acknowledges after its commit.',
  'It is one table with a unique key, so the second write of the same thing changes nothing.',
  'Two replicas in two zones; when the primary is gone, one of them takes over within a minute.',
  'I would watch the age of the oldest message, and page somebody once it is above five minutes.',
  'Hm. About two thousand a second at the peak, and a tenth of that on an ordinary day.',
  'I would try again three times, longer apart each time, and then set it aside for a person to look at.',
]

/** What is asked, by the name of its schema. */
const ANSWERS: Record<string, Answer> = {
  interviewer_turn: (request) => {
    const [best = { move: 'wait', target: 'none', say: 'Take your time.' }] = pairsOf(request)
    return { ...best, observed: [] }
  },
  verdict: verdictOn,
  hearing: () => ({ attempts: [], flags: [] }),
  debrief: debriefOf,
  candidate_turn: ({ messages }) => {
    const turns = messages.filter((it) => it.role === 'assistant').length
    return { say: CANDIDATE_SAYS[turns % CANDIDATE_SAYS.length] }
  },
}

/** What a request asks for: the name of its response schema, or of the only one that needs none. */
export const questionOf = (request: ChatRequest): string =>
  request.response_format?.json_schema?.name ?? 'an answer without a schema'

/** @returns undefined for a question that is none of ours */
export const answerRequest = (request: ChatRequest): Record<string, unknown> | undefined =>
  ANSWERS[questionOf(request)]?.(request)

/** The names of the schemas that can be answered. */
export const QUESTIONS = Object.keys(ANSWERS)
