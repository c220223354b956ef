import { expect } from 'vitest'
import type { LegalMove } from '../../src/interview/events.ts'
import { type Ledger, ledgerOf } from '../../src/interview/speaking/ledger.ts'
import type { Spoken } from '../../src/interview/speaking/spoken.ts'
import { speakByModel } from '../../src/services/speak-by-model.ts'
import { hold } from '../support/hold.ts'
import { makeRubric } from '../support/rubric.ts'
import type { ScriptedModel } from '../support/scripted-model.ts'

/** One turn that a model speaks: its ledger, and what comes of it. */

export const PATIENCE_MS = 1000
export const rubric = makeRubric()
const SAID = ['What is there today?', 'Scans go through a queue to a worker that writes a table.', 'It is one table.']

const SYSTEM = 'You interview backend engineers and keep these notes to yourself.'
const ASKING = new Set(['probe', 'advance', 'be-specific'])

/** A turn of the interviewer with a choice of questions, after the candidate spoke of a table. */
function ledgerWithChoice(): Ledger {
  const { events } = hold(rubric, (_, n) => SAID[n % SAID.length] ?? null, { system: SYSTEM })
  const ledgers = events
    .filter((event) => event.type === 'candidate-spoke' && event.text === SAID[1])
    .map(({ seq }) => ledgerOf(rubric, 'interview-1', events.slice(0, seq)))
  const found = ledgers.find(({ legal }) => legal.length > 1 && legal.every(({ move }) => ASKING.has(move)))
  if (!found) throw new Error('no turn of this interview leaves a choice')
  return found
}

export const ledger = ledgerWithChoice()
/** The best pair, and another that is as legal. */
export const [TOP, OTHER] = ledger.legal as [LegalMove, LegalMove]

export type Heard = { spoken: Spoken; released: string[]; warned: unknown[] }

export async function speak(
  model: ScriptedModel,
  more: { signal?: AbortSignal; onRelease?: () => void } = {},
): Promise<Heard> {
  const released: string[] = []
  const warned: unknown[] = []
  const log = { info() {}, warn: (fields: unknown) => void warned.push(fields), error() {} }
  const world = { model, log, patienceMs: PATIENCE_MS, clock: { now: () => 0 } }
  const release = (sentence: string) => {
    released.push(sentence)
    more.onRelease?.()
  }
  const spoken = await speakByModel(world, rubric, ledger, release, more.signal)
  expect(spoken.text).toBe(released.join(' '))
  expect(model.open, 'the call is over').toBe(0)
  return { spoken, released, warned }
}
