import type { Interview } from '../interview/interview.ts'
import { phaseAt } from '../interview/phases.ts'
import type { Rubric } from '../interview/rubric.ts'

/** A transcript to read, print or put beside a decision. What was said is quoted, so that it stays text. */
export function transcriptMarkdown(rubric: Rubric, interview: Interview): string {
  const when = new Date(interview.openedAt).toISOString().slice(0, 16).replace('T', ' ')
  const lines = [
    `# ${rubric.problem.title}`,
    '',
    [
      rubric.format.title,
      rubric.level.title,
      `${interview.interviewer} interviewer`,
      ...(interview.simulated ? [`simulated candidate (${interview.simulated})`] : []),
      `${when} UTC`,
    ].join(' · '),
  ]
  let phase = -1
  for (const turn of interview.turns) {
    if (turn.phase !== phase) {
      phase = turn.phase
      lines.push('', `## ${phaseAt(rubric.format, phase).title}`)
    }
    const minutes = Math.floor((turn.at - interview.openedAt) / 60_000)
    const who = turn.by === 'candidate' ? 'Candidate' : 'Interviewer'
    lines.push(
      '',
      `**${who}** · turn ${turn.seq} · ${minutes} min`,
      '',
      ...inert(turn.text)
        .split(/\r\n|\r|\n/)
        .map((line) => `> ${line}`),
      ...(turn.drew === undefined
        ? []
        : [
            '',
            ...inert(`Board: ${turn.drew}`)
              .split('\n')
              .map((line) => `> ${line}`),
          ]),
    )
  }
  if (interview.endReason) lines.push('', `Ended: ${ENDED[interview.endReason]}.`)
  return `${lines.join('\n')}\n`
}

/** What begins tags, links and images in Markdown, made to stand for itself. */
const inert = (text: string): string => text.replace(/[\\<[]/g, '\\$&')

const ENDED = { finished: 'finished', time: 'out of time', candidate: 'by the candidate' } as const
