/** A stretch of a turn's text that is evidence for something. */
export type Span = { id: string; start: number; end: number }

/** A piece of text with everything it is evidence for; pieces stand side by side and never nest. */
export type Piece<S extends Span> = { start: number; text: string; spans: S[]; opens: S[]; closes: S[] }

/** Cuts a text at every edge of every span. The pieces joined are the text again. */
export function cutAtEdges<S extends Span>(text: string, spans: S[]): Piece<S>[] {
  const edges = new Set([0, text.length, ...spans.flatMap((it) => [it.start, it.end])])
  const cuts = [...edges].filter((it) => it >= 0 && it <= text.length).sort((one, other) => one - other)
  return cuts.slice(0, -1).map((start, index) => {
    const end = cuts[index + 1] ?? text.length
    const over = spans.filter((it) => it.start < end && it.end > start)
    return {
      start,
      text: text.slice(start, end),
      spans: over,
      opens: over.filter((it) => it.start === start),
      closes: over.filter((it) => it.end === end),
    }
  })
}
