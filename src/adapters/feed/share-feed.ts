import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { reasonOf } from '../../errors.ts'
import type { Feed, FeedItem, Log } from '../../ports/world.ts'

/** Carries short texts between the nodes of one database: each to all, in the order they were sent. */
type Line = { send(text: string): Promise<void>; listen(hear: (text: string) => void): Promise<void> }
type Published = [interviewId: string, item: FeedItem]
type Letter = { from: string; items: Published[] }

/** What Postgres takes in one notification is 8000 bytes. */
const MOST_BYTES = 7500
/** Each notification is a commit of its own, so that a busy node sends what gathered meanwhile as one. */
const PAUSE_MS = 20

/**
 * A feed that the listeners on other nodes hear as well. Nobody waits for them: what does not get through, such as while
 * the line is down, they find in the store when they next look.
 */
export async function shareFeed(feed: Feed, line: Line, log: Log): Promise<Feed> {
  const from = randomUUID()
  const due: Published[] = []
  let sending = false
  await line.listen((text) => {
    // Whoever else uses the database may say anything on its channels.
    try {
      const letter = JSON.parse(text) as Letter
      if (letter.from !== from) for (const [id, item] of letter.items) feed.publish(id, item)
    } catch (error) {
      log.warn({ cause: reasonOf(error) }, 'a notification was none of ours')
    }
  })
  const send = async () => {
    if (sending) return
    sending = true
    try {
      while (due.length > 0) {
        const text = letterOf(from, due)
        if (text !== null) await line.send(text)
        await sleep(PAUSE_MS, undefined, { ref: false })
      }
    } catch (error) {
      due.length = 0
      log.warn({ cause: reasonOf(error) }, 'other nodes hear of this later')
    } finally {
      sending = false
    }
  }
  return {
    subscribe: feed.subscribe,
    publish(id, item) {
      feed.publish(id, item)
      due.push([id, item.type === 'stored' ? { type: item.type, seq: item.seq } : item])
      void send()
    },
  }
}

/** Takes off the list as much as fits into one text; null where the first alone does not, which is left out. */
function letterOf(from: string, due: Published[]): string | null {
  const items: Published[] = []
  let text: string | null = null
  for (let next = due[0]; next; next = due[0]) {
    items.push(next)
    const longer = JSON.stringify({ from, items } satisfies Letter)
    if (Buffer.byteLength(longer) > MOST_BYTES) {
      if (text === null) due.shift()
      return text
    }
    text = longer
    due.shift()
  }
  return text
}
