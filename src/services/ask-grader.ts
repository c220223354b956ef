import { transcriptFor } from '../grading/verdict.ts'
import type { Interview } from '../interview/interview.ts'
import type { Rubric } from '../interview/rubric.ts'
import type { LanguageModel, ModelRequest } from '../ports/model.ts'
import type { Log, Prompts } from '../ports/world.ts'

/** What grades: a model, or phrases where there is none. */
export type Grader = { model: LanguageModel | null; prompts: Prompts; log: Log }

/** What is asked about a transcript, and the shape of the answer. */
export type Question = Pick<ModelRequest, 'schema' | 'maxTokens'> & { task: string }

/**
 * Asks one thing about a transcript. What it asks comes last: everything before it is the same for all questions about
 * an interview, so that an endpoint reads it once. The transcript is the candidate's word, and no part of the
 * instructions.
 * @throws ModelFault
 */
export async function askGrader(
  { model, prompts }: Grader & { model: LanguageModel },
  { problem }: Pick<Rubric, 'problem'>,
  interview: Interview,
  { task, schema, maxTokens }: Question,
): ReturnType<LanguageModel['generate']> {
  const rules = prompts.render('grader', { title: problem.title, brief: problem.brief })
  const transcript = prompts.render('grader-transcript', { transcript: transcriptFor(problem, interview) })
  return await model.generate({
    role: 'grader',
    messages: [
      { role: 'system', content: rules },
      { role: 'user', content: `${transcript}\n\n${task}` },
    ],
    schema,
    maxTokens,
  })
}
