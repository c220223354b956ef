import { createParser } from 'eventsource-parser'
import { between } from '../../src/fake-model/random.ts'

type Heard = { id: string; event: string; data: Record<string, unknown> }
/** Opens the stream of an interview after an event. */
type Open = (after: string | null, how: 'header' | 'query') => Promise<Response>

/** Somebody on a bad line: every connection is cut after some bytes, wherever that is, and begun again from the last id. */
export class BadLine {
  readonly heard: Heard[] = []
  cuts = 0
  readonly #open: Open
  readonly #random: () => number

  constructor(open: Open, random: () => number) {
    this.#open = open
    this.#random = random
  }

  /** Until the interview has ended and everything was heard. */
  async follow(): Promise<void> {
    while (this.heard.at(-1)?.event !== 'end') {
      const response = await this.#open(this.heard.at(-1)?.id ?? null, this.#random() < 0.5 ? 'header' : 'query')
      if (response.status !== 200 || !response.body) throw new Error(`the stream answered ${response.status}`)
      await this.#read(response.body.getReader(), between(this.#random, 1, 6000))
    }
  }

  async #read(reader: ReadableStreamDefaultReader<Uint8Array>, most: number): Promise<void> {
    const parser = createParser({
      onEvent: ({ id, event, data }) => {
        if (id !== undefined) this.heard.push({ id, event: event ?? '', data: JSON.parse(data) })
      },
    })
    const decoder = new TextDecoder()
    let left = most
    // What the server cuts short is one cut more.
    const next = () => reader.read().catch(() => null)
    for (let read = await next(); read && !read.done; read = await next()) {
      parser.feed(decoder.decode(read.value.subarray(0, left), { stream: true }))
      left -= read.value.length
      if (left > 0) continue
      this.cuts++
      return reader.cancel()
    }
  }

  /** Committed turns as they came. */
  turns(): Record<string, unknown>[] {
    return this.heard.filter((it) => it.event === 'turn').map((it) => it.data)
  }

  /** The sentences that were heard before the turn of this seq. */
  sentences(seq: number): string {
    const said = this.heard.filter((it) => it.event === 'say' && it.data.seq === seq)
    return said.map((it) => it.data.text).join(' ')
  }
}
