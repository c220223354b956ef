import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { openTasks } from '../../src/adapters/tasks.ts'
import type { Log } from '../../src/ports/world.ts'
import { silentLog } from '../support/databases.ts'

const until = (signal: AbortSignal) =>
  new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }))

describe('tasks', () => {
  it('are waited for by a stop, with what they begin meanwhile', async () => {
    const tasks = openTasks(silentLog)
    const done: string[] = []
    void tasks.run('first', async () => {
      await sleep(30)
      void tasks.run('second', async () => {
        await sleep(30)
        done.push('second')
      })
      done.push('first')
    })
    await tasks.drain(5000)
    expect(done).toEqual(['first', 'second'])
  })

  it('are told to end when the time is up, and get to put themselves in order', async () => {
    const tasks = openTasks(silentLog)
    const done: string[] = []
    void tasks.run('endless', async (signal) => {
      await until(signal)
      await sleep(30)
      done.push('in order')
    })
    const began = performance.now()
    await tasks.drain(50)
    expect(done).toEqual(['in order'])
    expect(performance.now() - began).toBeLessThan(1000)
  })

  it('that hear nothing hold up a stop for a second and no longer', async () => {
    const tasks = openTasks(silentLog)
    void tasks.run('deaf', () => new Promise(() => {}))
    const began = performance.now()
    await tasks.drain(50)
    const took = performance.now() - began
    expect(took).toBeGreaterThan(1000)
    expect(took).toBeLessThan(2000)
  })

  it('keep nobody waiting when none runs', async () => {
    const tasks = openTasks(silentLog)
    await tasks.run('short', async () => {})
    const began = performance.now()
    await tasks.drain(5000)
    expect(performance.now() - began).toBeLessThan(500)
  })

  it.each([
    ['later', () => Promise.reject(new Error('broken'))],
    [
      'at once',
      () => {
        throw new Error('broken')
      },
    ],
  ])('that fail %s are logged by name and throw at nobody', async (_, work) => {
    const errors: unknown[] = []
    const log: Log = { ...silentLog, error: (fields) => void errors.push(fields) }
    const tasks = openTasks(log)
    await expect(tasks.run('speak', work)).resolves.toBeUndefined()
    expect(errors).toEqual([{ task: 'speak', cause: 'Error: broken' }])
    await tasks.drain(10)
  })
})
