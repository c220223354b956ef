import { setTimeout as sleep } from 'node:timers/promises'
import type { Log, Tasks } from '../ports.ts'

/** Keeps count of work in the background, so that a stop can wait for it. */
export function openTasks(log: Log): Tasks {
  const running = new Set<Promise<void>>()
  const controller = new AbortController()
  return {
    run(name, work) {
      const task = work(controller.signal)
        .catch((error: unknown) => log.error({ task: name, cause: causeOf(error) }, 'a task failed'))
        .finally(() => running.delete(task))
      running.add(task)
      return task
    },
    async drain(ms) {
      await Promise.race([Promise.all(running), sleep(ms, undefined, { ref: false })])
      controller.abort()
      await Promise.race([Promise.all(running), sleep(1000, undefined, { ref: false })])
    },
  }
}

const causeOf = (error: unknown): string => (error instanceof Error ? `${error.name}: ${error.message}` : String(error))
