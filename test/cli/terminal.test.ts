import { describe, expect, it } from 'vitest'
import { flow, inert, rewrite, wrap } from '../../src/cli/terminal.ts'

describe('text in a terminal', () => {
  it('is broken at words, each line indented, paragraphs kept', () => {
    expect(wrap('one two three\nfour', '  ', 10)).toBe('  one two\n  three\n  four')
    expect(wrap('', '  ', 10)).toBe('  ')
  })

  it('is never cut within a word that is too long', () => {
    expect(wrap('a incomprehensibilities b', '', 10)).toBe('a\nincomprehensibilities\nb')
  })

  it('that comes in pieces is broken as it would be whole', () => {
    const text = 'The night is quiet. Then a machine stops; who hears of it, and when would that be?'
    const say = flow('  ', 30)
    const pieces = text
      .split(/(?<=\.) /)
      .map(say)
      .join('')
    expect(pieces).toBe(`\n${wrap(text, '  ', 30)}`)
  })

  it('steers nothing: control characters are shown and not obeyed', () => {
    const given = '\u001b[2Jred\u001b]0;title\u0007 \u009b31m \r \u007f'
    for (const shown of [inert(given), wrap(given), flow('')(given)]) expect(shown).not.toMatch(/[^\P{Cc}\n\t]/u)
    expect(inert('a\tb\nc שלום 🙂')).toBe('a\tb\nc שלום 🙂')
  })
})

describe('a line of progress', () => {
  /** What a terminal of so many columns, or something that is none, was sent. */
  function sent(isTTY: boolean, columns: number, ...texts: string[]): string[] {
    const pieces: string[] = []
    const write = (piece: string | Uint8Array) => pieces.push(String(piece)) > 0
    for (const text of texts) rewrite(text, { isTTY, columns, write })
    return pieces
  }

  it('takes the place of the one before, and is gone in the end', () => {
    expect(sent(true, 80, 'turn 1', 'turn 2', '')).toEqual(['turn 1', 'turn 2', ''].map((text) => `\r\u001b[2K${text}`))
  })

  it('is cut to the width of the terminal, so that it stays one line', () => {
    const [piece] = sent(true, 10, 'a rather long name · turn 1')
    expect(piece).toBe('\r\u001b[2Ka rather ')
    expect(sent(true, 0, 'x'.repeat(100))[0]?.length).toBe(79 + '\r\u001b[2K'.length)
  })

  it('is nothing where the output is no terminal', () => {
    expect(sent(false, 80, 'turn 1', '')).toEqual([])
  })
})
