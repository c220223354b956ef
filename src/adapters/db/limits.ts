import type { Limits } from '../../ports/limits.ts'
import { type Connection, rowsOf } from './database.ts'
import { json, sql } from './sql.ts'

const MINUTE_MS = 60_000

export const storeLimits = (connection: Connection): Limits => ({
  async countRequest(client, perMinute, now) {
    const each = Math.floor(MINUTE_MS / perMinute)
    const latest = now + MINUTE_MS - each
    const [row] = await rowsOf<{ wait: number }>(
      connection,
      // Each request moves the client's time on by its share of a minute, and may not move it beyond a minute from now:
      // after a quiet minute all of them may come at once, then one with each share that passes. What is refused moves
      // nothing, and its wait is read from the row as it was before, so that one in a race may find none.
      sql`with counted as (
            insert into rate_limits as it (client, clear_at) values (${client}, ${now + each}::bigint)
            on conflict (client) do update set clear_at = greatest(it.clear_at, ${now}::bigint) + ${each}::bigint
              where it.clear_at <= ${latest}::bigint
            returning 0::float8 as wait)
          select wait from counted
          union all
          select greatest(1, clear_at - ${latest}::bigint)::float8 from rate_limits
          where client = ${client} and not exists (select 1 from counted)`,
    )
    return row?.wait ?? each
  },
  async forgetClients(now) {
    await rowsOf(connection, sql`delete from rate_limits where clear_at <= ${now}`)
  },
  async spend(day, costs) {
    const [row] = await rowsOf<{ spent: number }>(
      connection,
      // What this statement adds, its own sum does not see.
      sql`with given as (
            select * from jsonb_to_recordset(${json(costs)}::jsonb) as it (day text, role text, model text, cost float8)),
          added as (
            insert into model_spend as it (day, role, model, cost)
            select day, role, model, sum(cost) from given group by day, role, model order by day, role, model
            on conflict (day, role, model) do update set cost = it.cost + excluded.cost)
          select (select coalesce(sum(cost), 0) from model_spend where day = ${day}) +
            (select coalesce(sum(cost), 0) from given where day = ${day}) as spent`,
    )
    return row?.spent ?? Number.POSITIVE_INFINITY
  },
})
