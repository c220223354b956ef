import type { Interview } from '../api.ts'
import { inWords, minutesLeft } from './minutes.ts'
import { useServerNow } from './use-room.ts'

/** The phases by their length, the one we are in, and whole minutes left; no seconds to watch. */
export function Timeline({ interview, skew }: { interview: Interview; skew: number }) {
  const { format, clock } = interview
  const left = minutesLeft(clock, useServerNow(skew))
  const current = format.phases[clock.phase]
  const ended = clock.status === 'ended'
  return (
    <div>
      <p className="flex flex-wrap items-baseline gap-x-3 text-sm">
        <span className="font-semibold">{ended ? 'Ended' : current?.title}</span>
        {!ended && (
          <span className="text-soft tabular-nums">
            {clock.status === 'paused' && 'Paused · '}
            {format.phases.length > 1 && `${inWords(left.phase)} · `}
            {inWords(left.all)}
            {format.phases.length > 1 && left.all > 0 && ' in all'}
          </span>
        )}
      </p>
      <ol aria-label="Phases" className="mt-1.5 flex gap-1">
        {format.phases.map((phase, index) => {
          const state = ended || index < clock.phase ? 'done' : index === clock.phase ? 'current' : 'to come'
          return (
            <li
              key={phase.id}
              aria-current={state === 'current' ? 'step' : undefined}
              className="min-w-0"
              style={{ flex: `${phase.minutes} 1 0` }}
              title={`${phase.title}, ${phase.minutes} min: ${phase.goal}`}
            >
              <Bar state={state} fill={state === 'current' ? 1 - left.phase / phase.minutes : 0} />
              <span
                className={`mt-1 block truncate text-xs ${format.phases.length > 1 ? 'max-lg:sr-only' : 'sr-only'} ${state === 'current' ? 'font-semibold text-ink' : 'text-soft'}`}
              >
                {phase.title}
                <span className="sr-only">{state === 'done' ? ', done' : state === 'to come' ? ', to come' : ''}</span>
              </span>
            </li>
          )
        })}
      </ol>
    </div>
  )
}

function Bar({ state, fill }: { state: 'done' | 'current' | 'to come'; fill: number }) {
  const look = { done: 'bg-accent', current: 'bg-marker ring-1 ring-accent', 'to come': 'bg-line' }[state]
  const width = Math.min(1, Math.max(0, fill)) * 100
  return (
    <span aria-hidden className={`block h-2 overflow-hidden rounded-full ${look}`}>
      {state === 'current' && <span className="block h-full bg-accent" style={{ width: `${width}%` }} />}
    </span>
  )
}
