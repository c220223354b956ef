import type { World } from '../ports/world.ts'
import { type Accepted, acceptTurn, type TurnRequest } from './accept-turn.ts'
import { speakTurn, type TurnTold } from './speak-turn.ts'

/**
 * A candidate's turn: committed when this resolves. The interviewer's reply is under way then, on its own: it is
 * finished and committed even if whoever asked has gone. `replied` resolves when it is, with what is to be told of it; null
 * when it failed, or another spoke.
 */
export async function takeTurn(
  world: World,
  org: string,
  id: string,
  request: TurnRequest,
): Promise<Accepted & { replied: Promise<TurnTold | null> }> {
  const accepted = await acceptTurn(world, org, id, request)
  if (accepted.again) return { ...accepted, replied: Promise.resolve(null) }
  const { loaded } = accepted
  let told: TurnTold | null = null
  const spoken = world.tasks.run('speak', async (signal) => {
    told = await speakTurn(world, org, id, signal, loaded)
  })
  return { ...accepted, replied: spoken.then(() => told) }
}
