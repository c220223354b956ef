import { InvalidArgumentError } from 'commander'

/** Readers of what is given to options; each says what would be right. */

/** A whole number from 1 to the most. */
export function numberTo(most: number): (text: string) => number {
  return (text) => {
    const number = wholeNumber(text)
    if (number < 1 || number > most) throw new InvalidArgumentError(`It should be from 1 to ${most}.`)
    return number
  }
}

export function numberIn(least: number, most: number): (text: string) => number {
  return (text) => {
    const number = Number(text)
    if (text.trim() === '' || !(number >= least && number <= most))
      throw new InvalidArgumentError(`It should be a number from ${least} to ${most}.`)
    return number
  }
}

export function wholeNumber(text: string): number {
  if (!/^\d{1,15}$/.test(text)) throw new InvalidArgumentError('It should be a whole number, such as 7.')
  return Number(text)
}
