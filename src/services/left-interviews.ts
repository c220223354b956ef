import type { World } from '../ports/world.ts'
import type { Loaded } from './load-interview.ts'

/** Interviews as this node left them, for the turn that follows: it need not be read again to be heard. */

const MOST = 32

const left = new WeakMap<World['store'], Map<string, Loaded>>()

/** Keeps an interview as it was just stored; the ones left longest ago make room. */
export function leave(store: World['store'], org: string, loaded: Loaded): void {
  const kept = left.get(store) ?? new Map<string, Loaded>()
  left.set(store, kept)
  const key = `${org} ${loaded.interview.id}`
  kept.delete(key)
  kept.set(key, loaded)
  for (const oldest of kept.keys()) if (kept.size > MOST) kept.delete(oldest)
}

/** Takes it up again, once. The store alone knows whether another has moved it on: an append to it is stale then. */
export function takeUp(store: World['store'], org: string, id: string): Loaded | null {
  const kept = left.get(store)
  const loaded = kept?.get(`${org} ${id}`) ?? null
  kept?.delete(`${org} ${id}`)
  return loaded
}
