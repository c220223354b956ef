/**
 * The few errors that services raise on purpose: a stable code for programs and a sentence for people. Anything else
 * is a fault of ours and reaches nobody but the log.
 */
export abstract class InterlocutorError extends Error {
  readonly code: string
  readonly details: Record<string, unknown>
  constructor(code: string, sentence: string, details: Record<string, unknown> = {}) {
    super(sentence)
    this.name = new.target.name
    this.code = code
    this.details = details
  }
}

export class NotFound extends InterlocutorError {}
/** What was asked does not fit the present state. */
export class Conflict extends InterlocutorError {}
/** What was sent is wrong in itself. */
export class Invalid extends InterlocutorError {}
export class TooLarge extends InterlocutorError {}
/** The same idempotency key came with another body. */
export class KeyReused extends InterlocutorError {}
export class Denied extends InterlocutorError {}
/** Something we need does not answer or cannot store; worth trying again. */
export class Unavailable extends InterlocutorError {}
/** A file under rubrics/ or prompts/, or a setting, is wrong: the start stops. */
export class BadContent extends InterlocutorError {}

/** What is told in a log of something that was thrown, whatever it is. */
export const reasonOf = (thrown: unknown): string => (thrown instanceof Error ? thrown.message : String(thrown))
