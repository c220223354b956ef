import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { leftOpen } from '../../../src/interview/hearing/left-open.ts'

const AND = 'A worker reads the queue and writes batches to a table.'

describe('what a candidate left open', () => {
  it.each([
    [`${AND} Not sure about the analytics after that, to be honest.`, 'Not sure about the analytics after that'],
    [`${AND} I'm not sure that works at that size.`, "I'm not sure that works at that size"],
    [`I've honestly never gone past a check there. ${AND}`, "I've honestly never gone past a check there"],
    [`${AND} I haven't thought about two regions.`, "I haven't thought about two regions"],
    [`${AND} I don't think I would notice, currently.`, "I don't think I would notice, currently"],
    [`As it stands that's nothing anyone would see. ${AND}`, "As it stands that's nothing anyone would see"],
    [`${AND} I have no idea how Redis splits that.`, 'I have no idea how Redis splits that'],
  ])('is a doubt that they admit: %s', (text, quote) => {
    expect(leftOpen(text)).toEqual({ kind: 'doubt', quote })
  })

  it.each([
    [`Redis doesn't go down, honestly. ${AND}`, "Redis doesn't go down, honestly"],
    [`${AND} Having said that, Redis is basically never down.`, 'Redis is basically never down'],
    [`${AND} That never happens in practice.`, 'That never happens in practice'],
    [`${AND} I wouldn't spend design time on that.`, "I wouldn't spend design time on that"],
    [`${AND} That's just a config thing.`, "That's just a config thing"],
    [`${AND} Our broker won’t break.`, 'Our broker won’t break'],
  ])('is a risk that they wave away: %s', (text, quote) => {
    expect(leftOpen(text)).toEqual({ kind: 'dismissal', quote })
  })

  it.each([
    "I don't know.",
    "I'm not sure.",
    AND,
    `${AND} The reconciler makes sure that we never lose messages.`,
    `${AND} If the shard doesn't go down we are done.`,
    `${AND} It must never fail half-way.`,
    `${AND} A second charge can't happen, since the key is unique.`,
    `${AND} We never lose an order.`,
    `${AND} A refusal doesn't fail the whole batch.`,
    `${AND} Are you sure that never happens?`,
    `${AND} We can't be sure that it arrived, so we ask the provider.`,
    `${AND} To be sure, each row has its own key.`,
    `${AND} The job runs until it is certain that the file is there.`,
    '',
  ])('is nothing in: %s', (text) => {
    expect(leftOpen(text)).toBeNull()
  })

  it('is quoted from what was said, without what could break a quotation, and not at length', () => {
    const long = `I'm not sure ${'and more '.repeat(40)}`
    expect(leftOpen(`${AND} ${long}.`)?.quote.split(' ').length).toBeLessThanOrEqual(14)
    expect(leftOpen(`${AND} I'm not sure the "<b>{{x}}" holds.`)?.quote).not.toMatch(/["<>{}]/)
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom('not sure', 'it', 'never fails', '. ', ', ', '"', '\n', '😀', '{{a}}')),
        (parts) => {
          const text = parts.join(' ')
          const found = leftOpen(text)
          if (found)
            expect(text.replace(/["<>{}`[\]#*]|\s+/g, ' ').replace(/ +/g, ' ')).toContain(
              found.quote.replace(/ +/g, ' '),
            )
        },
      ),
    )
  })

  it('is the last of several', () => {
    expect(leftOpen(`I'm not sure about the cache. Redis never fails. ${AND}`)?.kind).toBe('dismissal')
  })
})
