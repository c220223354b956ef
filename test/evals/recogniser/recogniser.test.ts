import { readFile } from 'node:fs/promises'
import { describe, expect, it } from 'vitest'
import { figuresOf, hearOwn, hearSet } from './measure.ts'

const sets = { development: await hearSet('development'), 'held-out': await hearSet('held-out') }

describe('the sentences that the recogniser is measured on', () => {
  it('are three hundred held out and more, near misses in every manner among them', () => {
    const held = sets['held-out']
    expect(held.length).toBeGreaterThanOrEqual(300)
    expect(new Set(held.map((it) => it.kind)).size).toBe(9)
    expect(held.filter((it) => it.shows.length === 0).length).toBeGreaterThan(held.length * 0.4)
    for (const it of held) expect(it.kind === 'plain', it.says).toBe(it.shows.length > 0)
  })

  it('are different ones in both sets', () => {
    const known = new Set(sets.development.map((it) => it.says))
    expect(sets['held-out'].filter((it) => known.has(it.says))).toEqual([])
  })
})

describe('its published figures', () => {
  it.each(['development', 'held-out'] as const)('are what it reaches on the %s set', async (name) => {
    const { sentences, precision, recall, nearMisses, fooled } = figuresOf(sets[name])
    const row = `| ${name} | ${sentences} | ${precision.toFixed(2)} | ${recall.toFixed(2)} | ${fooled} of ${nearMisses} |`
    expect(await readFile('docs/interviewing.md', 'utf8')).toContain(row)
  })

  it("hold on the rubrics' own sentences without exception", async () => {
    const own = await hearOwn()
    expect(own.wanted).toBeGreaterThan(400)
    expect([own.right, own.wrong]).toEqual([own.wanted, 0])
  })
})
