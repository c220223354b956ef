import type { ChatRequest } from '../../src/fake-model/answer-wire.ts'
import { type FakeModel, startFakeModel } from '../support/fake-model/start-fake-model.ts'

/** An endpoint that speaks and grades, slowly enough to die in the middle of. @param paceMs before each piece of an answer */
export const openModel = (paceMs = 6): Promise<FakeModel> => startFakeModel({ paceMs, chunk: 24, respond })

function respond({ messages, response_format }: ChatRequest) {
  const name = response_format?.json_schema?.name
  if (name === 'verdict') return { quotes: [], points: [], level: 1 }
  if (name === 'hearing') return { attempts: [], flags: [] }
  // A refusal leaves the debrief to the script.
  if (name !== 'interviewer_turn') return { status: 401, body: { error: { message: 'turns and verdicts only' } } }
  // The pair that the note lists first is always allowed.
  const [, move, target] = /^- ([a-z-]+) (\S+):/m.exec(messages.at(-1)?.content.split('legal:')[1] ?? '') ?? []
  return { move, target, say: 'Take one order through it. What happens at each step?', observed: [] }
}
