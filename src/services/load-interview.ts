import { NotFound } from '../errors.ts'
import { type Read, readUnder } from '../grading/read-under.ts'
import { replay } from '../interview/advance.ts'
import type { SeqEvent } from '../interview/events.ts'
import type { Interview } from '../interview/interview.ts'
import type { Rubric } from '../interview/rubric.ts'
import type { World } from '../ports/world.ts'

export type Loaded = { rubric: Rubric; interview: Interview; events: SeqEvent[] }

const ID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/
/** Could this be the id of anything in the store? */
export const isId = (text: string): boolean => ID.test(text)

/** An interview as the fold of its events, with the rubric it was held under. @throws NotFound */
export async function loadInterview(world: Pick<World, 'store'>, org: string, id: string): Promise<Loaded> {
  const events = isId(id) ? await world.store.readEvents(org, id) : null
  const opened = events?.[0]
  if (!events || opened?.type !== 'interview-opened')
    throw new NotFound('no-such-interview', `There is no interview ${id}.`)
  const rubric = await loadRubric(world.store, org, opened.rubricHash)
  return { rubric, events, interview: replay(rubric, id, events) }
}

/** A loaded interview as the rubric of this hash reads it, such as that of a run. */
export const readBy = async (
  { store }: Pick<World, 'store'>,
  org: string,
  { rubric, interview, events }: Loaded,
  hash: string,
): Promise<Read> =>
  hash === interview.rubricHash
    ? { rubric, interview }
    : readUnder(await loadRubric(store, org, hash), rubric, interview.id, events)

/** Rubrics never change under their hash, so one read is enough. */
const known = new WeakMap<World['store'], Map<string, Rubric>>()

/** A rubric that something in the store was held or graded under. @throws Error when it is not there */
export async function loadRubric(store: World['store'], org: string, hash: string): Promise<Rubric> {
  const rubrics = known.get(store) ?? new Map<string, Rubric>()
  known.set(store, rubrics)
  const key = `${org} ${hash}`
  const rubric = rubrics.get(key) ?? (await store.readRubric(org, hash))
  if (!rubric) throw new Error(`rubric ${hash} is not in the store`)
  rubrics.set(key, rubric)
  return rubric
}
