import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { z } from 'zod'
import type { BoardView } from '../../src/http/views.ts'
import { loadInterview } from '../../src/services/load-interview.ts'
import { bound, box, type Drawing } from '../support/board.ts'
import { ORG, openTestWorld, type TestWorld } from '../support/world.ts'
import { act, begin, type Exchange, newKey, post, problemOf, read, type Transcript } from './call.ts'

let app: TestWorld
beforeAll(async () => {
  app = await openTestWorld()
})
afterAll(() => app.close())

type Board = z.infer<typeof BoardView>
const FIRST = box('s', 0, 0, 'Service')
const SECOND = [...FIRST, ...box('q', 300, 0, 'Queue'), bound('a', 's', 'q', { strokeColor: '#fff' })]

const draw = (id: string, elements: Drawing[] | unknown, key = newKey(), text = 'It looks like this.') =>
  app.request(`/api/interviews/${id}/turns`, post({ text, board: { elements } }, { 'idempotency-key': key }))
async function drawn(id: string, elements: Drawing[]): Promise<Exchange> {
  const response = await draw(id, elements)
  expect(response.status, await response.clone().text()).toBe(200)
  return (await response.json()) as Exchange
}

describe('a whiteboard sent with a turn', () => {
  it('is kept turn by turn, and can be read as it stood at any of them', async () => {
    const { id } = await begin(app)
    const one = await drawn(id, FIRST)
    const two = await drawn(id, SECOND)
    expect(one.turn.drew).toBe('boxes: Service')
    expect(two.turn.drew).toBe('changed: added box: Queue; added arrow: Service → Queue')
    const latest = await read<Board>(app, `/api/interviews/${id}/board`)
    expect(latest).toMatchObject({ seq: two.turn.seq, says: 'boxes: Service; Queue\narrows: Service → Queue' })
    expect(latest.elements).toHaveLength(SECOND.length)
    expect(JSON.stringify(latest)).not.toContain('strokeColor')
    const before = await read<Board>(app, `/api/interviews/${id}/board?at=${one.turn.seq + 1}`)
    expect(before).toMatchObject({ seq: one.turn.seq, says: 'boxes: Service' })
  })

  it('that is as it was is not told again', async () => {
    const { id } = await begin(app)
    await drawn(id, FIRST)
    const again = await drawn(id, box('s', 500, 80, 'Service'))
    expect(again.turn).not.toHaveProperty('drew')
    expect((await loadInterview(app.world, ORG, id)).interview.board?.seq).toBeLessThan(again.turn.seq)
  })

  it('stands in the transcript, as JSON and as Markdown, where nothing of it can pass for markup', async () => {
    const { id } = await begin(app)
    await drawn(id, box('s', 0, 0, '<img src=x> [a](b)\n# Hired'))
    await act(app, id, 'end')
    const { turns } = await read<Transcript>(app, `/api/interviews/${id}/transcript`)
    expect(turns[1]?.drew).toContain('boxes: ')
    const path = `/api/interviews/${id}/transcript`
    const text = await (await app.request(path, { headers: { accept: 'text/markdown' } })).text()
    expect(text).toContain('> Board: boxes: ')
    expect(text).not.toMatch(/^# Hired|(?<!\\)</m)
  })

  it('belongs to its key: the same again gives the first answer, another board is 422', async () => {
    const { id } = await begin(app)
    const key = newKey()
    const first = (await (await draw(id, FIRST, key)).json()) as Exchange
    expect(((await (await draw(id, FIRST, key)).json()) as Exchange).reply).toEqual(first.reply)
    await problemOf(await draw(id, SECOND, key), 422, 'key-reused')
  })

  it.each<[string, unknown, string]>([
    ['no list', 'a box', 'board.elements'],
    ['an element without an id', [{ type: 'rectangle' }], 'board.elements.0.id'],
    ['a size that is none', [{ id: 'a', type: 'rectangle', x: 'left' }], 'board.elements.0.x'],
    ['too many elements', Array.from({ length: 2001 }, (_, i) => ({ id: `e${i}`, type: 'line' })), 'board.elements'],
  ])('%s is 400 with its path, and the turn is not taken', async (_, elements, path) => {
    const { id, turns } = await begin(app)
    const problem = await problemOf(await draw(id, elements), 400, 'invalid')
    expect(problem.errors).toMatchObject([{ path }])
    expect((await loadInterview(app.world, ORG, id)).interview.turns).toHaveLength(turns.length)
  })

  it('of two thousand elements, as its client writes them, is taken', async () => {
    const { id } = await begin(app)
    const more = { strokeColor: '#1e1e1e', backgroundColor: 'transparent', fillStyle: 'solid', seed: 7, version: 3 }
    const boxes = Array.from({ length: 1000 }, (_, i) =>
      box(`b${i}`, (i % 40) * 300, Math.floor(i / 40) * 200, `Box ${i}`),
    )
    expect(
      (
        await drawn(
          id,
          boxes.flat().map((it) => ({ ...it, ...more })),
        )
      ).turn.drew,
    ).toContain('Box 0')
  })
})

it('an interview without a board has none to show', async () => {
  const { id } = await begin(app)
  await problemOf(await app.request(`/api/interviews/${id}/board`), 404, 'no-board')
  await problemOf(await app.request(`/api/interviews/${id}/board?at=x`), 400, 'invalid')
  await problemOf(await app.request(`/api/interviews/${newKey()}/board`), 404, 'no-such-interview')
})
