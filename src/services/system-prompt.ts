import type { Rubric } from '../interview/rubric.ts'
import type { Prompts } from '../ports.ts'

/** The frozen first message of an interview's ledger: no points, levels or answers in it. */
export function systemPrompt(prompts: Prompts, rubric: Rubric, nonce: string): string {
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
    nonce,
  })
}
