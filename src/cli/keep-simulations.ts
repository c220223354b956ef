import { pino } from 'pino'
import { LOCAL_ORG } from '../adapters/db/local-org.ts'
import type { Config } from '../config.ts'
import { Unavailable } from '../errors.ts'
import type { Rubric } from '../interview/rubric.ts'
import { type SimulationRequest, simulateInterview } from '../services/simulate-interview.ts'
import type { Persona } from '../simulation/persona.ts'
import type { Simulated } from '../simulation/simulate.ts'
import { openWorld } from '../world.ts'

/** `id` is null where it is not kept. */
export type Kept = Simulated & { id: string | null }

export type Holder = {
  /** Holds one interview, telling of each turn before it. */
  hold(rubric: Rubric, persona: Persona, onTurn: (turn: number) => void): Promise<Kept>
  close(): Promise<void>
}

/**
 * Holds interviews that are kept, with the models and the store of these settings. The store is opened first, so that
 * no interview is held in vain.
 * @throws Unavailable when the data is another's, such as a server's that is up
 */
export async function keepSimulations(
  config: Config,
  { seed, interviewer, candidate }: Pick<SimulationRequest, 'seed' | 'interviewer' | 'candidate'>,
): Promise<Holder> {
  const log = pino({ level: config.logLevel, base: null }, pino.destination(2))
  const { world, close } = await openWorld(config, log).catch((error) => {
    throw isInUse(error) ? new Unavailable(error.code, `${IN_VAIN}${error.message}`) : error
  })
  return {
    hold: async (rubric, persona, onTurn) => {
      const held = await simulateInterview(world, LOCAL_ORG, rubric, { persona, seed, interviewer, candidate, onTurn })
      return { id: held.interview.id, ...held }
    },
    close,
  }
}

const IN_VAIN = 'no interview was held, since it could not be kept: '

const isInUse = (error: unknown): error is Unavailable => error instanceof Unavailable && error.code === 'data-in-use'
