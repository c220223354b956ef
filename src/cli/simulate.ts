import { join } from 'node:path'
import { readCatalogue } from '../adapters/library/read-catalogue.ts'
import { NotFound } from '../errors.ts'
import { checkInterviewer } from '../grading/checks.ts'
import { isFault } from '../interview/events.ts'
import { type Rubric, rubricOf } from '../interview/rubric.ts'
import { ROOT } from '../root.ts'
import { PERSONAS, type Persona } from '../simulation/persona.ts'
import { simulate, totalOf } from '../simulation/simulate.ts'
import type { Holder, Kept } from './keep-simulations.ts'
import { bold, dim, inert, rewrite } from './terminal.ts'
import type { Settings } from './with-server.ts'

export type SimulateOptions = {
  level: string
  format?: string
  persona?: string
  seed: number
  interviewer: 'scripted' | 'model'
  candidate: 'scripted' | 'model'
  keep?: boolean
  transcript?: boolean
}

/**
 * Holds interviews with simulated candidates and says how both sides did. Those with a model on either side are kept.
 * @param settings read only where interviews are kept
 * @returns the exit code: 1 when a check fails
 */
export async function simulateInterviews(
  settings: Settings,
  problem: string | undefined,
  options: SimulateOptions,
): Promise<number> {
  const rubrics = await rubricsFor(problem, options)
  const personas = PERSONAS.filter((it) => options.persona === undefined || it.id === options.persona)
  if (personas.length === 0) throw unknown('persona', options.persona ?? '', PERSONAS)
  const kept = options.keep || options.interviewer === 'model' || options.candidate === 'model'
  const { hold, close } = kept
    ? await (await import('./keep-simulations.ts')).keepSimulations(await settings(), options)
    : scripted(options)
  let failures = 0
  try {
    for (const rubric of rubrics) {
      console.log(`\n${bold(rubric.problem.id)} ${dim(`${rubric.format.id}, ${rubric.level.id}`)}`)
      for (const persona of personas) {
        const name = `${rubric.problem.id} ${rubric.format.id} · ${persona.id}`
        const held = await hold(rubric, persona, (turn) => rewrite(`${name} · turn ${turn} …`))
        rewrite('')
        failures += report(rubric, persona, held, options)
      }
    }
  } finally {
    rewrite('')
    await close()
  }
  return failures === 0 ? 0 : 1
}

const scripted = ({ seed }: SimulateOptions): Holder => ({
  hold: async (rubric, persona, onTurn) => ({ id: null, ...simulate(rubric, persona, seed, { onTurn }) }),
  close: async () => {},
})

/** @returns how many checks failed */
function report(rubric: Rubric, persona: Persona, held: Kept, options: SimulateOptions): number {
  const failed = checkInterviewer(rubric, held.events).flatMap((it) => (it.holds ? [] : it.id))
  const total = totalOf(rubric, held)
  const { turns } = held.interview
  const faults = held.events.flatMap((it) => (it.type === 'interviewer-spoke' && isFault(it) ? (it.fault ?? []) : []))
  const line = [
    persona.id.padEnd(16),
    total === null ? ' – ' : total.toFixed(1),
    `${String(turns.length).padStart(3)} turns`,
    failed.length === 0 ? ' all checks pass' : ` fails ${failed.join(', ')}`,
  ]
  console.log(`  ${line.join(' ')}`)
  if (faults.length > 0)
    console.log(`    the model did not speak at ${faults.length} turns: ${[...new Set(faults)].join(', ')}`)
  if (held.id !== null) console.log(`    kept as ${held.id}`)
  if (options.transcript)
    for (const turn of turns) console.log(dim(`    ${turn.by === 'candidate' ? 'C' : 'I'}  ${inert(turn.text)}`))
  return failed.length
}

async function rubricsFor(id: string | undefined, options: SimulateOptions): Promise<Rubric[]> {
  const catalogue = await readCatalogue(join(ROOT, 'rubrics'))
  const level = catalogue.levels.find((it) => it.id === options.level)
  if (!level) throw unknown('level', options.level, catalogue.levels)
  const problems = catalogue.problems.filter((it) => id === undefined || it.id === id)
  if (problems.length === 0) throw unknown('problem', id ?? '', catalogue.problems)
  const rubrics = problems.flatMap((problem) =>
    catalogue.formats
      .filter(
        (format) => format.fits === problem.kind && (options.format === undefined || format.id === options.format),
      )
      .map((format) => rubricOf(catalogue, problem, format, level)),
  )
  if (rubrics.length === 0) throw unknown('fitting format', options.format ?? '', catalogue.formats)
  return rubrics
}

const unknown = (noun: string, id: string, all: { id: string }[]): NotFound =>
  new NotFound(
    `no-such-${noun.replaceAll(' ', '-')}`,
    `There is no ${noun} "${id}". There is: ${all.map((it) => it.id).join(', ')}.`,
  )
