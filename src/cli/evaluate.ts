import { join } from 'node:path'
import { pino } from 'pino'
import { readCases } from '../adapters/labelled/read-cases.ts'
import { readCatalogue } from '../adapters/library/read-catalogue.ts'
import { readPrompts } from '../adapters/library/read-prompts.ts'
import type { Config } from '../config.ts'
import { Invalid } from '../errors.ts'
import { choose } from '../evaluation/choose.ts'
import { floorsOf, measure } from '../evaluation/measure.ts'
import { type Graded, nameOf, type Task, tasksOf } from '../evaluation/task.ts'
import { ROOT } from '../root.ts'
import { gradeTasks, type Reader } from '../services/grade-tasks.ts'
import { agreementText } from './agreement-text.ts'
import { KEPT_NOWHERE, openKept } from './kept-grades.ts'
import { costText, progressText, readerText } from './progress-text.ts'
import { bold, dim, inert, rewrite, wrap } from './terminal.ts'

export type EvaluateOptions = {
  /** A file or a folder. */
  data: string
  samples: number
  concurrency: number
  only?: string
  limit?: number
  json?: string
}

/** As shells have it for a command that was interrupted. */
const STOPPED = 130

/**
 * Grades marked transcripts, prints how the grader agrees with people, beside its floors, and says what failed.
 * @returns the exit code: 1 when the model failed anywhere, 130 when it was stopped by hand
 * @throws BadContent or Invalid for data, or a file of grades, that is not right
 */
export async function evaluate(config: Config, options: EvaluateOptions): Promise<number> {
  const catalogue = await readCatalogue(join(ROOT, 'rubrics'))
  const all = await readCases(catalogue, options.data)
  const cases = choose(all, options)
  if (cases.length === 0)
    throw new Invalid('no-such-case', `No transcript's id holds "${options.only}"; ids are such as ${all[0]?.id}.`)
  const tasks = tasksOf(cases)
  console.log(bold(inert(`${tasks.length} cells of ${cases.length} transcripts in ${options.data}`)))
  // Phrases know our own problems and nothing else.
  if (!config.model && cases.some((it) => it.source !== 'labelled')) {
    print(agreementText(null, floorsOf(tasks)))
    console.log(`\n${wrap(NO_MODEL)}`)
    return 0
  }
  const { graded, ended } = await gradeAll(config, tasks, options)
  print(agreementText(measure(graded), floorsOf(graded)))
  const failed = graded.filter((it) => it.grade.abstained === 'grader_failed').length
  if (ended !== 'whole')
    console.log(`\n${bold(wrap(`${ENDED[ended]} ${graded.length - failed} of ${tasks.length} cells are graded.`))}`)
  if (ended === 'stopped') return STOPPED
  return failed > 0 ? 1 : 0
}

const NO_MODEL =
  'These are the floors alone: phrases know nothing of this data, and no model is configured. Set OPENAI_BASE_URL or OPENAI_API_KEY to have it graded.'
const ENDED = { stopped: 'Stopped by hand.', failing: 'Given up, since the model failed ten times in a row.' }

const print = (lines: string[]) => console.log(`\n${lines.map(inert).join('\n')}`)

type Ended = 'whole' | keyof typeof ENDED

async function gradeAll(
  config: Config,
  tasks: Task[],
  options: EvaluateOptions,
): Promise<{ graded: Graded[]; ended: Ended }> {
  const log = pino({ level: config.logLevel, base: null }, pino.destination(2))
  const prompts = await readPrompts(join(ROOT, 'prompts'))
  const samples = config.model ? options.samples : 1
  const reader: Reader = { model: config.model?.grader ?? null, promptHash: prompts.hash, samples }
  const kept = options.json ? await openKept(options.json, tasks, reader) : KEPT_NOWHERE
  const model = config.model ? (await import('../adapters/llm/open-model.ts')).openModel(config.model, { log }) : null
  const done = new Map(kept.graded.map((it) => [nameOf(it), it]))
  const stop = new AbortController()
  const giveUp = () => stop.abort()
  process.once('SIGINT', giveUp)
  const began = performance.now()
  const isWhole = await gradeTasks(
    { model, prompts, log },
    tasks.filter((it) => !done.has(nameOf(it))),
    {
      samples,
      atOnce: options.concurrency,
      signal: stop.signal,
      onGraded: async (graded) => {
        await kept.keep(graded)
        done.set(nameOf(graded), graded)
        rewrite(progressText(done.size, tasks.length, nameOf(graded)))
      },
    },
  ).finally(async () => {
    process.off('SIGINT', giveUp)
    rewrite('')
    await model?.close()
  })
  const calls = [...done.values()].slice(kept.graded.length).flatMap((it) => it.grade.calls)
  console.log(dim(inert(readerText(reader, kept.graded.length))))
  if (model) console.log(dim(costText(calls, performance.now() - began)))
  // In the order of the data, however they came in.
  return {
    graded: tasks.flatMap((it) => done.get(nameOf(it)) ?? []),
    ended: isWhole ? 'whole' : stop.signal.aborted ? 'stopped' : 'failing',
  }
}
