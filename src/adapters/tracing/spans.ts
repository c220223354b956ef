import { AsyncLocalStorage } from 'node:async_hooks'
import {
  type Attributes,
  type Context,
  ROOT_CONTEXT,
  type SpanKind,
  SpanStatusCode,
  type Tracer,
  trace,
} from '@opentelemetry/api'
import { InterlocutorError } from '../../errors.ts'
import { ModelFault } from '../../ports/model.ts'

type Kind = { kind: SpanKind; attributes?: Attributes }

/** A span that its work may add to. */
export type Open = { set(attributes: Attributes): void; end(error?: unknown): void; context: Context }

/** Spans that know what they are part of, across awaits. Nothing global is registered. */
export class Spans {
  readonly #tracer: Tracer
  readonly #current = new AsyncLocalStorage<Context>()

  constructor(tracer: Tracer) {
    this.#tracer = tracer
  }

  get hasCurrent(): boolean {
    return this.#current.getStore() !== undefined
  }

  /** Whoever begins a span ends it. */
  begin(name: string, { kind, attributes = {} }: Kind): Open {
    const parent = this.#current.getStore() ?? ROOT_CONTEXT
    const span = this.#tracer.startSpan(name, { kind, attributes }, parent)
    return {
      context: trace.setSpan(parent, span),
      set: (more) => {
        if (typeof more.name === 'string') span.updateName(more.name)
        const { name: _, ...rest } = more
        span.setAttributes(rest)
      },
      end: (error) => {
        if (error !== undefined) {
          span.setAttribute('error.type', classOf(error))
          span.setStatus({ code: SpanStatusCode.ERROR })
        }
        span.end()
      },
    }
  }

  /** Work as a span; what it throws marks the span with its class, and goes on. */
  async within<T>(name: string, kind: Kind, work: (span: Open) => Promise<T>): Promise<T> {
    const span = this.begin(name, kind)
    try {
      const done = await this.#current.run(span.context, () => work(span))
      span.end()
      return done
    } catch (error) {
      span.end(error)
      throw error
    }
  }
}

/** A class of few, and never a sentence: those may hold words. */
const classOf = (error: unknown): string =>
  error instanceof ModelFault
    ? error.kind
    : error instanceof InterlocutorError
      ? error.code
      : error instanceof Error
        ? error.name
        : 'unknown'
