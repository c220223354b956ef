type More = { status?: number; type?: string; code?: string | null }

/** A request for audio that is wrong in itself: the status and the error that a hosted endpoint gives for it. */
export class Refusal extends Error {
  readonly status: number
  readonly error: { message: string; type: string; param: string | null; code: string | null }

  constructor(message: string, param: string | null, more: More = {}) {
    super(message)
    const { status = 400, type = 'invalid_request_error', code = null } = more
    this.status = status
    this.error = { message, type, param, code }
  }
}
