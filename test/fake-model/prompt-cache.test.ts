import { expect, test } from 'vitest'
import { PromptCache } from '../../src/fake-model/prompt-cache.ts'

const said = (...contents: string[]) => contents.map((content) => ({ role: 'user', content }))
/** A message of so many tokens: four characters to each, those around it included. */
const tokens = (count: number, of: string) => of.repeat(count * 4 - 'user\n\n'.length)

test('a first prompt is all fresh; one that extends it reads it from the cache', () => {
  const cache = new PromptCache()
  expect(cache.take(said(tokens(50, 'a')))).toEqual({ promptTokens: 50, cachedTokens: 0 })
  expect(cache.take(said(tokens(50, 'a'), tokens(10, 'b')))).toEqual({ promptTokens: 60, cachedTokens: 50 })
  expect(cache.take(said(tokens(50, 'a'), tokens(10, 'b')))).toEqual({ promptTokens: 60, cachedTokens: 60 })
})

test('interviews side by side do not take the cache from one another', () => {
  const cache = new PromptCache()
  const letters = [...'abcdefghij']
  for (const it of letters) cache.take(said(tokens(20, it)))
  for (const it of letters)
    expect(cache.take(said(tokens(20, it), tokens(5, it)))).toEqual({ promptTokens: 25, cachedTokens: 20 })
})

test('what was long ago is forgotten, and a long interview is not: its latest prompt stands for all', () => {
  const cache = new PromptCache()
  cache.take(said(tokens(20, 'z')))
  const turns = Array.from({ length: 15 }, () => tokens(9, 'a'))
  for (let count = 1; count <= turns.length; count++) cache.take(said(...turns.slice(0, count)))
  expect(cache.take(said(tokens(20, 'z'))).cachedTokens).toBe(20)
  for (const it of 'bcdefghijklmnopqrs') cache.take(said(tokens(20, it)))
  expect(cache.take(said(tokens(20, 'z'))).cachedTokens).toBeLessThan(5)
})
