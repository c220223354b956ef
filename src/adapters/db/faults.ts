import { InterlocutorError, Unavailable } from '../../errors.ts'

/** A row with this key is there already. */
export class UniqueViolation extends Error {}
/** The database understood us and said no: a fault of ours. */
export class Refused extends Error {}

const UNIQUE_VIOLATION = '23505'
const SQLSTATE = /^[0-9A-Z]{5}$/

/** SQLSTATEs, by class or whole, after which the same statement may well succeed: nothing is wrong with it. */
const PASSING = /^(08|40|53|57|58|XX|25006|55P03)/

/**
 * What a driver threw, fit to be told. Drivers hang the statement and its parameters on their errors, and those are the
 * candidate's words: only the code and the server's own sentence are kept.
 */
export function toFault(error: unknown): Error {
  if (error instanceof InterlocutorError || error instanceof UniqueViolation || error instanceof Refused) return error
  const code = codeOf(error)
  const sentence = (error instanceof Error ? error.message : 'the engine failed').split('\n')[0]
  const cause = code === null ? sentence : `${code}: ${sentence}`
  if (code === UNIQUE_VIOLATION) return new UniqueViolation(cause)
  if (code !== null && SQLSTATE.test(code) && !PASSING.test(code))
    return new Refused(`the database refused a statement (${cause})`)
  const unavailable = new Unavailable(
    'database-unavailable',
    'The database did not take this; nothing that was acknowledged is lost. Try again.',
  )
  // For the log alone: details would be shown.
  unavailable.cause = cause
  return unavailable
}

/** A transaction that passes on what `work` throws as it is, and what begin and commit throw fit to be told. */
export async function passing<Given, T>(
  begin: (run: (given: Given) => Promise<T>) => Promise<T>,
  work: (given: Given) => Promise<T>,
): Promise<T> {
  let thrown: unknown
  try {
    return await begin(async (given) => {
      try {
        return await work(given)
      } catch (error) {
        thrown = error
        throw error
      }
    })
  } catch (error) {
    throw error === thrown ? error : toFault(error)
  }
}

export function codeOf(error: unknown): string | null {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : null
}
