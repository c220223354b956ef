import { openJobs } from '../../../src/adapters/jobs/open-jobs.ts'

/** A worker that takes a job and never ends it, to be killed in the middle. */
const [url = ''] = process.argv.slice(2)
const log = { info: () => {}, warn: console.error, error: console.error }
const jobs = await openJobs({ kind: 'postgres', url }, log)
await jobs.work({
  grade: async (_, { interviewId }) => {
    console.log(interviewId)
    return await new Promise(() => {})
  },
})
