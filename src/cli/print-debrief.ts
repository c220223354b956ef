import type { z } from '@hono/zod-openapi'
import type { DebriefView } from '../http/debrief-view.ts'
import type { GradeView } from '../http/scorecard-views.ts'
import { bold, dim, wrap } from './terminal.ts'

type Debrief = z.infer<typeof DebriefView>
type Claim = Debrief['criteria'][number]['next']

/** Prints what to practise first, then each criterion. */
export function printDebrief(debrief: Debrief, grades: z.infer<typeof GradeView>[]): void {
  const titleOf = (criterion: string) => grades.find((it) => it.criterion === criterion)?.dimension ?? criterion
  if (debrief.instead) console.log(dim(wrap(debrief.instead, '')))
  if (debrief.practise.length > 0) console.log(`\n${bold('To practise next')}`)
  for (const [i, it] of debrief.practise.entries()) {
    console.log(`\n${i + 1}. ${bold(titleOf(it.criterion))}`)
    printClaim(it)
    console.log(dim(wrap(it.why, '  ')))
    if (it.drill) console.log(wrap(`npx interlocutor practise ${it.drill.scenario}: ${it.drill.why}`, '  '))
  }
  console.log(`\n${bold('What you showed, and what is next')}`)
  for (const { criterion, shown, next } of debrief.criteria) {
    console.log(`\n${bold(titleOf(criterion))}`)
    printClaim(shown)
    printClaim(next)
  }
}

function printClaim(claim: Claim): void {
  if (!claim) return
  console.log(wrap(claim.says, '  '))
  for (const quote of claim.quotes) console.log(dim(wrap(`turn ${quote.turn}: “${quote.text}”`, '    ')))
}
