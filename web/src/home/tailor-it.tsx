export type Given = { job: string; resume: string }

const LONGEST = { job: 80, resume: 20_000 }
const count = new Intl.NumberFormat('en')
const FIELD = 'mt-1 block w-full rounded-md border border-edge bg-card px-3 py-2'

/** A job title and a résumé, for those who want to. Nothing of it is kept in the browser. */
export function TailorIt({ given, onChange }: { given: Given; onChange: (given: Given) => void }) {
  const { job, resume } = given
  const tooLong = resume.length > LONGEST.resume
  return (
    <details className="rounded-lg border border-line bg-card">
      <summary className="px-4 py-3 font-semibold">
        Tailor it <span className="font-normal text-soft">(optional)</span>
      </summary>
      <div className="space-y-4 px-4 pb-4">
        <div>
          <label htmlFor="job" className="text-[0.9375rem] font-medium">
            Job title
          </label>
          <input
            id="job"
            value={job}
            maxLength={LONGEST.job}
            autoComplete="off"
            placeholder="Senior Payments Engineer"
            onChange={(event) => onChange({ ...given, job: event.target.value })}
            className={`${FIELD} placeholder:text-soft`}
          />
        </div>
        <div>
          <label htmlFor="cv" className="text-[0.9375rem] font-medium">
            Résumé, as text
          </label>
          <textarea
            id="cv"
            rows={5}
            dir="auto"
            value={resume}
            autoComplete="off"
            spellCheck={false}
            aria-describedby="cv-count cv-use"
            aria-invalid={tooLong}
            onChange={(event) => onChange({ ...given, resume: event.target.value })}
            className={`${FIELD} max-h-80 resize-y text-[0.9375rem] leading-normal`}
          />
          <p
            id="cv-count"
            className={`mt-1 text-[0.8125rem] tabular-nums ${tooLong ? 'font-medium text-danger' : 'text-soft'}`}
          >
            {count.format(resume.length)} of {count.format(LONGEST.resume)} characters
            {tooLong && '; shorten it to start'}
          </p>
          <p id="cv-use" className="mt-1 text-[0.8125rem] leading-normal text-soft">
            It tunes which questions come first. The first 3,000 characters are kept, without e-mail addresses, phone
            numbers and links; a model interviewer reads them, the grader never does.
          </p>
        </div>
      </div>
    </details>
  )
}
