import { z } from '@hono/zod-openapi'

export const QuoteView = z
  .object({ turn: z.int().openapi({ description: 'seq of the turn' }), start: z.int(), end: z.int(), text: z.string() })
  .openapi('Quote')

export const DroppedView = z.object({ text: z.string(), because: z.string() })

const ByView = z.enum(['phrases', 'model']).openapi({ description: 'who heard it' })

export const HeardView = z
  .object({
    by: ByView,
    flags: z.array(
      z.object({ id: z.string(), title: z.string(), says: z.string(), by: ByView, quotes: z.array(QuoteView) }),
    ),
    attempts: z.array(QuoteView.extend({ by: ByView })).openapi({
      description: 'words that try to sway the grader or the interviewer; by themselves they change no level',
    }),
    dropped: z.array(DroppedView),
    failure: z.string().nullable().openapi({ description: 'why phrases stand in for the model, in a sentence' }),
  })
  .openapi('Heard')
