import { AlertDialog } from '@base-ui/react/alert-dialog'
import { Pause, Play, Square } from 'lucide-react'
import { Button, buttonLook } from '../parts/button.tsx'
import type { Connection } from '../parts/follow-events.ts'
import { INTERVIEWER_TITLES, LEVEL_TITLES } from '../parts/words.ts'
import type { RoomState } from './room-state.ts'
import { Timeline } from './timeline.tsx'

export function RoomHeader(props: {
  state: RoomState
  connection: Connection
  busy: boolean
  onPause: () => void
  onResume: () => void
  onEnd: () => void
}) {
  const { interview, skew } = props.state
  const { status } = interview.clock
  return (
    <header className="border-b border-line bg-card px-4 pt-3 pb-2.5 sm:px-6">
      <div className="flex items-start gap-3">
        <div className="mr-auto min-w-0">
          <h1 className="truncate text-lg font-semibold">{interview.problem.title}</h1>
          <p className="truncate text-[0.8125rem] text-soft">
            {interview.format.title} · {LEVEL_TITLES[interview.level]} · {INTERVIEWER_TITLES[interview.interviewer]}
            {props.connection === 'lost' && <span className="font-medium text-warn"> · reconnecting…</span>}
          </p>
        </div>
        {status !== 'ended' && (
          <div className="flex gap-2">
            {status === 'open' ? (
              <Button onClick={props.onPause} disabled={props.busy}>
                <Pause aria-hidden className="size-4" /> <span className="max-sm:sr-only">Pause</span>
              </Button>
            ) : (
              <Button onClick={props.onResume} disabled={props.busy}>
                <Play aria-hidden className="size-4" /> <span className="max-sm:sr-only">Resume</span>
              </Button>
            )}
            <EndDialog onEnd={props.onEnd} />
          </div>
        )}
      </div>
      <div className="mt-2">
        <Timeline interview={interview} skew={skew} />
      </div>
    </header>
  )
}

function EndDialog({ onEnd }: { onEnd: () => void }) {
  return (
    <AlertDialog.Root>
      <AlertDialog.Trigger className={buttonLook('plain')}>
        <Square aria-hidden className="size-4" /> <span className="max-sm:sr-only">End</span>
      </AlertDialog.Trigger>
      <AlertDialog.Portal>
        <AlertDialog.Backdrop className="fixed inset-0 z-40 bg-[rgb(0_0_0/0.45)]" />
        <AlertDialog.Popup className="fixed top-1/2 left-1/2 z-50 w-[min(27rem,calc(100vw-2rem))] -translate-x-1/2 -translate-y-1/2 rounded-xl border border-line bg-card p-6 shadow-xl">
          <AlertDialog.Title className="text-lg font-semibold">End the interview here?</AlertDialog.Title>
          <AlertDialog.Description className="mt-2 text-soft">
            It can't be opened again. What you have said is graded; what was never reached counts neither for nor
            against you.
          </AlertDialog.Description>
          <div className="mt-5 flex justify-end gap-3">
            <AlertDialog.Close className={buttonLook('plain')}>Go on</AlertDialog.Close>
            <AlertDialog.Close className={buttonLook('danger')} onClick={onEnd}>
              End the interview
            </AlertDialog.Close>
          </div>
        </AlertDialog.Popup>
      </AlertDialog.Portal>
    </AlertDialog.Root>
  )
}
