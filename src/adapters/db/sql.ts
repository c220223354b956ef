/** A value a statement may carry; JSON goes as text. */
export type Value = string | number | boolean | null
export type Statement = { strings: readonly string[]; values: readonly (Value | Statement)[] }

/** A statement whose values travel beside it, never in it; statements nest. */
export const sql = (strings: TemplateStringsArray, ...values: (Value | Statement)[]): Statement => ({ strings, values })

/** The text with `$1`, `$2`…: the same text for the same shape, so that a server prepares it once. */
export function render(statement: Statement): { text: string; values: Value[] } {
  const values: Value[] = []
  return { text: textOf(statement, values), values }
}

function textOf({ strings, values }: Statement, into: Value[]): string {
  return strings.reduce((text, next, at) => {
    const value = values[at - 1]
    if (typeof value === 'object' && value !== null) return text + textOf(value, into) + next
    return `${text}$${into.push(value ?? null)}${next}`
  })
}

/** JSON as a parameter. Postgres refuses NUL and lone surrogates, and a grade must not be lost over one. */
export const json = (value: unknown): string =>
  JSON.stringify(value, (_, it: unknown) => (typeof it === 'string' ? it.toWellFormed().replaceAll('\0', '') : it))
