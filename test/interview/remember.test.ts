import { describe, expect, it } from 'vitest'
import { onceFor, recently } from '../../src/interview/remember.ts'

describe('recently', () => {
  const asked = (most: number) => {
    const worked: string[] = []
    const work = recently(most, (text) => {
      worked.push(text)
      return text.toUpperCase()
    })
    return { work, worked }
  }

  it('works a text out once, and answers the same', () => {
    const { work, worked } = asked(500)
    expect([work('one'), work('two'), work('one')]).toEqual(['ONE', 'TWO', 'ONE'])
    expect(worked).toEqual(['one', 'two'])
  })

  it('keeps no more characters than it may, the latest asked for', () => {
    const { work, worked } = asked(406)
    for (const text of ['one', 'two', 'one', 'six', 'one', 'two']) work(text)
    expect(worked).toEqual(['one', 'two', 'six', 'two'])
  })

  it('keeps one text that is longer than all it may keep, until the next', () => {
    const { work, worked } = asked(2)
    expect([work('three'), work('three'), work('no'), work('three')]).toEqual(['THREE', 'THREE', 'NO', 'THREE'])
    expect(worked).toEqual(['three', 'no', 'three'])
  })
})

describe('onceFor', () => {
  it('works out once for each object, null and undefined too', () => {
    let times = 0
    const work = onceFor((_: object) => {
      times++
      return null
    })
    const [one, other] = [{}, {}]
    expect([work(one), work(other), work(one)]).toEqual([null, null, null])
    expect(times).toBe(2)
  })
})
