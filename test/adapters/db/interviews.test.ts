import { v7 } from 'uuid'
import { beforeAll, expect, it } from 'vitest'
import { Conflict } from '../../../src/errors.ts'
import type { Store } from '../../../src/ports/store.ts'
import { describeOnEachDatabase } from '../../support/databases.ts'
import { makeInterview, NOW, openedEvent, runFor, snapshotFor, spokeEvent, turnAppend } from './make.ts'

describeOnEachDatabase('interviews and their events', (open) => {
  let store: Store
  beforeAll(async () => {
    ;({ store } = await open())
  })

  it('reads back what was appended, in order and without gaps', async () => {
    const place = await makeInterview(store)
    expect(await store.append(turnAppend(place, 1))).toBe('stored')
    const two = [spokeEvent('one more'), spokeEvent('and another')]
    expect(await store.append({ ...turnAppend(place, 2), events: two, snapshot: snapshotFor(place.id, 4) })).toBe(
      'stored',
    )
    expect(await store.readEvents(place.org, place.id)).toEqual([
      { ...openedEvent(), seq: 1 },
      { ...spokeEvent('turn 2'), seq: 2 },
      { ...spokeEvent('one more'), seq: 3 },
      { ...spokeEvent('and another'), seq: 4 },
    ])
  })

  it('reads what came after a seq: the rest, nothing new, or null for an interview nobody knows', async () => {
    const place = await makeInterview(store)
    await store.append(turnAppend(place, 1))
    expect(await store.readEvents(place.org, place.id, 1)).toEqual([{ ...spokeEvent('turn 2'), seq: 2 }])
    expect(await store.readEvents(place.org, place.id, 2)).toEqual([])
    expect(await store.readEvents(place.org, v7())).toBeNull()
    expect(await store.readEvents(place.org, v7(), 3)).toBeNull()
  })

  it('keeps organisations apart', async () => {
    const place = await makeInterview(store)
    const stranger = v7()
    expect(await store.readEvents(stranger, place.id)).toBeNull()
    expect(await store.append({ ...turnAppend(place, 1), org: stranger })).toBe('stale')
    expect(await store.listInterviews(stranger, { limit: 10 })).toEqual([])
    expect(await store.readEvents(place.org, place.id, 1)).toEqual([])
  })

  it('refuses an append to what has moved on, and stores nothing of it', async () => {
    const place = await makeInterview(store)
    await store.append(turnAppend(place, 1))
    expect(await store.append(turnAppend(place, 1))).toBe('stale')
    expect(await store.append(turnAppend(place, 7))).toBe('stale')
    expect(await store.readEvents(place.org, place.id, 1)).toHaveLength(1)
    const [listed] = await store.listInterviews(place.org, { limit: 1 })
    expect(listed?.snapshot.seq).toBe(2)
  })

  it('stores exactly one of fifty appends at once for each seq', async () => {
    const place = await makeInterview(store)
    const answers = await Promise.all(
      Array.from({ length: 50 }, async (_, n) => {
        let won = 0
        for (let after = 1; after <= 3; after++) {
          const append = { ...turnAppend(place, after), events: [spokeEvent(`${after} by ${n}`)] }
          if ((await store.append(append)) === 'stored') won++
        }
        return won
      }),
    )
    const events = (await store.readEvents(place.org, place.id)) ?? []
    expect(answers.reduce((sum, won) => sum + won, 0)).toBe(events.length - 1)
    expect(events.map((event) => event.seq)).toEqual(events.map((_, at) => at + 1))
    expect(events).toHaveLength(4)
  })

  it('takes a key once, and says where it went and with what', async () => {
    const place = await makeInterview(store)
    const key = { key: v7(), bodyHash: 'h1' }
    expect(await store.findKey(place.org, place.id, key.key)).toBeNull()
    expect(await store.append(turnAppend(place, 1, { key }))).toBe('stored')
    expect(await store.append(turnAppend(place, 2, { key: { ...key, bodyHash: 'h2' } }))).toBe('stale')
    expect(await store.findKey(place.org, place.id, key.key)).toEqual({ seq: 2, bodyHash: 'h1' })
    expect(await store.readEvents(place.org, place.id, 2)).toEqual([])
    // The same key in another interview is another key.
    const other = await makeInterview(store, { org: place.org })
    expect(await store.append(turnAppend(other, 1, { key }))).toBe('stored')
  })

  it('takes one of ten parallel appends with the same key', async () => {
    const place = await makeInterview(store)
    const key = { key: v7(), bodyHash: 'h' }
    const answers = await Promise.all(Array.from({ length: 10 }, () => store.append(turnAppend(place, 1, { key }))))
    expect(answers.filter((answer) => answer === 'stored')).toHaveLength(1)
  })

  it('refuses a second interview under the same id and leaves the first alone', async () => {
    const place = await makeInterview(store)
    const again = store.createInterview({ ...place, events: [spokeEvent('x')], snapshot: snapshotFor(place.id, 1) })
    await expect(again).rejects.toThrow(Conflict)
    expect(await store.readEvents(place.org, place.id)).toEqual([{ ...openedEvent(), seq: 1 }])
  })

  it('keeps every character that can be kept', async () => {
    const place = await makeInterview(store)
    const text = `"quotes" \\ back\\u0041slash\n\ttab 'single' $1 ; -- 𝒳 😀 שלום \u200b \u{e0041}`
    await store.append({ ...turnAppend(place, 1), events: [spokeEvent(text)] })
    expect(await store.readEvents(place.org, place.id, 1)).toEqual([{ ...spokeEvent(text), seq: 2 }])
    await store.append({ ...turnAppend(place, 2), events: [spokeEvent('nul \0 lone \ud83d end')] })
    expect(await store.readEvents(place.org, place.id, 2)).toEqual([{ ...spokeEvent('nul  lone \ufffd end'), seq: 3 }])
  })

  it('lists newest first, page by page, with the latest run', async () => {
    const org = v7()
    const made = []
    for (let n = 0; n < 5; n++) made.push((await makeInterview(store, { org })).id)
    const first = runFor(made[1] ?? '')
    await store.startRun(org, first)
    await store.finishRun(org, first.id, { ...first, status: 'failed', failure: 'x' })
    const second = runFor(made[1] ?? '')
    await store.startRun(org, second)
    const newest = made.toReversed()
    const page = await store.listInterviews(org, { limit: 2 })
    expect(page.map((row) => row.id)).toEqual(newest.slice(0, 2))
    const rest = await store.listInterviews(org, { limit: 10, before: page[1]?.id ?? '' })
    expect(rest.map((row) => row.id)).toEqual(newest.slice(2))
    expect(rest.map((row) => row.run)).toEqual([null, { id: second.id, status: 'grading' }, null])
    expect(rest[0]?.snapshot).toEqual(snapshotFor(newest[2] ?? '', 1))
    expect(rest[0]?.snapshot.openedAt).toBe(NOW)
  })
})
