import { z } from 'zod'
import type { Interview } from '../interview/interview.ts'
import type { Rubric } from '../interview/rubric.ts'
import type { LedgerMessage } from '../interview/speaking/ledger.ts'
import type { Persona } from './persona.ts'

/** What a model that plays a candidate is told, and how it answers. */
export const CandidateReplySchema = z.object({ say: z.string() })

/** What fills the prompt: of the rubric nothing but the level's name and the problem's title. */
export const candidateHoles = ({ level, problem }: Rubric, persona: Persona) => ({
  level: level.title,
  title: problem.title,
  persona: persona.brief,
})

/** The interview as its candidate heard it, behind their instructions; their own turns in the form they are asked for. */
export const candidateMessages = (system: string, { turns }: Interview): LedgerMessage[] => [
  { role: 'system', content: system },
  ...turns.map(
    ({ by, text }): LedgerMessage =>
      by === 'interviewer'
        ? { role: 'user', content: text }
        : { role: 'assistant', content: JSON.stringify({ say: text }) },
  ),
]
