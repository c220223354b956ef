import type { Catalogue } from '../api.ts'

type Levels = Catalogue['levels']

/** Three words in a row, and what the chosen one means below them. */
export function LevelChoice(props: {
  levels: Levels
  chosen: Levels[number] | undefined
  /** Chosen by the job title and not by the reader. */
  suggested: boolean
  onChoose: (id: string) => void
}) {
  return (
    <fieldset>
      <legend className="mb-3 text-lg font-semibold tracking-tight">Level</legend>
      <div className="flex rounded-lg border border-line bg-card p-1">
        {props.levels.map((it) => (
          <label
            key={it.id}
            className="flex-1 rounded-md py-1.5 text-center text-soft has-checked:bg-accent has-checked:font-semibold has-checked:text-on-accent has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-accent"
          >
            <input
              type="radio"
              name="level"
              value={it.id}
              checked={it === props.chosen}
              onChange={() => props.onChoose(it.id)}
              aria-describedby="level-says"
              className="sr-only"
            />
            {it.title}
          </label>
        ))}
      </div>
      <p id="level-says" className="mt-2 px-1 text-[0.9375rem] leading-normal text-soft">
        {props.suggested && <span className="text-ink">As the job title suggests. </span>}
        {props.chosen?.says}
      </p>
    </fieldset>
  )
}
