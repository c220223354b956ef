import { setTimeout as sleep } from 'node:timers/promises'
import type { z } from '@hono/zod-openapi'
import type { ScorecardView } from '../http/scorecard-views.ts'
import type { Server } from './connect.ts'
import { printDebrief, titleOf } from './print-debrief.ts'
import { bold, dim, wrap } from './terminal.ts'

type Scorecard = z.infer<typeof ScorecardView>

/** Prints a scorecard, waiting for it with progress. */
export async function printScorecard(server: Server, id: string): Promise<void> {
  const card = await finished(server, id)
  const by = card.provisional
    ? ' · provisional: graded by phrases, not meaning'
    : ` · ${card.status === 'failed' ? 'grading failed' : 'graded'} by ${card.model ?? card.runs[0]?.wants ?? 'a model'}`
  const note = card.rubric.held
    ? by
    : `${by}, by rubric ${card.rubric.hash.slice(0, 12)}, not the one it was held under`
  console.log(
    `\n${bold('Scorecard')} ${card.total === null ? 'no total' : `${card.total} of 4, ${card.band}`}${dim(note)}`,
  )
  if (card.failure)
    console.log(wrap(`${card.failure}\nWhen the model answers again: npx interlocutor regrade ${id}`, '  '))
  if (card.debrief) {
    printDebrief(card.debrief, card.grades)
    console.log(`\n${bold('Every mark with its evidence')}`)
  }
  for (const grade of card.grades) {
    console.log(
      `\n${titleOf(card.grades, grade.criterion)} ${grade.level === null ? '–' : `${grade.level} of 4`} ${dim(`${grade.exposure.replace('_', ' ')}, weight ${grade.weight}`)}`,
    )
    console.log(dim(wrap(grade.asks, '  ')))
    if (grade.because) console.log(wrap(grade.because, '  '))
    if (grade.anchor) console.log(wrap(grade.anchor, '  '))
    for (const quote of grade.quotes) console.log(dim(wrap(`turn ${quote.turn}: “${quote.text}”`, '    ')))
    if (grade.next) console.log(wrap(`Next level: ${grade.next}`, '  '))
  }
  if (card.heard) printHeard(card.heard)
  for (const it of card.leftOut)
    console.log(
      `\n${dim('Left out of the total:')} ${titleOf(card.grades, it.criterion)}${dim(`, since ${it.because}.`)}`,
    )
}

/** Flags and attempts, each with the words and who heard it. */
function printHeard({ flags, attempts, failure }: NonNullable<Scorecard['heard']>) {
  const quoted = (quotes: { turn: number; text: string }[]) =>
    dim(quotes.map((it) => wrap(`turn ${it.turn}: “${it.text}”`, '    ')).join('\n'))
  for (const flag of flags)
    console.log(
      `\n${bold(flag.title)} ${dim(`red flag, heard by ${BY[flag.by]}`)}\n${wrap(flag.says, '  ')}\n${quoted(flag.quotes)}`,
    )
  if (attempts.length > 0)
    console.log(`\n${bold('Tried to sway interviewer or grader')} ${dim('changed no level')}\n${quoted(attempts)}`)
  if (failure) console.log(`\n${wrap(failure)}`)
}

const BY = { phrases: 'phrases', model: 'the model' } as const

async function finished(server: Server, id: string): Promise<Scorecard> {
  let told = ''
  for (;;) {
    const card = await server.ask<Scorecard>(`/api/interviews/${encodeURIComponent(id)}/scorecard`)
    if (card.status !== 'grading') return card
    const { waiting } = card
    if (waiting && waiting.at !== told) {
      told = waiting.at
      const time = new Date(waiting.at).toLocaleTimeString()
      console.log(
        `\nWaiting to ask the model again, try ${waiting.try} of ${waiting.of} at ${time}: ${waiting.because}.`,
      )
    }
    if (process.stdout.isTTY) process.stdout.write(`\rGrading ${card.progress.done} of ${card.progress.total} … `)
    await sleep(500)
  }
}
