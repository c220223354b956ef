import { OpenAPIHono } from '@hono/zod-openapi'
import type { RequestIdVariables } from 'hono/request-id'
import { problem } from './errors.ts'

/** What middleware leaves for handlers; `fault` is the hidden cause of a 500, for the log. */
export type Env = { Variables: RequestIdVariables & { org: string; fault?: string } }

/** A router whose validation errors are problems with the path of what is wrong. */
export const createRouter = () =>
  new OpenAPIHono<Env>({
    defaultHook: (result, c) => {
      if (result.success) return
      const errors = result.error.issues.map((issue) => ({
        path: issue.path.join('.') || '(body)',
        says: issue.message,
      }))
      const detail = errors.map((it) => `${it.path}: ${it.says}`).join('; ')
      return problem(c, 400, 'invalid', detail, { errors })
    },
  })
