import type { Catalogue } from '../api.ts'

type Phase = Catalogue['formats'][number]['phases'][number]

/** The phases of the chosen format, as long as their minutes: the same line the room keeps on top. */
export function PhasePlan({ phases }: { phases: Phase[] }) {
  return (
    <div className="mt-1 px-1">
      <div aria-hidden className="flex gap-1">
        {phases.map((it) => (
          <span key={it.id} className="h-1.5 rounded-full bg-edge" style={{ flex: `${it.minutes} 1 0` }} />
        ))}
      </div>
      <ol
        aria-label="Phases and their minutes"
        className="mt-2 flex flex-wrap gap-x-3 gap-y-0.5 text-[0.8125rem] text-soft"
      >
        {phases.map((it) => (
          <li key={it.id} title={it.goal}>
            {it.title} <span className="text-ink tabular-nums">{it.minutes}</span>
          </li>
        ))}
      </ol>
    </div>
  )
}
