import { Invalid, TooLarge } from '../errors.ts'
import { cleanJob, cleanResume, flawOfJob, LONGEST_RESUME } from '../interview/own-account.ts'
import type { Given } from '../interview/tailoring.ts'

/**
 * The job title and the résumé of a request, cleaned; null where nothing was given, or nothing is left.
 * @throws Invalid for a job title that is none, with its path; TooLarge for a résumé that is too long
 */
export function readGiven(request: { job?: string | undefined; resume?: string | undefined }): Given {
  const job = cleanJob(request.job ?? '')
  const flaw = job === null ? null : flawOfJob(job)
  if (flaw !== null) throw new Invalid('job-not-a-title', flaw, { path: 'job' })
  const { resume = '' } = request
  if (resume.length > LONGEST_RESUME)
    throw new TooLarge(
      'resume-too-long',
      `A résumé holds at most ${LONGEST_RESUME.toLocaleString('en')} characters; this one has ${resume.length.toLocaleString('en')}.`,
      { path: 'resume' },
    )
  return { job, resume: cleanResume(resume) }
}
