import type { Flaw } from '../interview/check-rubric.ts'
import type { Interview } from '../interview/interview.ts'
import { readAnswer } from '../interview/read-answer.ts'
import type { Rubric } from '../interview/rubric.ts'
import { canonical } from './bundle.ts'
import type { Heard } from './grade.ts'
import { HearingSchema, settleHeard } from './heard.ts'
import { unreadable } from './verify-grade.ts'
import { verifyQuotes } from './verify-quotes.ts'

/** What of flags and attempts does not follow from the transcript, the rubric and the model's answer. */
export function verifyHeard(rubric: Rubric, interview: Interview, heard: Heard, path: string): Flaw[] {
  return [
    ...heard.flags.flatMap(({ id, quotes }, i): Flaw[] => [
      ...(rubric.redFlags.some((it) => it.id === id)
        ? []
        : [{ path: `${path}.flags.${i}.id`, says: `The rubric has no flag ${id}.` }]),
      ...verifyQuotes(interview, quotes, `${path}.flags.${i}.quotes`),
    ]),
    ...verifyQuotes(interview, heard.attempts, `${path}.attempts`),
    ...(heard.by === 'model' ? verifyHearing(rubric, interview, heard, path) : []),
  ]
}

/** The model's own answer settled again, beside what phrases heard: they may hear more by another version of the code. */
function verifyHearing(rubric: Rubric, interview: Interview, heard: Heard, path: string): Flaw[] {
  const hearing = readAnswer(HearingSchema, heard.raw[0] ?? '')?.value
  if (!hearing) return [unreadable(`${path}.raw`)]
  const phrases = {
    flags: heard.flags.filter((it) => it.by === 'phrases'),
    attempts: heard.attempts.filter((it) => it.by === 'phrases'),
  }
  const settled = settleHeard(rubric, interview, hearing, phrases)
  return (['flags', 'attempts'] as const).flatMap((part): Flaw[] =>
    canonical(settled[part]) === canonical(heard[part])
      ? []
      : [{ path: `${path}.${part}`, says: `The answer in raw gives ${canonical(settled[part])}.` }],
  )
}
