import type { Rubric } from '../interview/rubric.ts'
import type { Given } from '../interview/tailoring.ts'
import type { Prompts } from '../ports/world.ts'

const NOTHING = 'nothing given'

/** The frozen first message of an interview's ledger: no points, levels or answers in it. */
export function systemPrompt(prompts: Prompts, rubric: Rubric, nonce: string, given: Given): string {
  const { problem, level } = rubric
  return prompts.render('interviewer', {
    level: level.title,
    levelSays: level.says,
    title: problem.title,
    brief: problem.brief,
    probes: [
      ...problem.probes.map((it) => `- ${it.id}: ${it.asks}`),
      ...problem.changes.map((it) => `- ${it.id}: ${it.says}`),
    ].join('\n'),
    job: given.job ?? NOTHING,
    // Quoted line by line, so that no line of it can pass for a heading or a note of ours.
    resume: (given.resume ?? NOTHING).replace(/^/gm, '> '),
    nonce,
  })
}
