import { join } from 'node:path'
import { readCatalogue } from '../../src/adapters/library/read-catalogue.ts'
import { readPrompts } from '../../src/adapters/library/read-prompts.ts'
import { openingFor } from '../../src/interview/opening.ts'
import type { Rubric } from '../../src/interview/rubric.ts'
import { type Ledger, ledgerOf } from '../../src/interview/speaking/ledger.ts'
import type { LanguageModel } from '../../src/ports/model.ts'
import { speakByModel } from '../../src/services/speak-by-model.ts'
import { systemPrompt } from '../../src/services/system-prompt.ts'
import { PERSONAS } from '../../src/simulation/persona.ts'
import { simulate } from '../../src/simulation/simulate.ts'
import { CACHED, type Figure, figure, sharedPrefix, textOf, tokens } from './figures.ts'

/**
 * What an interview's prompts cost, against a naive design. Replays a simulated interview of 36 candidate turns (a medium candidate's, who
 * does not run out of questions) and
 * counts characters, four to a token, as every request would send them; a repeated prefix counts a tenth.
 *
 * Naive: two calls a turn (one to judge the answer, one to speak), each with a header that changes every turn before
 * the whole rubric and the transcript, so that nothing repeats.
 */

const ROOT = join(import.meta.dirname, '..', '..')
const TURNS = 36

async function rubricFor(problemId: string): Promise<Rubric> {
  const catalogue = await readCatalogue(join(ROOT, 'rubrics'))
  const problem = catalogue.problems.find((it) => it.id === problemId)
  const format = catalogue.formats.find((it) => it.id === 'full')
  const level = catalogue.levels.find((it) => it.id === 'senior')
  if (!problem || !format || !level) throw new Error('the catalogue lacks what the benchmark replays')
  return { ...catalogue, problem, format, level }
}

/** What the prompts of one problem's interview cost. */
export async function measurePrompts(problemId: string): Promise<Figure[]> {
  const rubric = await rubricFor(problemId)
  const prompts = await readPrompts(join(ROOT, 'prompts'))
  const persona = PERSONAS.find((it) => it.id === 'medium')
  if (!persona) throw new Error('there is no persona')
  const opening = openingFor(rubric, persona.id)
  const system = systemPrompt(prompts, rubric, opening.nonce, { job: null, resume: null })
  const opened = { ...opening, interviewer: 'model' as const, system }
  const { events, interview } = simulate(rubric, persona, 1, { opened })
  const spoken = events.filter((event) => event.type === 'interviewer-spoke').slice(1, TURNS + 1)
  const ledgers = spoken.map((event) =>
    ledgerOf(
      rubric,
      interview.id,
      events.filter((it) => it.seq < event.seq),
    ),
  )
  const sent = ledgers.map((ledger) => textOf(ledger.messages))
  const repeated = sent.map((text, i) => (i === 0 ? 0 : sharedPrefix(sent[i - 1] ?? '', text)))
  const total = sent.reduce((sum, text) => sum + text.length, 0)
  const shared = repeated.reduce((sum, length) => sum + length, 0)
  const extend = sent.every((_, i) => i === 0 || (repeated[i] ?? 0) >= (sent[i - 1] ?? '').length)

  // What a prompt of that kind would hold: the rubric without what only our recogniser and tests read.
  const whole = JSON.stringify(rubric.problem, (key, value) =>
    ['cues', 'yes', 'no', 'binds'].includes(key) ? undefined : value,
  )
  const naive = spoken.reduce((sum, event) => {
    const transcript = interview.turns.filter((turn) => turn.seq < event.seq).map((turn) => turn.text)
    return sum + 2 * (system.length + whole.length + transcript.join('\n').length)
  }, 0)
  const heads = spoken.map((event) => tokens(`{"move":"${event.move}","target":"${event.target ?? 'none'}","say":"`))
  const before = heads.reduce((sum, it) => sum + it, 0) / heads.length
  return [
    figure('candidate turns', spoken.length, '36', spoken.length === TURNS),
    figure(
      'share of a request that repeats the one before',
      shared / (total - (sent[0]?.length ?? 0)),
      '≥ 0.94',
      shared / (total - (sent[0]?.length ?? 0)) >= 0.94,
    ),
    figure('requests that do not extend the one before', extend ? 0 : 1, '0', extend),
    figure(
      'effective input against naive',
      (total - shared + CACHED * shared) / naive,
      '≤ 0.10',
      (total - shared + CACHED * shared) / naive <= 0.1,
    ),
    figure('raw input against naive', total / naive, '≤ 0.55', total / naive <= 0.55),
    figure('tokens before the first speakable word', before, '≤ 14', before <= 14),
    ...(await refusals(rubric, ledgers)),
  ]
}

/** A model whose every answer is refused: how many calls a turn takes then, and how long the authored words are in coming. */
async function refusals(rubric: Rubric, ledgers: Ledger[]): Promise<Figure[]> {
  let calls = 0
  const waits: number[] = []
  for (const ledger of ledgers) {
    let refused = 0
    const [pair] = ledger.legal
    const model: LanguageModel = {
      async *stream() {
        calls++
        yield { type: 'field', name: 'move', value: pair?.move }
        yield { type: 'field', name: 'target', value: pair?.target ?? 'none' }
        refused = performance.now()
        yield { type: 'text', text: 'Excellent, that is correct. What next? ' }
      },
      generate: () => Promise.reject(new Error('nothing is generated here')),
    }
    const world = { model, log: { info() {}, warn() {}, error() {} }, patienceMs: 8000, clock: { now: () => 0 } }
    const spoken = await speakByModel(
      world,
      rubric,
      ledger,
      () => refused && waits.push(performance.now() - refused),
      undefined,
    )
    if (spoken.by !== 'script') throw new Error(`a refused sentence was spoken: ${spoken.text}`)
  }
  const wait = waits.toSorted((a, b) => a - b).at(Math.floor(waits.length * 0.95)) ?? Number.NaN
  return [
    figure('calls a turn, refusals included', calls / ledgers.length, '1', calls === ledgers.length),
    figure('ms from a refused sentence to the authored one, p95', wait, '≤ 5', wait <= 5),
  ]
}
