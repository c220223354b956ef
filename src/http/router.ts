import { OpenAPIHono } from '@hono/zod-openapi'
import type { Env } from './env.ts'
import { problem } from './errors.ts'

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
