import { Link } from '@tanstack/react-router'
import type { InterviewList } from '../api.ts'
import { buttonLook } from '../parts/button.tsx'
import { when } from '../parts/words.ts'

/** The interview that was left in the middle, offered before a new one. */
export function ContinueInterview({ live }: { live: InterviewList['interviews'][number] }) {
  return (
    <section
      aria-label="An interview in progress"
      className="mb-10 flex flex-wrap items-center gap-x-6 gap-y-3 rounded-lg border border-line bg-card px-5 py-4"
    >
      <div className="mr-auto">
        <p className="font-semibold">{live.problem.title}</p>
        <p className="text-sm text-soft">
          {live.status === 'paused' ? 'Paused' : 'In progress'}, begun {when(live.openedAt)}
        </p>
      </div>
      <Link to="/interviews/$id" params={{ id: live.id }} className={buttonLook('plain')}>
        Continue
      </Link>
    </section>
  )
}
