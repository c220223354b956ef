import { styleText } from 'node:util'

/** Plain text for a terminal; styles vanish where the output is no terminal or NO_COLOR is set. */
const style = (name: 'bold' | 'dim') => (text: string) => styleText(name, text, { stream: process.stdout })
export const bold = style('bold')
export const dim = style('dim')

/** Breaks text at words to the terminal's width, each line indented. */
export function wrap(text: string, indent = '', width = Math.min(process.stdout.columns ?? 90, 90)): string {
  const lines: string[] = []
  for (const paragraph of text.split('\n')) {
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
