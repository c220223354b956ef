import { describe, expect, it } from 'vitest'
import { openPostgres } from '../../../src/adapters/db/open-postgres.ts'
import { openFeed } from '../../../src/adapters/feed/open-feed.ts'
import { shareFeed } from '../../../src/adapters/feed/share-feed.ts'
import type { FeedItem, Log } from '../../../src/ports/world.ts'
import { describeOnPostgres, silentLog } from '../../support/databases.ts'

const say = (part: number, text: string): FeedItem => ({ type: 'say', seq: 3, part, text })
const stored: FeedItem = { type: 'stored', seq: 3 }

/** A line in memory that remembers what was sent over it. */
function makeLine() {
  const all: ((text: string) => void)[] = []
  const sent: string[] = []
  let down = false
  return {
    sent,
    cut: (isDown: boolean) => {
      down = isDown
    },
    line: {
      listen: async (hear: (text: string) => void) => void all.push(hear),
      send: async (text: string) => {
        if (down) throw new Error('the line is down')
        sent.push(text)
        for (const hear of all) hear(text)
      },
    },
  }
}

const listenTo = (feed: Awaited<ReturnType<typeof shareFeed>>, id = 'a') => {
  const heard: FeedItem[] = []
  feed.subscribe(id, (item) => heard.push(item))
  return heard
}

describe('a shared feed', () => {
  it('is heard on every node once and in order, on its own at once', async () => {
    const { line } = makeLine()
    const [one, two] = [await shareFeed(openFeed(), line, silentLog), await shareFeed(openFeed(), line, silentLog)]
    const [here, there, other] = [listenTo(one), listenTo(two), listenTo(two, 'b')]
    const items = [say(1, 'First.'), say(2, 'Second.'), stored]
    for (const item of items) one.publish('a', item)
    expect(here).toEqual(items)
    await expect.poll(() => there).toEqual(items)
    expect(here).toEqual(items)
    expect(other).toEqual([])
  })

  it('lets pass what somebody else says on the line, and says so in the log', async () => {
    const warned: string[] = []
    const log: Log = { ...silentLog, warn: (_, sentence) => void warned.push(sentence) }
    const { line } = makeLine()
    const feed = await shareFeed(openFeed(), line, log)
    const heard = listenTo(feed)
    for (const text of ['hello', '', 'null', '{"from":"another"}']) await line.send(text)
    expect(warned).toEqual(Array(4).fill('a notification was none of ours'))
    await line.send(JSON.stringify({ from: 'another', items: [['a', stored]] }))
    expect(heard).toEqual([stored])
  })

  it('sends what fits into a notification together, and leaves out a sentence that never would', async () => {
    const { line, sent } = makeLine()
    const [one, two] = [await shareFeed(openFeed(), line, silentLog), await shareFeed(openFeed(), line, silentLog)]
    const there = listenTo(two)
    const items = [stored, say(1, '再'.repeat(1000)), say(2, '再'.repeat(1000)), say(3, '再'.repeat(9000)), stored]
    for (const item of items) one.publish('a', item)
    await expect.poll(() => there.length).toBe(4)
    expect(there).toEqual(items.filter((_, at) => at !== 3))
    expect(sent.length).toBeLessThan(4)
    for (const text of sent) expect(Buffer.byteLength(text)).toBeLessThan(8000)
  })

  it('goes on by itself while the line is down, says so, and is heard again afterwards', async () => {
    const warned: string[] = []
    const log: Log = { ...silentLog, warn: (_, sentence) => void warned.push(sentence) }
    const { line, cut } = makeLine()
    const [one, two] = [await shareFeed(openFeed(), line, log), await shareFeed(openFeed(), line, log)]
    const [here, there] = [listenTo(one), listenTo(two)]
    cut(true)
    one.publish('a', say(1, 'First.'))
    await expect.poll(() => warned).toEqual(['other nodes hear of this later'])
    cut(false)
    one.publish('a', stored)
    expect(here).toHaveLength(2)
    await expect.poll(() => there).toEqual([stored])
  })
})

describeOnPostgres('the line of a Postgres', (makeUrl) => {
  it('carries what is said to all who listen, and survives its connection', async () => {
    const url = await makeUrl()
    const [one, two] = [await openPostgres(url), await openPostgres(url)]
    const heard: string[] = []
    await two.line?.listen((text) => heard.push(text))
    await one.line?.send('first “naïve” 🙂')
    await expect.poll(() => heard).toEqual(['first “naïve” 🙂'])
    await one.query(`select pg_terminate_backend(pid) from pg_stat_activity where query ilike 'listen%'
      and datname = current_database()`)
    // It is taken up again by itself; what is sent meanwhile is not heard.
    const again = async () => {
      await one.line?.send('again')
      return heard.includes('again')
    }
    await expect.poll(again, { timeout: 10_000 }).toBe(true)
    await Promise.all([one.close(), two.close()])
  })
})
