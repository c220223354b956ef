import type { z } from '@hono/zod-openapi'
import { Invalid } from '../errors.ts'
import type { ModelDiffView, RunDiffView } from '../http/diff-views.ts'
import type { Server } from './connect.ts'
import { bold, dim, inert, wrap } from './terminal.ts'

type RunDiff = z.infer<typeof RunDiffView>
type ModelDiff = z.infer<typeof ModelDiffView>
type Side = RunDiff['before']
type Criterion = RunDiff['criteria'][number]

/**
 * Prints what two gradings differ in: two runs, or the two latest of an interview; or how two models differ over all
 * interviews that both graded. @throws Invalid for anything else; ServerError
 */
export async function printDiff(server: Server, ids: string[], models: string[]): Promise<void> {
  const [one, two] = ids
  const [before, after] = models
  if (ids.length === 0 && models.length === 2 && before !== undefined && after !== undefined)
    return printModels(await server.ask<ModelDiff>(`/api/diff/models?${query({ before, after })}`), before, after)
  if (models.length > 0 || one === undefined || ids.length > 2)
    throw new Invalid('no-two-runs', 'Give an interview, or two runs of one, or two models by --model twice.')
  const of = two === undefined ? { interview: one } : { before: one, after: two }
  printRuns(await server.ask<RunDiff>(`/api/diff?${query(of)}`))
}

const query = (values: Record<string, string>): string => new URLSearchParams(values).toString()

function printRuns(diff: RunDiff): void {
  console.log(`Before  ${sideOf(diff.before)}\nAfter   ${sideOf(diff.after)}`)
  for (const { what, before, after } of diff.causes)
    console.log(inert(`${what.padEnd(7)} ${brief(before)} → ${brief(after)}`))
  if (diff.causes.length === 0)
    console.log(dim('Both were made with the same grader, model, prompts, rubric and code.'))
  const still = diff.criteria.filter((it) => !it.changed)
  for (const it of diff.criteria.filter((one) => one.changed)) printCriterion(it)
  if (still.length > 0)
    console.log(dim(wrap(`\nThe same: ${still.map((it) => `${it.criterion} ${levelOf(it.after)}`).join(', ')}.`)))
}

const sideOf = ({ run, status, total, band, startedAt }: Side): string =>
  `${total === null ? 'no total' : `${total.toFixed(1)} of 4`}${band === null ? '' : `, ${band}`}${dim(`  ${status} ${startedAt.slice(0, 16).replace('T', ' ')}  run ${run}`)}`

/** Hashes are told apart by their beginnings. */
const brief = (text: string): string => (/^[0-9a-f]{64}$/.test(text) ? text.slice(0, 12) : text)

const levelOf = (mark: Criterion['before']): string => String(mark?.level ?? '–')

function printCriterion({ dimension, asks, movement, before, after, quotes, points }: Criterion): void {
  console.log(`\n${bold(dimension)} ${levelOf(before)} → ${levelOf(after)} ${dim(movement)}\n${wrap(asks, '  ')}`)
  const both = (name: string, of: (mark: NonNullable<typeof before>) => string) => {
    const [was, is] = [before, after].map((mark) => (mark ? of(mark) : 'none'))
    if (was !== is) console.log(`  ${name} ${was} → ${is}`)
  }
  both('samples', (it) => `${it.samples.join(' ') || 'none'} (spread ${it.spread})`)
  both('cap', (it) => String(it.cap))
  both('exposure', (it) => it.exposure.replace('_', ' '))
  both('no level, since', (it) => it.abstained?.replace('_', ' ') ?? 'there is one')
  for (const it of points) console.log(wrap(`${it.after ? '+ now shown' : '- no longer shown'}: ${it.says}`, '  '))
  for (const [name, list] of Object.entries(quotes))
    for (const it of list) console.log(dim(wrap(`only ${name}, turn ${it.turn}: “${it.text}”`, '    ')))
}

function printModels(diff: ModelDiff, before: string, after: string): void {
  const { counts, interviews, exact, chance, otherPrompts, otherRubric } = diff
  for (const it of diff.moved)
    console.log(
      inert(`${it.interview}  ${it.criterion.padEnd(24)} ${it.before ?? '–'} → ${it.after ?? '–'}  ${it.movement}`),
    )
  const share = (value: number | null) => (value === null ? '–' : `${Math.round(value * 100)} %`)
  console.log(
    inert(
      `${before} → ${after}: ${interviews} ${interviews === 1 ? 'interview' : 'interviews'}; ${counts.up} up, ${counts.down} down, ${counts.same} the same, ` +
        `${counts.given} given a level, ${counts.withheld} withheld.\n` +
        `Exact agreement ${share(exact)}, by chance ${share(chance)}.`,
    ),
  )
  if (otherPrompts > 0) console.log(`In ${otherPrompts} of them the prompts differ as well.`)
  if (otherRubric.length > 0)
    console.log(wrap(`Left out, since never graded by both under one rubric: ${otherRubric.join(', ')}.`))
}
