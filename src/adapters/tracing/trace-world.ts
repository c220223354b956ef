import { SpanKind } from '@opentelemetry/api'
import type { ModelCall } from '../../interview/events.ts'
import type { LanguageModel, ModelRequest } from '../../ports/model.ts'
import type { Jobs, Store } from '../../ports/store.ts'
import type { Tasks, World } from '../../ports/world.ts'
import type { Open, Spans } from './spans.ts'

/** The endpoint as conventions name one. */
export type Server = { host: string; port: number } | null

/** The same world, its model, store, tasks and jobs seen as spans: in names, figures and classes, never in words. */
export const tracedWorld = (world: World, spans: Spans, server: Server): World => ({
  ...world,
  model: world.model ? tracedModel(world.model, spans, server) : null,
  store: tracedStore(world.store, spans),
  tasks: tracedTasks(world.tasks, spans),
  jobs: tracedJobs(world.jobs, spans),
})

/** After the GenAI conventions: a client span `chat {model}`. */
function tracedModel(model: LanguageModel, spans: Spans, server: Server): LanguageModel {
  const begin = (request: ModelRequest) => {
    const name = request.model ?? model.names?.[request.role] ?? 'unknown'
    const attributes = {
      'gen_ai.operation.name': 'chat',
      // Whose protocol it is; who serves it is in the address.
      'gen_ai.provider.name': 'openai',
      'gen_ai.request.model': name,
      'gen_ai.request.max_tokens': request.maxTokens,
      ...(request.temperature === undefined ? {} : { 'gen_ai.request.temperature': request.temperature }),
      'gen_ai.output.type': 'json',
      'interlocutor.role': request.role,
      ...(server ? { 'server.address': server.host, 'server.port': server.port } : {}),
    }
    return spans.begin(`chat ${name}`, { kind: SpanKind.CLIENT, attributes })
  }
  return {
    ...(model.names ? { names: model.names } : {}),
    async *stream(request) {
      const span = begin(request)
      let error: unknown
      try {
        for await (const delta of model.stream(request)) {
          if (delta.type === 'end') tellAnswer(span, delta.call)
          yield delta
        }
      } catch (thrown) {
        error = thrown
        throw thrown
      } finally {
        span.end(error)
      }
    },
    async generate(request) {
      const span = begin(request)
      try {
        const answer = await model.generate(request)
        tellAnswer(span, answer.call)
        span.end()
        return answer
      } catch (error) {
        span.end(error)
        throw error
      }
    },
  }
}

const tellAnswer = (span: Open, call: ModelCall): void =>
  span.set({
    'gen_ai.response.model': call.model,
    'gen_ai.response.finish_reasons': ['stop'],
    ...(call.promptTokens === null ? {} : { 'gen_ai.usage.input_tokens': call.promptTokens }),
    ...(call.cachedTokens === null ? {} : { 'gen_ai.usage.cache_read.input_tokens': call.cachedTokens }),
    ...(call.outputTokens === null ? {} : { 'gen_ai.usage.output_tokens': call.outputTokens }),
    ...(call.firstTokenMs === null ? {} : { 'gen_ai.response.time_to_first_chunk': call.firstTokenMs / 1000 }),
  })

/** Each call of the store as a client span of a database; what asks by itself every few seconds is left out. */
const tracedStore = (store: Store, spans: Spans): Store =>
  new Proxy(store, {
    get(target, name, receiver) {
      const verb: unknown = Reflect.get(target, name, receiver)
      if (typeof verb !== 'function') return verb
      const attributes = { 'db.system.name': 'postgresql', 'db.operation.name': String(name) }
      return (...given: unknown[]) =>
        spans.hasCurrent
          ? spans.within(String(name), { kind: SpanKind.CLIENT, attributes }, () => Reflect.apply(verb, target, given))
          : Reflect.apply(verb, target, given)
    },
  })

/** A turn goes on after its request was answered, and is still part of it. */
const tracedTasks = (tasks: Tasks, spans: Spans): Tasks => ({
  run: (name, work) => tasks.run(name, (signal) => spans.within(name, { kind: SpanKind.INTERNAL }, () => work(signal))),
  drain: (ms) => tasks.drain(ms),
})

const tracedJobs = (jobs: Jobs, spans: Spans): Jobs => ({
  ...jobs,
  work: ({ grade }) =>
    jobs.work({
      grade: (org, job) => {
        const attributes = { 'interlocutor.interview': job.interviewId }
        return spans.within(job.name, { kind: SpanKind.CONSUMER, attributes }, () => grade(org, job))
      },
    }),
})
