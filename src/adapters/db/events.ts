import type { InterviewEvent, SeqEvent } from '../../interview/events.ts'
import type { Store } from '../../ports/store.ts'
import { type Connection, rowsOf } from './database.ts'
import { json, type Statement, sql } from './sql.ts'

/** Events as rows with their place from 1, from one parameter. */
export const placed = (events: InterviewEvent[]): Statement =>
  sql`jsonb_array_elements(${json(events)}::jsonb) with ordinality as it (data, place)`

export const storeEvents = (connection: Connection): Pick<Store, 'readEvents' | 'findKey'> => ({
  async readEvents(org, id, after = 0) {
    // Joined from the interview, so that nothing new and nothing known are told apart in one round trip.
    const rows = await rowsOf<{ seq: number | null; data: InterviewEvent }>(
      connection,
      sql`select events.seq, events.data from interviews
          left join events on events.org_id = interviews.org_id and events.interview_id = interviews.id
            and events.seq > ${after}
          where interviews.org_id = ${org} and interviews.id = ${id}
          order by events.seq`,
    )
    if (rows.length === 0) return null
    return rows.flatMap(({ seq, data }): SeqEvent[] => (seq === null ? [] : [{ ...data, seq }]))
  },
  async findKey(org, id, key) {
    const [row] = await rowsOf<{ seq: number; body_hash: string }>(
      connection,
      sql`select seq, body_hash from events where org_id = ${org} and interview_id = ${id} and key = ${key}`,
    )
    return row ? { seq: row.seq, bodyHash: row.body_hash } : null
  },
})
