import { readCatalogue } from '../adapters/library/read-catalogue.ts'
import { NotFound } from '../errors.ts'
import { checkInterviewer } from '../grading/checks.ts'
import type { Rubric } from '../interview/rubric.ts'
import { PERSONAS } from '../simulation/persona.ts'
import { simulate, totalOf } from '../simulation/simulate.ts'
import { bold, dim } from './terminal.ts'

type Options = { level: string; format?: string; persona?: string; seed: string; transcript?: boolean }

/** Holds interviews between the scripted interviewer and simulated candidates, and says how both did. @returns the exit code */
export async function simulateInterviews(
  folder: string,
  problem: string | undefined,
  options: Options,
): Promise<number> {
  const rubrics = await rubricsFor(folder, problem, options)
  const personas = PERSONAS.filter((it) => options.persona === undefined || it.id === options.persona)
  if (personas.length === 0) throw unknown('persona', options.persona ?? '', PERSONAS)
  let failures = 0
  for (const rubric of rubrics) {
    console.log(`\n${bold(rubric.problem.id)} ${dim(`${rubric.format.id}, ${rubric.level.id}`)}`)
    for (const persona of personas) {
      const held = simulate(rubric, persona, Number(options.seed))
      const failed = checkInterviewer(rubric, held.events).flatMap((it) => (it.holds ? [] : it.id))
      failures += failed.length
      const total = totalOf(rubric, held)
      const turns = held.interview.turns.length
      console.log(
        `  ${persona.id.padEnd(16)} ${total === null ? ' –  ' : `${total.toFixed(1)} `} ${String(turns).padStart(3)} turns  ${failed.length === 0 ? 'all checks pass' : `fails ${failed.join(', ')}`}`,
      )
      if (options.transcript)
        for (const turn of held.interview.turns)
          console.log(dim(`    ${turn.by === 'candidate' ? 'C' : 'I'}  ${turn.text}`))
    }
  }
  return failures === 0 ? 0 : 1
}

async function rubricsFor(folder: string, id: string | undefined, options: Options): Promise<Rubric[]> {
  const catalogue = await readCatalogue(folder)
  const level = catalogue.levels.find((it) => it.id === options.level)
  if (!level) throw unknown('level', options.level, catalogue.levels)
  const problems = catalogue.problems.filter((it) => id === undefined || it.id === id)
  if (problems.length === 0) throw unknown('problem', id ?? '', catalogue.problems)
  const rubrics = problems.flatMap((problem) =>
    catalogue.formats
      .filter(
        (format) => format.fits === problem.kind && (options.format === undefined || format.id === options.format),
      )
      .map((format) => ({ ...catalogue, problem, format, level })),
  )
  if (rubrics.length === 0) throw unknown('fitting format', options.format ?? '', catalogue.formats)
  return rubrics
}

const unknown = (noun: string, id: string, all: { id: string }[]): NotFound =>
  new NotFound(
    `no-such-${noun.replaceAll(' ', '-')}`,
    `There is no ${noun} "${id}". There is: ${all.map((it) => it.id).join(', ')}.`,
  )
