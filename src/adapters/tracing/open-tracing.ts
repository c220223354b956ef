import { setTimeout as sleep } from 'node:timers/promises'
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http'
import { defaultResource, resourceFromAttributes } from '@opentelemetry/resources'
import { BatchSpanProcessor, TracerProvider } from '@opentelemetry/sdk-trace'
import type { World } from '../../ports/world.ts'
import { Spans } from './spans.ts'
import { traceRequests } from './trace-requests.ts'
import { tracedWorld } from './trace-world.ts'

const CLOSE_MS = 2000

export type TracingSettings = {
  /** Base of an OTLP receiver over HTTP; `/v1/traces` is added. */
  endpoint: string
  service: string
  version: string
  /** Of the model, for the address on its spans. */
  modelUrl: string | null
}

/** Sends spans of requests, turns, model calls and the store's work to a collector. `close` sends what is left. */
export function openTracing({ endpoint, service, version, modelUrl }: TracingSettings) {
  const exporter = new OTLPTraceExporter({ url: `${endpoint.replace(/\/+$/, '')}/v1/traces` })
  const provider = new TracerProvider({
    resource: defaultResource().merge(resourceFromAttributes({ 'service.name': service, 'service.version': version })),
    spanProcessors: [new BatchSpanProcessor({ exporter })],
  })
  const spans = new Spans(provider.getTracer('interlocutor', version))
  return {
    requests: traceRequests(spans),
    traced: (world: World) => tracedWorld(world, spans, modelUrl === null ? null : serverOf(new URL(modelUrl))),
    close: () => Promise.race([provider.shutdown(), late()]),
  }
}

/** A collector that is away is given up soon: the process is to end. */
async function late(): Promise<never> {
  await sleep(CLOSE_MS, undefined, { ref: false })
  throw new Error('the collector does not answer')
}

const serverOf = ({ hostname, port, protocol }: URL) => ({
  host: hostname,
  port: Number(port) || (protocol === 'https:' ? 443 : 80),
})
