import { useState } from 'react'
import type { Interview } from '../api.ts'
import { keep, kept } from '../parts/storage.ts'

/** The brief as it was given, and where the interview goes from here. */
export function ProblemPanel({ interview }: { interview: Interview }) {
  return (
    <div className="space-y-6">
      <section>
        <h2 className="text-lg font-semibold">{interview.problem.title}</h2>
        <p dir="auto" className="said mt-2">
          {interview.problem.brief}
        </p>
      </section>
      <section>
        <h3 className="font-semibold">{interview.format.title}</h3>
        <ol className="mt-2 space-y-3">
          {interview.format.phases.map((phase, index) => (
            <li key={phase.id} className="grid grid-cols-[1fr_auto] gap-x-3 text-[0.9375rem]">
              <span className={index === interview.clock.phase ? 'font-medium' : ''}>
                <span className={index === interview.clock.phase ? 'highlighted' : ''}>{phase.title}</span>
              </span>
              <span className="text-sm text-soft tabular-nums">{phase.minutes} min</span>
              <span className="text-sm text-soft">{phase.goal}</span>
            </li>
          ))}
        </ol>
      </section>
    </div>
  )
}

/** A scratch pad of this browser; the interviewer never sees it. */
export function NotesPanel({ id }: { id: string }) {
  const [notes, setNotes] = useState(() => kept(`notes.${id}`) ?? '')
  return (
    <div className="flex h-full min-h-60 flex-col">
      <label htmlFor="notes" className="text-sm text-soft">
        Private notes. They stay in this browser: not sent, not graded.
      </label>
      <textarea
        id="notes"
        value={notes}
        onChange={(event) => {
          setNotes(event.target.value)
          keep(`notes.${id}`, event.target.value)
        }}
        className="mt-2 w-full flex-1 resize-none rounded-lg border border-edge bg-card px-4 py-3 font-mono text-sm leading-relaxed"
      />
    </div>
  )
}
