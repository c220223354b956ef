import { sql } from 'drizzle-orm'
import {
  bigint,
  boolean,
  doublePrecision,
  foreignKey,
  index,
  integer,
  json,
  jsonb,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core'
import type { Grade, Run } from '../../grading/grade.ts'
import type { InterviewEvent } from '../../interview/events.ts'
import type { Snapshot } from '../../interview/interview.ts'
import type { Rubric } from '../../interview/rubric.ts'

/** One schema for PGlite and Postgres. `org_id` leads the key of what is an organisation's; times are epoch milliseconds. */

const time = (name: string) => bigint(name, { mode: 'number' })

export const interviews = pgTable(
  'interviews',
  {
    orgId: uuid('org_id').notNull(),
    id: uuid('id').notNull(),
    seq: integer('seq').notNull(),
    snapshot: jsonb('snapshot').$type<Snapshot>().notNull(),
    /** Copies out of the snapshot, for finding what is due. */
    status: text('status').notNull(),
    due: text('due').notNull(),
    endsAt: time('ends_at').notNull(),
    leaseOwner: text('lease_owner'),
    leaseUntil: time('lease_until'),
    /** A run has finished or failed: nothing is left to queue. */
    graded: boolean('graded').notNull().default(false),
  },
  (table) => [
    primaryKey({ columns: [table.orgId, table.id] }),
    index('interviews_due').on(table.orgId, table.leaseUntil).where(sql`status = 'open' and due = 'interviewer'`),
    index('interviews_open').on(table.orgId, table.endsAt).where(sql`status = 'open'`),
    index('interviews_ungraded').on(table.orgId, table.id).where(sql`status = 'ended' and not graded`),
  ],
)

export const events = pgTable(
  'events',
  {
    orgId: uuid('org_id').notNull(),
    interviewId: uuid('interview_id').notNull(),
    seq: integer('seq').notNull(),
    data: jsonb('data').$type<InterviewEvent>().notNull(),
    key: text('key'),
    bodyHash: text('body_hash'),
  },
  (table) => [
    primaryKey({ columns: [table.orgId, table.interviewId, table.seq] }),
    foreignKey({ columns: [table.orgId, table.interviewId], foreignColumns: [interviews.orgId, interviews.id] }),
    uniqueIndex('events_key').on(table.orgId, table.interviewId, table.key).where(sql`key is not null`),
  ],
)

/** As text, not binary: what authors put first stays first. */
export const rubrics = pgTable(
  'rubrics',
  { orgId: uuid('org_id').notNull(), hash: text('hash').notNull(), body: json('body').$type<Rubric>().notNull() },
  (table) => [primaryKey({ columns: [table.orgId, table.hash] })],
)

export const runs = pgTable(
  'runs',
  {
    orgId: uuid('org_id').notNull(),
    id: uuid('id').notNull(),
    interviewId: uuid('interview_id').notNull(),
    status: text('status').notNull(),
    body: jsonb('body').$type<Omit<Run, 'grades'>>().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.orgId, table.id] }),
    foreignKey({ columns: [table.orgId, table.interviewId], foreignColumns: [interviews.orgId, interviews.id] }),
    index('runs_interview').on(table.orgId, table.interviewId, table.id),
  ],
)

export const grades = pgTable(
  'grades',
  {
    orgId: uuid('org_id').notNull(),
    runId: uuid('run_id').notNull(),
    criterion: text('criterion').notNull(),
    body: jsonb('body').$type<Grade>().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.orgId, table.runId, table.criterion] }),
    foreignKey({ columns: [table.orgId, table.runId], foreignColumns: [runs.orgId, runs.id] }),
  ],
)

/** How far a client has used up its requests, by a hash of its address: of the whole server, whichever organisation. */
export const rateLimits = pgTable('rate_limits', {
  client: text('client').primaryKey(),
  /** When it may make as many at once again as one that made none. */
  clearAt: time('clear_at').notNull(),
})

/** What a day's calls of models have cost, by what they were asked for; of the whole server, since one pays for it. */
export const modelSpend = pgTable(
  'model_spend',
  {
    /** In UTC, such as 2026-03-02. */
    day: text('day').notNull(),
    role: text('role').notNull(),
    model: text('model').notNull(),
    /** In the currency of the prices. */
    cost: doublePrecision('cost').notNull(),
  },
  (table) => [primaryKey({ columns: [table.day, table.role, table.model] })],
)
