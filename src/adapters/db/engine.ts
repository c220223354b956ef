import { PGlite, type PGliteOptions } from '@electric-sql/pglite'

/** What is asked of the engine, whichever one is running. */
export type Engine = Pick<PGlite, 'query' | 'exec' | 'transaction' | 'close'>

const TRY_AGAIN_MS = 5000

/**
 * The embedded engine, replaced after a panic: a full disk stops it, and once there is room again a new one takes up
 * what was committed. One that panicked is never asked again, since it would spin for ever and this process with it.
 */
export async function openEngine(options: PGliteOptions): Promise<Engine> {
  let current = await start(options)
  let starting: Promise<Running> | null = null
  let tried = 0
  const running = async (): Promise<PGlite> => {
    const panic = current.panic()
    if (panic === null) return current.pglite
    // In memory nothing would be left to take up.
    const wait = options.dataDir === undefined || performance.now() - tried < TRY_AGAIN_MS
    if (starting === null && wait) throw new Error(panic)
    starting ??= start(options).finally(() => {
      tried = performance.now()
      starting = null
    })
    current = await starting
    return current.pglite
  }
  return {
    query: async (...given) => (await running()).query(...given),
    exec: async (...given) => (await running()).exec(...given),
    transaction: async (work) => (await running()).transaction(work),
    close: async () => {
      if (!current.pglite.closed) await current.pglite.close()
    },
  }
}

type Running = { pglite: PGlite; panic(): string | null }

async function start(options: PGliteOptions): Promise<Running> {
  const pglite = await PGlite.create(options)
  let panic: string | null = null
  const send = pglite.execProtocolRawSync.bind(pglite)
  pglite.execProtocolRawSync = (message) => {
    if (panic !== null) throw new Error(panic)
    return send(message)
  }
  const noting = async <T>(answer: Promise<T>): Promise<T> => {
    try {
      return await answer
    } catch (error) {
      if (error instanceof Error && 'severity' in error && /PANIC|FATAL/.test(String(error.severity)))
        panic ??= `the embedded database stopped: ${error.message}`
      throw error
    }
  }
  const exchange = pglite.execProtocol.bind(pglite)
  pglite.execProtocol = (...given) => noting(exchange(...given))
  const stream = pglite.execProtocolStream.bind(pglite)
  pglite.execProtocolStream = (...given) => noting(stream(...given))
  return { pglite, panic: () => panic }
}
