import { describe, expect, test } from 'vitest'
import { beginSending, delivered, isAnswered, readDraft, takeBack } from '../../web/src/room/draft.ts'
import { makeTurn } from './make.ts'

describe('a draft', () => {
  test('keeps key and words together from before it is sent until it is taken', () => {
    const sending = beginSending({ text: 'my answer', sending: null }, 'key-1', 4)
    expect(readDraft(JSON.stringify(sending))).toEqual({
      text: '',
      sending: { key: 'key-1', text: 'my answer', after: 4 },
    })
    expect(delivered(sending, 'key-1')).toEqual({ text: '', sending: null })
  })

  test('does not take the delivery of another turn for its own', () => {
    const sending = beginSending({ text: 'second', sending: null }, 'key-2', 6)
    expect(delivered(sending, 'key-1')).toBe(sending)
  })

  test('gets a refused turn back before what was written since', () => {
    const sending = beginSending({ text: 'first', sending: null }, 'key-1', 4)
    expect(takeBack({ ...sending, text: 'and more' })).toEqual({ text: 'first\nand more', sending: null })
    expect(takeBack({ text: 'nothing under way', sending: null }).text).toBe('nothing under way')
  })

  test('is answered when its own words stand with a reply after them, and not before', () => {
    const { sending } = beginSending({ text: 'yes', sending: null }, 'key-1', 4)
    if (sending === null) throw new Error('nothing is being sent')
    const before = [makeTurn(3, 'candidate', 'yes'), makeTurn(4, 'interviewer')]
    expect(isAnswered(sending, before)).toBe(false)
    expect(isAnswered(sending, [...before, makeTurn(5, 'candidate', 'yes')])).toBe(false)
    expect(isAnswered(sending, [...before, makeTurn(5, 'candidate', 'other'), makeTurn(6, 'interviewer')])).toBe(false)
    expect(isAnswered(sending, [...before, makeTurn(5, 'candidate', 'yes'), makeTurn(6, 'interviewer')])).toBe(true)
  })

  test.each([null, '', '{', '[]', '"text"', '{"text":3,"sending":{"key":1}}'])('reads %j as empty', (stored) => {
    expect(readDraft(stored)).toEqual({ text: '', sending: null })
  })
})
