import type { z } from '@hono/zod-openapi'
import type { DebriefView } from '../http/debrief-view.ts'
import type { GradeView } from '../http/scorecard-views.ts'
import { bold, dim, wrap } from './terminal.ts'

type Debrief = z.infer<typeof DebriefView>
type Claim = Debrief['criteria'][number]['next']

/** Prints what to practise first, then each criterion. */
export function printDebrief(debrief: Debrief, grades: z.infer<typeof GradeView>[]): void {
  if (debrief.instead) console.log(dim(wrap(debrief.instead, '')))
  if (debrief.practise.length > 0) console.log(`\n${bold('To practise next')}`)
  for (const [i, it] of debrief.practise.entries()) {
    console.log(`\n${i + 1}. ${titleOf(grades, it.criterion)}`)
    printClaim(it)
    console.log(dim(wrap(it.why, '  ')))
    if (it.drill) console.log(wrap(`npx interlocutor practise ${it.drill.scenario}: ${it.drill.why}`, '  '))
  }
  console.log(`\n${bold('What you showed, and what is next')}`)
  for (const { criterion, shown, next } of debrief.criteria) {
    console.log(`\n${titleOf(grades, criterion)}`)
    printClaim(shown)
    printClaim(next)
  }
}

/** A criterion by its dimension and, since several can be of one, by its number among the marks. */
export function titleOf(grades: z.infer<typeof GradeView>[], criterion: string): string {
  const at = grades.findIndex((it) => it.criterion === criterion)
  const grade = grades[at]
  return grade ? `${bold(grade.dimension)} ${dim(`(criterion ${at + 1})`)}` : bold(criterion)
}

function printClaim(claim: Claim): void {
  if (!claim) return
  console.log(wrap(claim.says, '  '))
  for (const quote of claim.quotes) console.log(dim(wrap(`turn ${quote.turn}: “${quote.text}”`, '    ')))
}
