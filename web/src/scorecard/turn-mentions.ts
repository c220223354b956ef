/** A piece of a sentence; `turn` where it is the mention of one. */
export type Mention = { start: number; text: string; turn: number | null }

/** Cuts a text at every "turn 12" in it. The pieces joined are the text again. */
export function cutAtTurns(text: string): Mention[] {
  const mentions: Mention[] = []
  let from = 0
  const push = (end: number, turn: number | null) => {
    if (end > from) mentions.push({ start: from, text: text.slice(from, end), turn })
    from = end
  }
  for (const match of text.matchAll(/\bturn (\d+)\b/gi)) {
    push(match.index, null)
    push(match.index + match[0].length, Number(match[1]))
  }
  push(text.length, null)
  return mentions
}
