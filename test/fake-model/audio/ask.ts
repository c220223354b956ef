import OpenAI, { toFile } from 'openai'
import type { OnAudio } from '../../../src/fake-model/audio/answer-audio.ts'
import { openEndpoint } from '../../../src/fake-model/open-endpoint.ts'

/** An endpoint with audio, and the hosted endpoints' own client for it, which tries nothing twice. */
export async function openAudio(onAudio: OnAudio = () => null, paceMs = 0) {
  const refused: string[] = []
  const endpoint = await openEndpoint({
    respond: () => undefined,
    onAudio,
    paceMs,
    onStranger: (it) => refused.push(it),
  })
  const { audio } = new OpenAI({ apiKey: 'none', baseURL: endpoint.baseUrl, maxRetries: 0 })
  return {
    ...endpoint,
    audio,
    refused,
    speak: (input: string, more: object = {}) =>
      audio.speech.create({ model: 'm', voice: 'alloy', input, response_format: 'wav', ...more }),
    [Symbol.asyncDispose]: endpoint.close,
  }
}

export const bytesOf = async (response: { arrayBuffer: () => Promise<ArrayBuffer> }): Promise<Buffer> =>
  Buffer.from(await response.arrayBuffer())

/** Bytes as a file that is sent. */
export const fileOf = (bytes: Buffer, name = 'turn.wav') => toFile(bytes, name)
