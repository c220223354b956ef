import { expect, it } from 'vitest'
import { cutAtTurns } from '../../web/src/scorecard/turn-mentions.ts'

it.each([
  ['Turn 12 asked “who notices?” and you said so in turn 13.', [12, 13]],
  ['turn 7', [7]],
  ['It would return 404; no turn is named.', []],
  ['', []],
])('%j mentions the turns %j, and its pieces joined are the text again', (text, turns) => {
  const pieces = cutAtTurns(text)
  expect(pieces.map((it) => it.text).join('')).toBe(text)
  expect(pieces.flatMap((it) => it.turn ?? [])).toEqual(turns)
  for (const it of pieces) expect(text.startsWith(it.text, it.start)).toBe(true)
})
