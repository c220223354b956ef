/** A candidate's own words, fit to stand inside a line that we write. */

const LONGEST_LABEL = 120

/** Cuts to a number of UTF-16 units, never through a surrogate pair. */
export function cut(text: string, most: number): string {
  if (text.length <= most) return text
  const last = text.charCodeAt(most - 1)
  return text.slice(0, last >= 0xd800 && last <= 0xdbff ? most - 1 : most)
}

/** Marks that prompts, pages or our own lines give a meaning, and what is written in their place. */
const PLAIN: Record<string, string> = {
  '<': '‹',
  '>': '›',
  '{': '(',
  '}': ')',
  ';': ',',
  '`': "'",
  '"': "'",
  '“': "'",
  '”': "'",
  '„': "'",
  '«': "'",
  '»': "'",
  '‘': "'",
  '’': "'",
  '—': '-',
}
const MARKS = new RegExp(`[${Object.keys(PLAIN).join('')}]`, 'g')
/** Our arrows are ours. */
const ARROWS = /[\u2190-\u21ff\u27f0-\u27ff\u2900-\u297f]/g
const SPACE = /[\s\p{Cc}\p{Z}]+/gu
/** What nobody sees (zero-width, direction overrides, tags) and what no one can store. */
const UNSEEN = /[\p{Cf}\p{Cs}\p{Co}]/gu

/**
 * A label of one line, at most 120 characters: line breaks and runs of space become one space, quotation marks become
 * apostrophes, angle brackets and braces lookalikes; invisible characters are dropped. Cleaning twice changes nothing.
 */
export function cleanLabel(text: string): string {
  const line = text
    .replace(UNSEEN, '')
    .replace(SPACE, ' ')
    .replace(ARROWS, '-')
    .replace(MARKS, (mark) => PLAIN[mark] ?? '')
    .trim()
  return line.length <= LONGEST_LABEL ? line : `${cut(line, LONGEST_LABEL - 1).trimEnd()}…`
}
