import { setTimeout as sleep } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { startFakeModel } from '../support/fake-model/start-fake-model.ts'
import { act, openSite, type Site } from './site.ts'

const KILLS = 50
const SEED = 20_261_123

/** A small seeded generator (Park and Miller), so that a failure can be had again. */
function seeded(seed: number): () => number {
  let state = seed
  return () => {
    state = (state * 48_271) % 2_147_483_647
    return state / 2_147_483_647
  }
}

type Turn = { seq: number; by: string; text: string }
type Said = { key: string; text: string; acknowledged: boolean }

/** What the outside knows: the turns it sent, and which of them it was told were taken. */
class Oracle {
  readonly said: Said[] = []
  readonly #site: Site
  readonly id: string
  constructor(site: Site, id: string) {
    this.#site = site
    this.id = id
  }

  next(): Said {
    const last = this.said.at(-1)
    if (last && !last.acknowledged) return last
    const turn = {
      key: crypto.randomUUID(),
      text: `Answer ${this.said.length + 1}: the worker stores what it did.`,
      acknowledged: false,
    }
    this.said.push(turn)
    return turn
  }

  /** Sends a turn; the first byte of a good answer is the acknowledgement. Whatever breaks then is the server's death. */
  async send(turn: Said): Promise<void> {
    const response = await fetch(`${this.#site.url}/api/interviews/${this.id}/turns`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'idempotency-key': turn.key, accept: 'text/event-stream' },
      body: JSON.stringify({ text: turn.text }),
    })
    if (response.ok) turn.acknowledged = true
    await response.text()
  }

  async transcript(): Promise<Turn[]> {
    const response = await fetch(`${this.#site.url}/api/interviews/${this.id}/transcript`)
    return ((await response.json()) as { turns: Turn[] }).turns
  }
}

/** What must hold however often the server died. */
function check(turns: Turn[], oracle: Oracle): void {
  const heard = turns.filter((turn) => turn.by === 'candidate').map((turn) => turn.text)
  const sent = oracle.said.map((turn) => turn.text)
  expect(heard, 'nothing doubled, nothing reordered').toEqual(sent.slice(0, heard.length))
  const acknowledged = oracle.said.filter((turn) => turn.acknowledged).map((turn) => turn.text)
  expect(heard, 'nothing acknowledged is lost').toEqual(expect.arrayContaining(acknowledged))
  expect(
    turns.map((turn) => turn.seq),
    'no gap',
  ).toEqual(turns.map((_, i) => i + 2))
  for (const [i, turn] of turns.entries())
    if (i > 0) expect(turn.by, 'one reply to each turn').not.toBe(turns[i - 1]?.by)
}

/** Waits until the reply that was due when the server died was spoken by the next one. */
async function settled(oracle: Oracle): Promise<Turn[]> {
  for (let tries = 0; tries < 100; tries++) {
    const turns = await oracle.transcript()
    if (turns.at(-1)?.by === 'interviewer') return turns
    await sleep(100)
  }
  throw new Error('the interviewer never spoke')
}

const OPEN = { problem: 'order-processing', format: 'full' }

test(`${KILLS} kills between turns and in mid-reply lose and double nothing`, { timeout: 900_000 }, async () => {
  const chance = seeded(SEED)
  // Slow enough to die in the middle of; the pair is always one the policy allows.
  const model = await startFakeModel({
    paceMs: 8,
    respond: ({ messages, response_format }) => {
      if (response_format?.json_schema?.name === 'verdict') return { quotes: [], points: [], level: 1 }
      const [, move, target] = /^- ([a-z-]+) (\S+):/m.exec(messages.at(-1)?.content.split('legal:')[1] ?? '') ?? []
      return { move, target, say: 'Take one order through it. What happens at each step?', observed: [] }
    },
  })
  const site = await openSite({ OPENAI_BASE_URL: model.baseUrl, OPENAI_API_KEY: 'none' })
  try {
    const begin = async () => {
      const response = await fetch(`${site.url}/api/interviews`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ ...OPEN, interviewer: chance() < 0.7 ? 'model' : 'scripted' }),
      })
      return new Oracle(site, ((await response.json()) as { id: string }).id)
    }
    let oracle = await begin()
    for (let kill = 0; kill < KILLS; kill++) {
      // A few whole turns, then one that the server dies in, or after.
      for (let turn = 0; turn < Math.floor(chance() * 3); turn++) await oracle.send(oracle.next())
      const dying = oracle.send(oracle.next()).catch(() => {})
      await sleep(chance() * 120)
      await site.kill()
      await dying
      await site.start()
      check(await settled(oracle), oracle)
      if (oracle.said.length < 12) continue
      await oracle.send(oracle.next())
      check(await settled(oracle), oracle)
      await act(site, oracle.id, 'end')
      oracle = await begin()
    }
  } finally {
    await site.close()
    await model.close()
  }
})
