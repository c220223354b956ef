import { type SQL, sql } from 'drizzle-orm'
import { fromDrizzle, fromPglite, PgBoss, type SendOptions } from 'pg-boss'
import type { Job, Jobs, Log } from '../../ports.ts'

/** Where the queue lives: the store's own database. */
type Place = { kind: 'embedded'; pglite: Parameters<typeof fromPglite>[0] } | { kind: 'postgres'; url: string }
type Transaction = { execute(query: SQL): Promise<unknown> }
type Queued = { org: string; job: Job }

const QUEUE: Job['name'] = 'grade'
const STOP_MS = 5000

/** A job of an interview is queued once; a killed worker's is taken up when its heartbeat is missed. */
const OPTIONS = {
  policy: 'exclusive',
  retryLimit: 5,
  retryDelay: 2,
  retryBackoff: true,
  heartbeatSeconds: 10,
  notify: true,
} as const

/** Background jobs on pg-boss. `enqueueIn` queues as part of a transaction that is under way. */
export async function openJobs(
  place: Place,
  log: Log,
): Promise<Jobs & { enqueueIn(tx: Transaction, org: string, job: Job): Promise<void> }> {
  const supervise = { monitorIntervalSeconds: 10, superviseIntervalSeconds: 10 }
  const boss =
    place.kind === 'embedded'
      ? new PgBoss({
          db: fromPglite(place.pglite),
          backend: 'pglite',
          useListenNotify: true,
          schedule: false,
          ...supervise,
        })
      : new PgBoss({ connectionString: place.url, max: 4, useListenNotify: true, schedule: false, ...supervise })
  boss.on('error', (error) => log.warn({ cause: error.message }, 'the job queue had a fault'))
  await boss.start()
  await boss.createQueue(QUEUE, OPTIONS)
  // Warms the queue's cache: a cold one would ask the database from within a transaction, and wait for itself.
  await boss.getQueue(QUEUE)
  const send = async (org: string, job: Job, options: SendOptions = {}) => {
    await boss.send(QUEUE, { org, job } satisfies Queued, { singletonKey: job.interviewId, ...options })
  }
  return {
    enqueue: (org, job) => send(org, job),
    enqueueIn: (tx, org, job) =>
      // The adapter wants a driver's loose result type; both of ours are among those it unwraps.
      send(org, job, {
        db: fromDrizzle(tx as Parameters<typeof fromDrizzle>[0], sql as Parameters<typeof fromDrizzle>[1]),
      }),
    work: async (handlers) => {
      await boss.work<Queued>(
        QUEUE,
        { batchSize: 1, pollingIntervalSeconds: 1, notifyPollingIntervalSeconds: 1 },
        async (jobs) => {
          for (const { data } of jobs) await handlers[data.job.name](data.org, data.job)
        },
      )
    },
    stop: () => boss.stop({ graceful: true, timeout: STOP_MS, close: true }),
  }
}
