import type { Catalogue } from '../api.ts'

type Phase = Catalogue['formats'][number]['phases'][number]

/** The phases of the chosen format, their bars as long as their minutes. */
export function PhasePlan({ phases }: { phases: Phase[] }) {
  const longest = Math.max(...phases.map((it) => it.minutes))
  return (
    <ol aria-label="Phases of this format" className="mt-2 space-y-1 text-sm">
      {phases.map((it) => (
        <li key={it.id} className="grid grid-cols-[minmax(0,1fr)_6rem_3.5rem] items-center gap-3" title={it.goal}>
          <span className="truncate">{it.title}</span>
          <span aria-hidden className="h-1.5 rounded-full bg-wash">
            <span className="block h-full rounded-full bg-edge" style={{ width: `${(100 * it.minutes) / longest}%` }} />
          </span>
          <span className="text-right text-soft tabular-nums">{it.minutes} min</span>
        </li>
      ))}
    </ol>
  )
}
