/** A measured figure beside its target. */
export type Figure = { name: string; value: number; target: string; holds: boolean } & Absolute
/** What a ratio was made of, in the units of the thing itself. */
type Absolute = { measured?: string; against?: string }

export const figure = (
  name: string,
  value: number,
  target: string,
  holds: boolean,
  absolute: Absolute = {},
): Figure => ({
  name,
  value: Math.round(value * 1000) / 1000,
  target,
  holds,
  ...absolute,
})

/** Prints figures under a title; a missed target makes the process fail. */
export function report(title: string, figures: Figure[]): void {
  console.log(`\n${title}`)
  for (const it of figures) {
    if (!it.holds) process.exitCode = 1
    const absolute = [it.measured, it.against].filter((part) => part !== undefined).join(' against ')
    const line = [it.name.padEnd(50), String(it.value).padStart(8), ` ${it.target.padEnd(10)}`, absolute]
    console.log(`  ${it.holds ? 'ok  ' : 'MISS'} ${line.join(' ').trimEnd()}`)
  }
}

/** What of a repeated prefix is paid for: endpoints that keep prefixes charge about a tenth. */
export const CACHED = 0.1

/** Characters as a request sends them; four to a token. */
export const textOf = (messages: { role: string; content: string }[]): string =>
  messages.map((it) => `${it.role}\n${it.content}\n`).join('')

export const tokens = (text: string): number => Math.ceil(text.length / 4)

export function sharedPrefix(a: string, b: string): number {
  let at = 0
  while (at < a.length && a[at] === b[at]) at++
  return at
}
