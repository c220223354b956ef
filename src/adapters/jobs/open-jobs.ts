import { fromPglite, PgBoss, type SendOptions } from 'pg-boss'
import type { Job, Jobs } from '../../ports/store.ts'
import type { Log } from '../../ports/world.ts'

/** Where the queue lives: the store's own database. */
type Place = { kind: 'embedded'; pglite: Parameters<typeof fromPglite>[0] } | { kind: 'postgres'; url: string }
/** A transaction of the store. */
type Connection = { query<Row>(text: string, values?: readonly unknown[]): Promise<Row[]> }
type Queued = { org: string; job: Job }

const QUEUE: Job['name'] = 'grade'
const STOP_MS = 5000
const AT_ONCE = 2
/** Behind what somebody waits for. */
const LATER = -1

/** A job of an interview is queued once; a killed worker's is taken up by another when its heartbeat is missed. */
const OPTIONS = {
  policy: 'exclusive',
  retryLimit: 5,
  retryDelay: 2,
  retryBackoff: true,
  retryDelayMax: 60,
  heartbeatSeconds: 10,
  // A slow local model may grade for long; the heartbeat notices the dead much sooner.
  expireInSeconds: 60 * 60,
} as const

const SUPERVISE = { monitorIntervalSeconds: 2, superviseIntervalSeconds: 2, schedule: false }

/** Background jobs on pg-boss. `enqueueIn` queues as part of a transaction that is under way. */
export async function openJobs(
  place: Place,
  log: Log,
): Promise<Jobs & { enqueueIn(connection: Connection, org: string, job: Job): Promise<void> }> {
  const boss =
    place.kind === 'embedded'
      ? // There is no autovacuum in one process to keep an eye on.
        new PgBoss({ ...SUPERVISE, db: fromPglite(place.pglite), backend: 'pglite', monitorVacuum: false })
      : new PgBoss({ ...SUPERVISE, connectionString: place.url, max: 3, application_name: 'interlocutor-jobs' })
  boss.on('error', (error) => log.warn({ cause: error.message }, 'the job queue had a fault'))
  await boss.start()
  await boss.createQueue(QUEUE, OPTIONS)
  await boss.updateQueue(QUEUE, withoutPolicy(OPTIONS))
  const send = async (org: string, job: Job, options: SendOptions = {}) => {
    const priority = job.provisional === undefined ? 0 : LATER
    await boss.send(QUEUE, { org, job } satisfies Queued, { singletonKey: job.interviewId, priority, ...options })
  }
  // Sending knows the queue from here on. One that did not would ask the database from within the transaction that
  // waits for it; in a single process, for ever.
  await boss.findJobs(QUEUE, { key: '' })
  return {
    enqueue: (org, job) => send(org, job),
    enqueueIn: (connection, org, job) =>
      send(org, job, {
        db: { executeSql: async (text, values) => ({ rows: await connection.query(text, values) }) },
      }),
    async work(handlers) {
      await boss.work<Queued>(
        QUEUE,
        { batchSize: 1, localConcurrency: AT_ONCE, pollingIntervalSeconds: 0.5 },
        async (jobs) => {
          for (const { id, data } of jobs) {
            const again = await handlers[data.job.name](data.org, data.job)
            if (again === null) continue
            // One job of an interview is held at a time, so this one ends before it is queued again. Should the process
            // die in between, the sweep queues it, and the handler says once more that it is early.
            await boss.complete(QUEUE, id)
            await send(data.org, data.job, { startAfter: Math.ceil(again / 1000) })
          }
        },
      )
    },
    async depth() {
      // The queue's own count, made every two seconds: reading it costs nothing, however long the queue.
      const queue = await boss.getQueue(QUEUE)
      return { ready: queue?.readyCount ?? 0, active: queue?.activeCount ?? 0, later: queue?.deferredCount ?? 0 }
    },
    stop: () => boss.stop({ graceful: true, timeout: STOP_MS, close: true }),
  }
}

/** How a queue takes its jobs is fixed when it is made; the rest follows this version. */
const withoutPolicy = ({ policy: _, ...rest }: typeof OPTIONS) => rest
