import { setTimeout as sleep } from 'node:timers/promises'
import type { Verdict } from '../../src/grading/grade.ts'
import { rubricOf } from '../../src/interview/rubric.ts'
import type { LanguageModel } from '../../src/ports/model.ts'
import { gradeInterview } from '../../src/services/grade-interview.ts'
import { simulateInterview } from '../../src/services/simulate-interview.ts'
import { PERSONAS } from '../../src/simulation/persona.ts'
import { ORG, openTestWorld } from '../support/world.ts'
import { CACHED, type Figure, figure, sharedPrefix, textOf } from './figures.ts'

/**
 * What grading a 45-minute interview asks of an endpoint: nine criteria, three readings of each, and one question each
 * for what stands beside the marks and for the debrief. An endpoint is taken to keep a prefix once it has read it, that
 * is when the call that brought it has been answered; what repeats one then counts a tenth. Against the same requests
 * with nothing kept.
 */

const READ_MS = 5
type Sent = { text: string; cost: number }

/** By the name of what is asked for. */
const ANSWERS: Record<string, unknown> = {
  verdict: { quotes: [], points: [], level: 1 } satisfies Verdict,
  hearing: { attempts: [], flags: [] },
  debrief: { criteria: [], practise: [] },
}

/** A model that always agrees with itself, and notes what of each request some answered one had sent before. */
function makeMeter() {
  const sent: Sent[] = []
  const read: string[] = []
  let [now, most] = [0, 0]
  const model: LanguageModel = {
    stream: () => {
      throw new Error('nothing is spoken here')
    },
    async generate(request) {
      const text = textOf(request.messages)
      const kept = Math.max(0, ...read.map((it) => sharedPrefix(it, text)))
      sent.push({ text, cost: text.length - kept + CACHED * kept })
      most = Math.max(most, ++now)
      await sleep(READ_MS)
      read.push(text)
      now--
      const fields = {
        promptTokens: null,
        cachedTokens: null,
        outputTokens: null,
        firstTokenMs: null,
        totalMs: READ_MS,
      }
      const value = ANSWERS[request.schema.name]
      return { value, raw: JSON.stringify(value), call: { model: 'meter', ...fields, mode: 'strict' } }
    },
  }
  return { model, sent, most: () => most }
}

/** What grading one problem's interview asks of an endpoint. */
export async function measureGrading(problemId: string): Promise<Figure[]> {
  const { world, close } = await openTestWorld()
  const { catalogue } = world.library
  const problem = catalogue.problems.find((it) => it.id === problemId)
  const format = catalogue.formats.find((it) => it.id === 'full')
  const level = catalogue.levels.find((it) => it.id === 'senior')
  const persona = PERSONAS.find((it) => it.id === 'strong')
  if (!problem || !format || !level || !persona) throw new Error('the catalogue lacks what the benchmark grades')
  const request = { persona, seed: 1, interviewer: 'scripted', candidate: 'scripted' } as const
  const { interview } = await simulateInterview(world, ORG, rubricOf(catalogue, problem, format, level), request)
  const meter = makeMeter()
  await gradeInterview({ ...world, model: meter.model }, ORG, interview.id)
  const [run] = await world.store.readRuns(ORG, interview.id)
  await close()
  const raw = meter.sent.reduce((sum, it) => sum + it.text.length, 0)
  const effective = meter.sent.reduce((sum, it) => sum + it.cost, 0) / raw
  const graded = run?.grades.filter((it) => it.samples.length === 3).length ?? 0
  return [
    figure('criteria read three times each', graded, '9', graded === 9),
    figure('calls in all', meter.sent.length, '29', meter.sent.length === 29),
    figure('effective input against separate prompts', effective, '≤ 0.30', effective <= 0.3),
    figure('calls at once, at most', meter.most(), '≤ 5', meter.most() <= 5),
  ]
}
