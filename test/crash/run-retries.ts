import { expect } from 'vitest'
import { between, randomOf } from '../../src/fake-model/random.ts'
import { parseCursor } from '../../src/http/event-stream.ts'
import { acceptTurn } from '../../src/services/accept-turn.ts'
import { sweep } from '../../src/services/sweep.ts'
import { act, begin, type Exchange, read, type Transcript, turn } from '../http/call.ts'
import { makeGate, makeLanguageModel, topPair } from '../services/language-model.ts'
import { ORG, openTestWorld, type TestWorld } from '../support/world.ts'
import { BadLine } from './listener.ts'

export type Counts = { operations: Record<string, number>; interviews: number; turns: number; cuts: number }

/** Texts with characters of several bytes, so that cuts fall within them. */
const WORDS = ['naïve', 'queue — “durable”', '🙂', 'worker', '再試行', 'commit\nthen acknowledge', '<b>&amp;</b>']
const LEADS = ['Take one order through it.', 'It is noon, and a worker stops.', 'Two of them arrive at once.']
const GARBAGE = ['x', '-1', '1e3', '3.', '99999999999', '0199c6a0-0000-7000-8000-000000000000', "1' or '1'='1", '../2']
const AT_ONCE = 6
const LONGEST = 12

/** What keeps the model from going on, while something does. */
type Hold = { gate: ReturnType<typeof makeGate> | null }
type Known = { key: string; text: string; seq: number; reply: string }
type Held = {
  id: string
  known: Known[]
  lines: BadLine[]
  following: Promise<unknown>
  /** Turns that two nodes spoke: what was heard of them before the commit is of either. */
  twice: Set<number>
}

/**
 * Random operations on a few interviews, each followed by two listeners on bad lines; whatever was sent how often, the
 * log holds each turn once, with one reply, and the listeners hear exactly that.
 */
export class Retries {
  readonly #random: () => number
  readonly #app: TestWorld
  readonly #hold: Hold
  readonly counts: Counts = { operations: {}, interviews: 0, turns: 0, cuts: 0 }
  #held: Held[] = []
  #said = 0

  private constructor(app: TestWorld, random: () => number, hold: Hold) {
    this.#app = app
    this.#random = random
    this.#hold = hold
  }

  static async open(seed: number): Promise<Retries> {
    const random = randomOf(seed)
    const hold: Hold = { gate: null }
    const model = makeLanguageModel({
      reply: (request) => {
        const top = topPair(request)
        return { ...top, say: `${LEADS[between(random, 0, LEADS.length - 1)]} ${top.say}` }
      },
      beforePiece: async () => hold.gate?.passed,
    })
    return new Retries(await openTestWorld({ model, patienceMs: 60_000 }), random, hold)
  }

  close = () => this.#app.close()

  async run(operations: number): Promise<void> {
    const kinds = Object.entries(this.#kinds)
    for (let done = 0; done < operations; done++) {
      while (this.#held.length < AT_ONCE) this.#held.push(await this.#begin())
      const held = this.#pick(this.#held)
      const [name, work] = this.#pick(kinds)
      await work(held)
      this.counts.operations[name] = (this.counts.operations[name] ?? 0) + 1
      if (held.known.length > LONGEST || this.#random() < 0.04) await this.#end(held)
    }
    for (const held of [...this.#held]) await this.#end(held)
  }

  readonly #kinds: Record<string, (held: Held) => Promise<void>> = {
    'the same key in parallel': async (held) => {
      const { key, text } = this.#fresh()
      const all = Array.from({ length: between(this.#random, 1, 4) }, () => this.#send(held, key, text))
      await this.#learn(held, key, text, await Promise.all(all))
    },
    'a turn while one is in flight': async (held) => {
      const { key, text } = this.#fresh()
      await this.#whileHeld(async (letGo) => {
        const first = this.#send(held, key, text)
        await this.#until(held, 'interviewer')
        const again = await this.#send(held, key, text)
        const other = await this.#send(held, this.#fresh().key, 'And another thing.')
        expect([await codeOf(again), await codeOf(other)]).toEqual(['turn-in-flight', 'interviewer-is-due'])
        expect(await codeOf(await this.#send(held, key, 'Changed.'))).toBe('key-reused')
        letGo()
        await this.#learn(held, key, text, [await first])
      })
    },
    'an old key again': async (held) => {
      const old = held.known[between(this.#random, 0, held.known.length - 1)]
      if (old) await this.#learn(held, old.key, old.text, [await this.#send(held, old.key, old.text)], old)
    },
    'an old key with another body': async (held) => {
      const old = held.known[between(this.#random, 0, held.known.length - 1)]
      if (old) expect(await codeOf(await this.#send(held, old.key, `${old.text}!`))).toBe('key-reused')
    },
    'a death between commit and reply': async (held) => {
      const { key, text } = this.#fresh()
      await acceptTurn({ ...this.#app.world, node: 'dead' }, ORG, held.id, { key, text })
      expect(await codeOf(await this.#send(held, key, text))).toBe('turn-in-flight')
      this.#app.clock.advance(0.35)
      await sweep(this.#app.world)
      await this.#until(held, 'candidate')
      await this.#learn(held, key, text, [await this.#send(held, key, text)])
    },
    'a lease that ends while its owner speaks': async (held) => {
      const { key, text } = this.#fresh()
      await this.#whileHeld(async (letGo) => {
        const first = this.#send(held, key, text)
        await this.#until(held, 'interviewer')
        this.#app.clock.advance(0.35)
        await sweep({ ...this.#app.world, node: 'another' })
        letGo()
        const known = await this.#learn(held, key, text, [await first])
        held.twice.add(known.seq + 1)
      })
    },
    'a pause': async (held) => {
      await act(this.#app, held.id, 'pause')
      expect(await codeOf(await this.#send(held, this.#fresh().key, 'Now?'))).toBe('interview-paused')
      await act(this.#app, held.id, 'resume')
    },
    'a foreign or garbage id': async () => {
      const id = this.#pick(GARBAGE)
      expect(parseCursor(id)).toEqual({ seq: 0, part: 0 })
      for (const path of ['events', 'transcript', 'scorecard']) {
        const response = await this.#app.request(`/api/interviews/${encodeURIComponent(id)}/${path}`)
        expect([400, 404], `${id} ${path}`).toContain(response.status)
        expect(await response.text()).not.toContain('worker')
      }
    },
  }

  async #begin(): Promise<Held> {
    const { id } = await begin(this.#app, { problem: 'order-processing', format: 'full' })
    const open = (after: string | null, how: 'header' | 'query') => {
      // An id that is none begins at the start.
      const from = after ?? this.#pick([null, ...GARBAGE])
      const path = `/api/interviews/${id}/events`
      if (from === null) return this.#app.request(path)
      if (how === 'query') return this.#app.request(`${path}?after=${encodeURIComponent(from)}`)
      return this.#app.request(path, { headers: { 'last-event-id': from } })
    }
    const lines = [1, 2].map(() => new BadLine(open, randomOf(this.#random() * 2 ** 32)))
    const following = Promise.all(lines.map((it) => it.follow()))
    // A listener that fails is told of at the end.
    following.catch(() => {})
    this.counts.interviews++
    return { id, known: [], lines, following, twice: new Set() }
  }

  /** The log is what was told, and so is what each listener heard. */
  async #end(held: Held): Promise<void> {
    this.#held = this.#held.filter((it) => it !== held)
    await act(this.#app, held.id, 'end')
    await held.following
    const { turns } = await read<Transcript>(this.#app, `/api/interviews/${held.id}/transcript`)
    const texts = (by: string) => turns.filter((it) => it.by === by).map((it) => it.text)
    expect(texts('candidate')).toEqual(held.known.map((it) => it.text))
    expect(texts('interviewer').slice(1)).toEqual(held.known.map((it) => it.reply))
    for (const line of held.lines) {
      expect(line.turns().map((it) => it.text)).toEqual(turns.map((it) => it.text))
      expect(line.turns().map((it) => it.seq)).toEqual(turns.map((it) => it.seq))
      for (const { seq, text } of turns)
        if (!held.twice.has(seq))
          expect(text.includes(line.sentences(seq)), `${line.sentences(seq)} / ${text}`).toBe(true)
      this.counts.cuts += line.cuts
    }
    this.counts.turns += turns.length
  }

  /** What the answers to one key say: at least one has the reply, and all that have it have the same. */
  async #learn(held: Held, key: string, text: string, answers: Response[], before?: Known): Promise<Known> {
    let known = before ?? null
    for (const answer of answers) {
      if (answer.status === 409 && answers.length > 1) {
        expect(await codeOf(answer)).toBe('turn-in-flight')
        continue
      }
      expect(answer.status, await answer.clone().text()).toBe(200)
      const { turn: mine, reply } = (await answer.json()) as Exchange
      expect(mine.text).toBe(text)
      expect(reply.seq).toBe(mine.seq + 1)
      known ??= { key, text, seq: mine.seq, reply: reply.text }
      expect({ seq: mine.seq, reply: reply.text }).toEqual({ seq: known.seq, reply: known.reply })
    }
    if (known === null) throw new Error('nobody was told the reply')
    if (!before) held.known.push(known)
    return known
  }

  async #whileHeld(work: (letGo: () => void) => Promise<void>): Promise<void> {
    const gate = makeGate()
    this.#hold.gate = gate
    await work(() => {
      this.#hold.gate = null
      gate.open()
    }).finally(gate.open)
  }

  async #until({ id }: Held, due: string): Promise<void> {
    const dueNow = async () => (await read<{ clock: { due: string } }>(this.#app, `/api/interviews/${id}`)).clock.due
    await expect.poll(dueNow, { interval: 2, timeout: 20_000 }).toBe(due)
  }

  #send({ id }: Held, key: string, text: string): Promise<Response> {
    return this.#app.request(`/api/interviews/${id}/turns`, turn(text, key))
  }

  #fresh(): { key: string; text: string } {
    const text = `Answer ${++this.#said}: ${this.#pick(WORDS)} ${this.#pick(WORDS)}.`
    return { key: crypto.randomUUID(), text }
  }

  #pick<T>(from: T[]): T {
    return from[between(this.#random, 0, from.length - 1)] as T
  }
}

async function codeOf(response: Response): Promise<string> {
  const { code } = (await response.json()) as { code?: string }
  return code ?? `status ${response.status}`
}
