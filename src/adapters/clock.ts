import { v7 } from 'uuid'
import type { Clock, Ids } from '../ports/world.ts'

export const systemClock: Clock = { now: () => Date.now() }
export const uuids: Ids = { next: () => v7() }
