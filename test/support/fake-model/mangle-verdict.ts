import type { ChatRequest } from './answer-wire.ts'

type Verdict = {
  quotes: { turn: number; text: string }[]
  points: { id: string; shown: boolean }[]
  level?: number
}

const GOOD: Verdict = { quotes: [], points: [], level: 3 }

/** A verdict with one thing wrong, made of a good one. */
export function mangleVerdict(
  how: 'missing' | 'unknown' | 'range' | 'invented' | 'interviewer',
  answer: string,
  request: ChatRequest,
): string {
  const given = JSON.parse(answer) as Partial<Verdict>
  const verdict: Verdict = given.level === undefined ? structuredClone(GOOD) : (given as Verdict)
  if (how === 'missing') delete verdict.level
  if (how === 'unknown') verdict.points.push({ id: 'no-such-point', shown: true })
  if (how === 'range') verdict.level = 7
  if (how === 'invented') verdict.quotes = [{ turn: 2, text: 'I would shard it by the phase of the moon' }]
  if (how === 'interviewer') verdict.quotes = [interviewersWords(request)]
  return JSON.stringify(verdict)
}

/** Some words of the interviewer in the transcript that the prompt holds. */
function interviewersWords(request: ChatRequest): { turn: number; text: string } {
  const said = /^\[(\d+)\] I: (.+)$/m.exec(request.messages.map((it) => it.content).join('\n'))
  return { turn: Number(said?.[1] ?? 1), text: said?.[2] ?? 'Tell me what you would build' }
}
