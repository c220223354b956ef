import type { Span } from './words.ts'

const FOLD: Record<string, string> = {
  '‘': "'",
  '’': "'",
  '‚': "'",
  '‛': "'",
  '“': '"',
  '”': '"',
  '„': '"',
  '«': '"',
  '»': '"',
  '–': '-',
  '—': '-',
  '‐': '-',
  '‑': '-',
  '−': '-',
  '…': '...',
  '\u00a0': ' ',
}

/** The text with quotes, dashes, space and case made alike, and for each of its characters the offset it came from. */
function fold(text: string): { folded: string; from: number[] } {
  let folded = ''
  const from: number[] = []
  let space = true
  for (let i = 0; i < text.length; i++) {
    const unit = text.charAt(i)
    const isSpace = /\s/.test(unit)
    if (isSpace && space) continue
    space = isSpace
    // Case folding may change a character's length; keep one offset per character written.
    const written = isSpace ? ' ' : (FOLD[unit] ?? unit.toLowerCase())
    for (const _ of written) from.push(i)
    folded += written
  }
  return { folded, from }
}

/**
 * Where a quote stands in a turn: exactly, but for quotation marks, dashes, space and case. Marks and dots at the
 * quote's own ends are the quoter's. @returns offsets into `text`, or null when it does not stand there
 */
export function locate(quote: string, text: string): Span | null {
  const wanted = fold(quote).folded.replace(/^[\s"'.]+|[\s"'.,;]+$/g, '')
  if (wanted.length === 0) return null
  const { folded, from } = fold(text)
  const at = folded.indexOf(wanted)
  if (at === -1) return null
  const start = from[at]
  const last = from[at + wanted.length - 1]
  return start === undefined || last === undefined
    ? null
    : { start, end: last + 1 + closing(text.slice(start), last + 1 - start) }
}

/** How much further a quotation that began within goes, so that it is not left open. */
function closing(text: string, end: number): number {
  const isOpen = (fold(text.slice(0, end)).folded.match(/"/g)?.length ?? 0) % 2 === 1
  return isOpen ? (/^[.,;:!?]?["”“]/.exec(text.slice(end))?.[0].length ?? 0) : 0
}
