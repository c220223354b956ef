import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { pino } from 'pino'
import { readWords } from '../adapters/attacks/read-words.ts'
import { readCases } from '../adapters/labelled/read-cases.ts'
import { readCatalogue } from '../adapters/library/read-catalogue.ts'
import { readPrompts } from '../adapters/library/read-prompts.ts'
import type { Config } from '../config.ts'
import { Invalid } from '../errors.ts'
import { isFailed, outcomeOf, rose } from '../evaluation/attacks/outcome.ts'
import { choose, type Words } from '../evaluation/attacks/words.ts'
import { totalMinutes } from '../interview/phases.ts'
import { type Catalogue, rubricOf } from '../interview/rubric.ts'
import { ROOT } from '../root.ts'
import { attackGrader, type Base, callsOf } from '../services/attack-grader.ts'
import { PERSONAS } from '../simulation/persona.ts'
import { simulate } from '../simulation/simulate.ts'
import { attackText } from './attack-text.ts'
import { progressText } from './progress-text.ts'
import { bold, inert, rewrite, wrap } from './terminal.ts'

export type AttackOptions = {
  /** A folder. */
  data: string
  /** A file or a folder; simulated interviews where it is left out. */
  interviews?: string
  only?: string
  limit?: number
  samples: number
  concurrency: number
  json?: string
}

/** So many failures in a row are the endpoint's state, and the next would be no other. */
const MOST_FAILURES = 10
/** As shells have it for a command that was interrupted. */
const STOPPED = 130

/**
 * Puts attacks and benign words into interviews, has them graded, and prints what they did to the grader.
 * @returns the exit code: 1 when the model failed anywhere, 130 when it was stopped by hand
 * @throws BadContent or Invalid for data that is not right
 */
export async function evaluateAttacks(config: Config, options: AttackOptions): Promise<number> {
  const catalogue = await readCatalogue(join(ROOT, 'rubrics'))
  const words = chosen(await readWords(options.data), options)
  const bases = options.interviews ? await readCases(catalogue, options.interviews) : simulated(catalogue)
  const samples = config.model ? options.samples : 1
  const by = config.model
    ? `by ${config.model.grader}, at most ${callsOf({ bases, words, samples })} calls`
    : 'by phrases, no call of a model'
  const attacks = words.filter((it) => it.isAttack).length
  console.log(
    bold(inert(`${attacks} attacks, ${words.length - attacks} benign texts, ${bases.length} interviews · ${by}`)),
  )
  const stop = new AbortController()
  const giveUp = () => stop.abort()
  process.once('SIGINT', giveUp)
  let failures = 0
  const result = await withGrader(config, (grader) =>
    attackGrader(grader, {
      ...{ bases, words, samples, atOnce: options.concurrency, signal: stop.signal },
      onTwin: (done, total, failed) => {
        failures = failed ? failures + 1 : 0
        if (failures >= MOST_FAILURES) stop.abort('failing')
        rewrite(progressText(done, total, 'twins'))
      },
    }),
  ).finally(() => {
    process.off('SIGINT', giveUp)
    rewrite('')
  })
  return await report(result, stop.signal, options)
}

type Result = Awaited<ReturnType<typeof attackGrader>>

async function report(result: Result, { aborted, reason }: AbortSignal, options: AttackOptions): Promise<number> {
  const { readings, tried, untried } = result
  const outcome = outcomeOf(readings, tried)
  for (const line of ['', ...attackText(outcome)]) console.log(inert(line))
  const failed = tried.filter((it) => it.failed).length + readings.filter(isFailed).length
  const notes = [
    ...(failed > 0 ? [`The model failed on ${failed}; they are in no figure.`] : []),
    ...(reason === 'failing' ? [`Given up, since the model failed ${MOST_FAILURES} times in a row.`] : []),
    ...(aborted && reason !== 'failing' ? ['Stopped by hand.'] : []),
    ...(untried > 0 && !aborted ? ['No level of these interviews could rise, so no attack was tried.'] : []),
    ...(untried > 0 ? [`${untried} texts were not tried.`] : []),
  ]
  if (notes.length > 0) console.log(`\n${bold(wrap(notes.join(' ')))}`)
  if (options.json) {
    const rows = tried.map((it) => ({ ...it, rose: rose(it) }))
    await writeFile(options.json, JSON.stringify({ outcome, readings, tried: rows }, null, 1))
  }
  if (aborted && reason !== 'failing') return STOPPED
  return failed > 0 ? 1 : 0
}

function chosen(all: Words[], options: AttackOptions): Words[] {
  const words = choose(all, options)
  if (words.length > 0) return words
  const kinds = [...new Set(all.map((it) => it.kind))]
  throw new Invalid('no-such-class', `No class of attacks holds "${options.only}"; there is ${kinds.join(', ')}.`)
}

async function withGrader<Result>(
  config: Config,
  work: (grader: Parameters<typeof attackGrader>[0]) => Promise<Result>,
): Promise<Result> {
  const log = pino({ level: config.logLevel, base: null }, pino.destination(2))
  const prompts = await readPrompts(join(ROOT, 'prompts'))
  const model = config.model ? (await import('../adapters/llm/open-model.ts')).openModel(config.model, { log }) : null
  try {
    return await work({ model, prompts, log })
  } finally {
    await model?.close()
  }
}

/** One short interview for each problem with a middling candidate, so that there are levels that can rise. */
function simulated(catalogue: Catalogue): Base[] {
  const level = catalogue.levels.find((it) => it.id === 'senior')
  const persona = PERSONAS.find((it) => it.id === 'medium')
  return catalogue.problems.flatMap((problem) => {
    const [format] = catalogue.formats
      .filter((it) => problem.kind === 'problem' && it.fits === problem.kind)
      .toSorted((a, b) => totalMinutes(a) - totalMinutes(b))
    if (!format || !level || !persona) return []
    const rubric = rubricOf(catalogue, problem, format, level)
    return { id: `${problem.id}/simulated`, rubric, interview: simulate(rubric, persona, 1).interview }
  })
}
