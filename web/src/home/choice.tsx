import type { ReactNode } from 'react'

/** One radio button with room for what it means; the whole of it can be pressed. */
export function Choice(props: {
  name: string
  value: string
  chosen: boolean
  onChoose: (value: string) => void
  title: string
  aside?: ReactNode
  disabled?: boolean
  children?: ReactNode
}) {
  const id = `${props.name}-${props.value}`
  const border = props.chosen ? 'border-accent ring-1 ring-accent' : 'border-line hover:border-edge'
  const state = props.disabled ? 'border-line bg-paper text-soft' : `bg-card ${border}`
  return (
    <label
      htmlFor={id}
      className={`flex gap-3 rounded-lg border px-4 py-3 has-focus-visible:outline-2 has-focus-visible:outline-offset-2
        has-focus-visible:outline-accent ${state}`}
    >
      <input
        type="radio"
        id={id}
        name={props.name}
        value={props.value}
        checked={props.chosen}
        disabled={props.disabled}
        onChange={() => props.onChoose(props.value)}
        aria-describedby={`${id}-more`}
        aria-labelledby={`${id}-title`}
        className="mt-1.5 size-4 shrink-0 focus-visible:outline-none"
      />
      <span className="min-w-0 flex-1">
        <span className="flex flex-wrap items-baseline justify-between gap-x-3">
          <span id={`${id}-title`} className="font-semibold">
            {props.title}
          </span>
          {props.aside !== undefined && <span className="text-sm text-soft tabular-nums">{props.aside}</span>}
        </span>
        <span id={`${id}-more`} className="block text-[0.9375rem] leading-normal text-soft">
          {props.children}
        </span>
      </span>
    </label>
  )
}

export function Choices({ title, children, cards }: { title: string; children: ReactNode; cards?: boolean }) {
  return (
    <fieldset>
      <legend className="mb-3 text-lg font-semibold tracking-tight">{title}</legend>
      <div className={cards ? 'grid gap-3' : 'grid gap-2'}>{children}</div>
    </fieldset>
  )
}
