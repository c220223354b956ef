import type { Case } from './case.ts'

/** Cases whose id holds a text, and of them so many, taken evenly from first to last; all, where neither is given. */
export function choose(cases: readonly Case[], { only = '', limit = cases.length }): Case[] {
  const named = cases.filter((it) => it.id.includes(only))
  const step = Math.max(1, named.length / limit)
  return named.filter((_, i) => Math.floor(i / step) !== Math.floor((i - 1) / step))
}
