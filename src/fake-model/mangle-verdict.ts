import type { ChatRequest } from './answer-wire.ts'

type Quote = { turn: number; text: string }
type Verdict = { quotes: Quote[]; points?: { id: string; shown: boolean }[]; level?: number }

const GOOD: Verdict = { quotes: [], points: [], level: 3 }

/** Ways in which a verdict is wrong, by name; each makes one of a good one. */
export const MANGLINGS = {
  'a level missing': (verdict) => {
    delete verdict.level
  },
  'an unknown point': (verdict) => {
    verdict.points?.push({ id: 'no-such-point', shown: true })
  },
  'level 7': (verdict) => {
    verdict.level = 7
  },
  'a quote that is not in the transcript': (verdict) => {
    verdict.quotes = [{ turn: verdict.quotes[0]?.turn ?? 2, text: 'I would shard it by the phase of the moon' }]
  },
  'a quote of the interviewer': (verdict, request) => {
    verdict.quotes = [said('I', request)[0] ?? { turn: 1, text: 'Tell me what you would build' }]
  },
  'points missing': (verdict) => {
    delete verdict.points
  },
  'a point left out': (verdict) => {
    verdict.points?.pop()
  },
  'level 0': (verdict) => {
    verdict.level = 0
  },
  'level 5': (verdict) => {
    verdict.level = 5
  },
  'level 2.5': (verdict) => {
    verdict.level = 2.5
  },
  'a quote with the number of another turn': (verdict, request) => {
    const turns = said('C', request).map((it) => it.turn)
    verdict.quotes = verdict.quotes.map((it) => ({ ...it, turn: turns.find((turn) => turn !== it.turn) ?? 99 }))
  },
  'a quote with the number of a turn of the interviewer': (verdict, request) => {
    verdict.quotes = verdict.quotes.map((it) => ({ ...it, turn: said('I', request)[0]?.turn ?? 1 }))
  },
  'words of the interviewer with the number of a turn of the candidate': (verdict, request) => {
    verdict.quotes = verdict.quotes.map(({ turn }) => ({ turn, text: said('I', request)[0]?.text ?? 'What then?' }))
  },
  'a quote with the number of no turn': (verdict) => {
    verdict.quotes = verdict.quotes.map((it) => ({ ...it, turn: 99 }))
  },
} satisfies Record<string, (verdict: Verdict, request: ChatRequest) => void>

export type Mangling = keyof typeof MANGLINGS

/** A verdict with one thing wrong, made of a good one. */
export function mangleVerdict(how: Mangling, answer: string, request: ChatRequest): string {
  const given = JSON.parse(answer) as Partial<Verdict>
  const verdict: Verdict = given.level === undefined ? structuredClone(GOOD) : (given as Verdict)
  MANGLINGS[how](verdict, request)
  return JSON.stringify(verdict)
}

/** The turns of one party in the transcript that the prompt holds. */
const said = (by: 'I' | 'C', { messages }: ChatRequest): Quote[] =>
  [...(messages.at(-1)?.content ?? '').matchAll(new RegExp(`^\\[(\\d+)\\] ${by}: (.+)$`, 'gm'))].map(
    ([, turn, text]) => ({ turn: Number(turn), text: text ?? '' }),
  )
