import { styleText } from 'node:util'

/** Plain text for a terminal; styles vanish where the output is no terminal or NO_COLOR is set. */
const style = (name: 'bold' | 'dim') => (text: string) => styleText(name, text, { stream: process.stdout })
export const bold = style('bold')
export const dim = style('dim')

const widthOf = (): number => Math.min(process.stdout.columns ?? 90, 90)

/** Breaks text at words to the terminal's width, each line indented. */
export function wrap(text: string, indent = '', width = widthOf()): string {
  const lines: string[] = []
  for (const paragraph of inert(text).split('\n')) {
    let line = indent
    for (const word of paragraph.split(' ')) {
      if (line.length + word.length + 1 > width && line.trim() !== '') {
        lines.push(line)
        line = indent
      }
      line += line.trim() === '' ? word : ` ${word}`
    }
    lines.push(line)
  }
  return lines.join('\n')
}

/** The same for text that comes in pieces: each call returns what to write for its piece. */
export function flow(indent: string, width = widthOf()): (piece: string) => string {
  let column = 0
  return (piece) =>
    inert(piece)
      .split(/\s+/)
      .map((word) => {
        const fits = column > 0 && column + word.length + 1 <= width
        const lead = fits ? ' ' : `\n${indent}`
        column = fits ? column + word.length + 1 : indent.length + word.length
        return lead + word
      })
      .join('')
}

type Terminal = Pick<NodeJS.WriteStream, 'isTTY' | 'columns' | 'write'>

/** A line that the next one takes the place of, and that `''` clears; nothing of it where the output is no terminal. */
export function rewrite(text: string, output: Terminal = process.stdout) {
  if (output.isTTY) output.write(`\r\u001b[2K${text.slice(0, (output.columns || 80) - 1)}`)
}

/** What candidates write may steer a terminal; control characters are shown as their pictures. */
export const inert = (text: string): string =>
  text.replace(/\p{Cc}/gu, (it) => {
    const code = it.charCodeAt(0)
    if (it === '\n' || it === '\t') return it
    return code < 0x20 ? String.fromCharCode(0x2400 + code) : '\ufffd'
  })
