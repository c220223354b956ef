import { ProblemError } from '../api.ts'

/** How ids and numbers read to a person. */

export const LEVEL_TITLES = { mid: 'Mid', senior: 'Senior', lead: 'Lead' } as const

export const INTERVIEWER_TITLES = { scripted: 'Scripted interviewer', model: 'Model interviewer' } as const

/** Who asked, and who answered where that was no person. */
export const partiesOf = ({ interviewer, simulated }: Parties) =>
  [INTERVIEWER_TITLES[interviewer], ...(simulated ? [`Simulated candidate (${simulated})`] : [])].join(' · ')
type Parties = { interviewer: keyof typeof INTERVIEWER_TITLES; simulated: string | null }

/** An id as words; what is a title already stays as it is. */
export const readable = (id: string) => {
  if (!/^[a-z0-9-]+$/.test(id)) return id
  const words = id.replaceAll('-', ' ')
  return words.charAt(0).toUpperCase() + words.slice(1)
}

export const plural = (count: number, one: string, many = `${one}s`) => `${count} ${count === 1 ? one : many}`

const dayAndTime = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short' })
export const when = (time: string) => dayAndTime.format(new Date(time))

/** The server's own sentence where it gave one. */
export const sentenceOf = (error: unknown) =>
  error instanceof ProblemError ? error.message : 'The server does not answer. It may be restarting.'
