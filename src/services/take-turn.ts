import type { World } from '../ports.ts'
import { type Accepted, acceptTurn, type TurnRequest } from './accept-turn.ts'
import { speakTurn } from './speak-turn.ts'

/**
 * A candidate's turn: committed when this resolves. The interviewer's reply is under way then, on its own: it is
 * finished and committed even if whoever asked has gone. `replied` resolves when it is.
 */
export async function takeTurn(
  world: World,
  org: string,
  id: string,
  request: TurnRequest,
): Promise<Accepted & { replied: Promise<void> }> {
  const accepted = await acceptTurn(world, org, id, request)
  if (accepted.again) return { ...accepted, replied: Promise.resolve() }
  return { ...accepted, replied: world.tasks.run('speak', (signal) => speakTurn(world, org, id, signal)) }
}
