import { describe, expect, it } from 'vitest'
import { isPlain, loadOf, marksOf } from '../../../src/interview/numbers/scope.ts'

describe('loadOf', () => {
  it.each([
    ['on average', ['average']],
    ['on a normal day', ['average']],
    ['every day', ['average']],
    ['it is spread over the day', ['average']],
    ['at peak', ['peak']],
    ['in the sale', ['peak']],
    ['in the worst minute', ['peak']],
    ['on black friday', ['peak']],
    ['at peak and on average', ['average', 'peak']],
    ['we have', []],
    ['speaking of peaked caps', []],
    ['', []],
  ])('%s', (words, marks) => {
    expect(loadOf(words)).toEqual(marks)
  })
})

describe('marksOf', () => {
  it.each([
    ['so we have about', []],
    ['we expect on average', ['average']],
    ['at most', ['most']],
    ['no more than', ['most']],
    ['under', ['most']],
    ['more than', ['least']],
    ['at least', ['least']],
    ['all over', ['qualified']],
    ['we can handle', ['limit']],
    ['each node takes', ['limit', 'each', 'qualified']],
    ['we have in europe', ['qualified']],
    ['on average at peak', ['average', 'peak', 'qualified']],
    ['we have 7', ['qualified']],
    ['', []],
  ])('%s', (words, marks) => {
    expect(marksOf(words, '')).toEqual(marks)
  })

  it('takes the subject itself for no more than it is', () => {
    expect(marksOf('we have active users', '')).toEqual(['qualified'])
    expect(marksOf('we have active users', 'active users')).toEqual([])
  })
})

describe('isPlain', () => {
  it('knows the words that narrow nothing, and those it is given', () => {
    expect(isPlain('so that is roughly', '')).toBe(true)
    expect(isPlain('the cache', '')).toBe(false)
    expect(isPlain('the cache', 'cache')).toBe(true)
    expect(isPlain('', '')).toBe(true)
  })
})
