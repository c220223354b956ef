import { z } from '@hono/zod-openapi'
import { ProblemDetails } from './views.ts'

/** Parts that route descriptions share. */

export const IdParam = z.object({
  id: z.string().openapi({ param: { name: 'id', in: 'path' }, description: 'interview id' }),
})

const says = (description: string) => ({
  description,
  content: { 'application/problem+json': { schema: ProblemDetails } },
})

const PROBLEMS = {
  400: says('what was sent is wrong; `errors` names the paths'),
  404: says('there is no such interview, problem or format'),
  409: says('does not fit the present state; with Retry-After where waiting helps'),
  413: says('too long'),
  415: says('the body is not JSON'),
  422: says('the Idempotency-Key came before with another body'),
  429: says(
    'too many requests a minute, where that is limited; nothing was taken, and Retry-After says when it will be',
  ),
  503: says('the database does not answer; nothing acknowledged is lost'),
} as const

/** The problems a route may answer with, by status. */
export const problems = <Status extends keyof typeof PROBLEMS>(...statuses: Status[]) =>
  Object.fromEntries(statuses.map((status) => [status, PROBLEMS[status]])) as Pick<typeof PROBLEMS, Status>

export const json = <T extends z.ZodType>(description: string, schema: T) => ({
  description,
  content: { 'application/json': { schema } },
})
