import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { v7 } from 'uuid'
import { expect, it } from 'vitest'
import { openJobs } from '../../../src/adapters/jobs/open-jobs.ts'
import type { Job } from '../../../src/ports/store.ts'
import { describeOnPostgres, silentLog } from '../../support/databases.ts'

// Mostly waiting: in a file of its own, so that others run meanwhile.
describeOnPostgres('a node that is killed in the middle of a job', (makeUrl) => {
  it('has its job taken up by another within 30 s', { timeout: 60_000 }, async () => {
    const url = await makeUrl()
    const other = await openJobs({ kind: 'postgres', url }, silentLog)
    const job: Job = { name: 'grade', interviewId: v7() }
    await other.enqueue(v7(), job)
    const child = spawn(process.execPath, [join(import.meta.dirname, 'hang-in-a-job.ts'), url], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    const gone = once(child, 'exit')
    const [said] = await once(child.stdout, 'data')
    expect(String(said).trim()).toBe(job.interviewId)
    child.kill('SIGKILL')
    await gone
    const from = performance.now()
    const done: string[] = []
    await other.work({
      grade: async (_, { interviewId }) => {
        done.push(interviewId)
        return null
      },
    })
    await expect.poll(() => done, { timeout: 35_000, interval: 100 }).toEqual([job.interviewId])
    expect(performance.now() - from).toBeLessThan(30_000)
    await other.stop()
  })
})
