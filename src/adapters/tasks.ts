import { setTimeout as sleep } from 'node:timers/promises'
import type { Log, Tasks } from '../ports/world.ts'

/** For what was aborted to put itself in order. */
const LAST_WORD_MS = 1000

/** Keeps count of work in the background, so that a stop can wait for it. */
export function openTasks(log: Log): Tasks {
  const running = new Set<Promise<void>>()
  const controller = new AbortController()
  return {
    run(name, work) {
      const task = Promise.try(work, controller.signal)
        .catch((error: unknown) => log.error({ task: name, cause: causeOf(error) }, 'a task failed'))
        .finally(() => running.delete(task))
      running.add(task)
      return task
    },
    async drain(ms) {
      await settle(running, ms)
      controller.abort()
      await settle(running, LAST_WORD_MS)
    },
  }
}

/** Waits until nothing runs, for at most `ms`; what runs may begin more. */
async function settle(running: ReadonlySet<Promise<void>>, ms: number): Promise<void> {
  const stop = new AbortController()
  // The timer keeps the process alive: a task may be all there is to wait for.
  const late = sleep(ms, 'late', { signal: stop.signal }).catch(() => 'late')
  while (running.size > 0) if ((await Promise.race([Promise.all(running), late])) === 'late') break
  stop.abort()
}

const causeOf = (error: unknown): string => (error instanceof Error ? `${error.name}: ${error.message}` : String(error))
