import type { ChatRequest } from '../../../src/fake-model/answer-wire.ts'
import {
  type Endpoint,
  type EndpointSettings,
  type FakeAnswer,
  openEndpoint,
  type Received,
} from '../../../src/fake-model/open-endpoint.ts'

export type FakeModel = Endpoint & {
  requests: Received[]
  /** Calls that nothing was scripted for; each was answered with 404, and `close` fails on them. */
  unscripted: string[]
}

type Settings = Pick<EndpointSettings, 'paceMs' | 'chunk' | 'onAudio'> & {
  /** Called for every request; `n` counts from 0. Undefined means that this call is not expected. */
  respond: (request: ChatRequest, n: number) => FakeAnswer | undefined | Promise<FakeAnswer | undefined>
}

/** A fake endpoint that remembers what it was asked, and on which an unscripted call fails the test. */
export async function startFakeModel({ respond, ...settings }: Settings): Promise<FakeModel> {
  const requests: Received[] = []
  const unscripted: string[] = []
  const endpoint = await openEndpoint({
    ...settings,
    respond: (received) => respond(received.body, requests.push(received) - 1),
    onStranger: (because) => unscripted.push(because),
  })
  return {
    ...endpoint,
    requests,
    unscripted,
    async close() {
      await endpoint.close()
      if (unscripted.length > 0) throw new Error(`the fake model was called without a script: ${unscripted.join('; ')}`)
    },
  }
}
