import { setTimeout as sleep } from 'node:timers/promises'
import { createParser } from 'eventsource-parser'
import { between } from '../../src/fake-model/random.ts'

/** What the outside knows of one interview: what it sent, and what it was told of that. */
export type Held = { id: string; said: Said[]; ended: boolean }
/** `acknowledged`: the server said that it has it. `reply`: the whole reply, once it was told. */
export type Said = { key: string; text: string; acknowledged: boolean; reply: string | null }

/** These answers say that the turn is saved, though there is no reply yet. */
const SAVED = ['turn-in-flight', 'reply-delayed']

/** Somebody who takes one interview after another, and sends again whatever was not answered, under the same key. */
export class Candidate {
  readonly held: Held[] = []
  readonly #url: () => string
  readonly #random: () => number
  readonly #patience: number

  /**
   * @param url where to send the next request to
   * @param patience how often it is told to wait before it leaves the interview as it is and begins another
   */
  constructor(url: () => string, random: () => number, patience = 5) {
    this.#url = url
    this.#random = random
    this.#patience = patience
  }

  /** Until aborted. @throws when the server refuses what it must not refuse */
  async live(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      const it = await this.#begin()
      if (it) await this.#hold(it, signal)
      else await this.#pause()
    }
  }

  async #begin(): Promise<Held | null> {
    const interviewer = this.#random() < 0.7 ? 'model' : 'scripted'
    const response = await this.#post('', { problem: 'queue-loss', format: 'drill', interviewer })
    if (response?.status !== 201) return null
    const body = await response.json().catch(() => null)
    // Told that there is one, but not which.
    if (body === null) return null
    const it = { id: (body as { id: string }).id, said: [], ended: false }
    this.held.push(it)
    return it
  }

  async #hold(it: Held, signal: AbortSignal): Promise<void> {
    for (let turns = between(this.#random, 1, 12); turns > 0; turns--) {
      await this.#pause()
      if (signal.aborted || !(await this.#say(it, signal))) return
    }
    if (this.#random() < 0.3) return
    while (!it.ended && !signal.aborted) {
      const response = await this.#post(`/${it.id}/end`, {})
      if (response?.status === 200) it.ended = true
      else await this.#pause()
    }
  }

  async #say(it: Held, signal: AbortSignal): Promise<boolean> {
    const text = `Answer ${it.said.length + 1}: the worker stores what it did, with the message.`
    const turn: Said = { key: crypto.randomUUID(), text, acknowledged: false, reply: null }
    it.said.push(turn)
    for (let told = 0; told < this.#patience; ) {
      // Now and then two tabs at once.
      const tabs = this.#random() < 0.15 ? 2 : 1
      const sent = await Promise.all(Array.from({ length: tabs }, () => this.#send(it.id, turn)))
      if (turn.reply !== null) return true
      if (signal.aborted) return false
      if (sent.includes('answered')) told++
      await this.#pause()
    }
    return false
  }

  async #send(id: string, turn: Said): Promise<'answered' | 'unheard'> {
    const accept = this.#random() < 0.6 ? 'text/event-stream' : 'application/json'
    const response = await this.#post(`/${id}/turns`, { text: turn.text }, { 'idempotency-key': turn.key, accept })
    if (!response) return 'unheard'
    const type = response.headers.get('content-type') ?? ''
    if (response.ok) turn.acknowledged = true
    if (response.ok && type.startsWith('text/event-stream')) await readReply(response, (text) => settle(turn, text))
    else {
      const body = (await response.json().catch(() => null)) as { code?: string; reply?: { text: string } } | null
      if (response.ok && body?.reply) settle(turn, body.reply.text)
      if (SAVED.includes(body?.code ?? '')) turn.acknowledged = true
      if ([400, 404, 422].includes(response.status)) throw new Error(`a turn was refused: ${body?.code}`)
    }
    return 'answered'
  }

  #post(path: string, body: unknown, headers: Record<string, string> = {}): Promise<Response | null> {
    return fetch(`${this.#url()}/api/interviews${path}`, {
      method: 'POST',
      headers: { accept: 'application/json', 'content-type': 'application/json', ...headers },
      body: JSON.stringify(body),
    }).catch(() => null)
  }

  #pause(): Promise<void> {
    return sleep(between(this.#random, 20, 250))
  }
}

/** A turn has one reply for good. */
function settle(turn: Said, reply: string): void {
  turn.reply ??= reply
  if (turn.reply !== reply) throw new Error(`one turn was told two replies: ${turn.reply} / ${reply}`)
}

/** Reads a stream up to its end or to the death of who sends it. */
async function readReply(response: Response, onReply: (text: string) => void): Promise<void> {
  const parser = createParser({
    onEvent: ({ event, data }) => {
      if (event !== 'turn') return
      const turn = JSON.parse(data) as { by: string; text: string }
      if (turn.by === 'interviewer') onReply(turn.text)
    },
  })
  const decoder = new TextDecoder()
  const reader = response.body?.getReader()
  const read = () => reader?.read().catch(() => null)
  for (let part = await read(); part && !part.done; part = await read())
    parser.feed(decoder.decode(part.value, { stream: true }))
}
