import { steers } from './hearing/steering.ts'
import { sentences } from './words.ts'

/** What candidates tell of themselves before an interview, made fit to be kept: bounded, legible, without contacts. */

export const LONGEST_JOB = 80
export const LONGEST_RESUME = 20_000
const KEPT = 3000

/** A job title as it is spoken, on one line; null when there is none. */
export const cleanJob = (given: string): string | null =>
  tidy(given)
    .replaceAll('\n', ' ')
    .replace(/[\s.,:;]+$/, '') || null

const TITLE = /^[\p{L}\p{M}\p{N} .,:&/()'’+#|–—-]+$/u
const ABBREVIATIONS = /\b(?:sr|jr|dr|eng|mgr|dir|assoc|asst|tech|dept|no)\.(?= )/gi

/** Why a cleaned job title may not be spoken, in a sentence that says what would be right; null when it may. */
export function flawOfJob(job: string): string | null {
  if (job.length > LONGEST_JOB)
    return `A job title has at most ${LONGEST_JOB} characters, such as "Senior Payments Engineer"; this one has ${job.length}.`
  if (!TITLE.test(job) || !/\p{L}/u.test(job) || job.includes('//'))
    return 'A job title is plain words, such as "Senior Payments Engineer": no markup, links or quotation marks.'
  if (steers(job) || sentences(job.replace(ABBREVIATIONS, '')).length > 1)
    return 'A job title names a role, such as "Senior Payments Engineer", and says nothing else.'
  return null
}

/** The beginning of a résumé as text, without e-mail addresses, phone numbers and links; null when nothing is left. */
export function cleanResume(given: string): string | null {
  const kept = tidy(withoutContacts(tidy(given))).slice(0, KEPT)
  // A character of two halves may have been cut in its middle.
  return kept.replace(/[\uD800-\uDBFF]$/, '').trim() || null
}

/** What no reader sees: controls, changes of direction, zero-width and tag characters. */
const INVISIBLE = /(?!\s)[\p{Cc}\p{Cf}]/gu

const tidy = (text: string): string =>
  text
    .toWellFormed()
    .replace(INVISIBLE, '')
    .replace(/\s+/g, (run) => (/[\n\r\v\f\u2028\u2029]/.test(run) ? '\n' : ' '))
    .trim()

const EMAIL = /[^\s@<>()[\]{},;|"]{1,64}@[^\s@<>()[\]{},;|"]{1,255}/g
/** Addresses that begin as one, and hosts: the commonest by themselves, others with a path, so that "Node.js/Go" stays. */
const LINK =
  /\b(?:[Hh]ttps?:\/\/|[Ww]{3}\.)\S+|(?<![\p{L}\p{N}.-])(?:[\p{L}\p{N}-]{1,63}\.){1,4}(?:(?:com|org|edu|info|dev|page|xyz)(?![\p{L}\p{N}-])(?:\/\S*)?|(?:net|io|ai|app|co|me|eu|uk|de|fr|nl|es|it|ch|at|in|ca|au)\/\S*)/gu
const DIGITS = /(?<!\p{Nd})\+? ?\(?\p{Nd}[\p{Nd} ()./–-]{5,}\p{Nd}/gu

const withoutContacts = (text: string): string =>
  text
    .replace(EMAIL, ' ')
    .replace(LINK, ' ')
    .replace(DIGITS, (found) => (isPhone(found) ? ' ' : found))

const isYear = (digits: string): boolean => /^(?:19|20)\d\d$/.test(digits)

/** Seven digits or more that are no dates: rather a large number too many than a phone number too few. */
function isPhone(text: string): boolean {
  const groups = text.match(/\p{Nd}+/gu) ?? []
  const dates = groups.some(isYear) && groups.every((it) => isYear(it) || (it.length <= 2 && Number(it) <= 31))
  return groups.join('').length >= 7 && !(dates && !text.includes('+'))
}
