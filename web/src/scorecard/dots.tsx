const LEVELS = [1, 2, 3, 4] as const

/** A level as four dots; an absent one is a dash and never an empty row, which would read as zero. */
export function Dots({ level }: { level: number | null }) {
  if (level === null) {
    return (
      <span role="img" aria-label="No level" className="text-soft">
        –
      </span>
    )
  }
  return (
    <span role="img" aria-label={`Level ${level} of 4`} className="inline-flex items-center gap-1">
      {LEVELS.map((it) => (
        <span
          key={it}
          className={`size-2.5 rounded-full border ${it <= level ? 'border-accent bg-accent' : 'border-edge'}`}
        />
      ))}
    </span>
  )
}
