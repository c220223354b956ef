import { describe, expect, it } from 'vitest'
import { openFeed } from '../../../src/adapters/feed/open-feed.ts'
import type { FeedItem } from '../../../src/ports/world.ts'

const say = (part: number, text: string, seq = 3): FeedItem => ({ type: 'say', seq, part, text })
const stored = (seq: number): FeedItem => ({ type: 'stored', seq })

describe('the feed', () => {
  it('tells everybody who listens to an interview, and nobody else', () => {
    const feed = openFeed()
    const one: FeedItem[] = []
    const two: FeedItem[] = []
    const other: FeedItem[] = []
    feed.subscribe('a', (item) => one.push(item))
    feed.subscribe('a', (item) => two.push(item))
    feed.subscribe('b', (item) => other.push(item))
    feed.publish('a', say(1, 'Hello.'))
    feed.publish('a', stored(3))
    expect(one).toEqual([say(1, 'Hello.'), stored(3)])
    expect(two).toEqual(one)
    expect(other).toEqual([])
  })

  it('tells who comes late what was said of the turn under way, and nothing of a turn that is stored', () => {
    const feed = openFeed()
    feed.publish('a', say(1, 'First.'))
    feed.publish('a', say(2, 'Second.'))
    const heard: FeedItem[] = []
    feed.subscribe('a', (item) => heard.push(item))
    feed.publish('a', say(3, 'Third.'))
    expect(heard).toEqual([say(1, 'First.'), say(2, 'Second.'), say(3, 'Third.')])

    feed.publish('a', stored(3))
    const late: FeedItem[] = []
    feed.subscribe('a', (item) => late.push(item))
    expect(late).toEqual([])
  })

  it('forgets a turn that was never stored when it is spoken again', () => {
    const feed = openFeed()
    feed.publish('a', say(1, 'Lost.'))
    feed.publish('a', say(2, 'Lost too.'))
    feed.publish('a', say(1, 'Again.'))
    const heard: FeedItem[] = []
    feed.subscribe('a', (item) => heard.push(item))
    expect(heard).toEqual([say(1, 'Again.')])
  })

  it('stops telling who has gone, however often they say so, and goes on telling who came since', () => {
    const feed = openFeed()
    const gone: FeedItem[] = []
    const here: FeedItem[] = []
    const leave = feed.subscribe('a', (item) => gone.push(item))
    leave()
    feed.subscribe('a', (item) => here.push(item))
    leave()
    feed.publish('a', stored(1))
    expect(gone).toEqual([])
    expect(here).toEqual([stored(1)])
  })

  it('lets one leave while being told', () => {
    const feed = openFeed()
    const heard: string[] = []
    const leave = feed.subscribe('a', () => {
      heard.push('first')
      leave()
    })
    feed.subscribe('a', () => heard.push('second'))
    feed.publish('a', stored(1))
    feed.publish('a', stored(2))
    expect(heard).toEqual(['first', 'second', 'second'])
  })

  it('is not stopped by a listener that fails', () => {
    const warnings: unknown[] = []
    const log = { info: () => {}, warn: (fields: unknown) => warnings.push(fields), error: () => {} }
    const feed = openFeed(log)
    const heard: FeedItem[] = []
    feed.subscribe('a', () => {
      throw new Error('closed')
    })
    feed.subscribe('a', (item) => heard.push(item))
    expect(() => feed.publish('a', stored(1))).not.toThrow()
    expect(heard).toEqual([stored(1)])
    expect(warnings).toEqual([{ interview: 'a', cause: 'Error: closed' }])
  })
})
