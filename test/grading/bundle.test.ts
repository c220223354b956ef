import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { bundleOf, canonical } from '../../src/grading/bundle.ts'
import { hashOf, sha256 } from '../../src/services/hash.ts'
import { ID, makeBundle, makeParts } from './make-bundle.ts'

/** The same value with the keys of every object the other way round. */
const reversed = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(reversed)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, field]) => [key, reversed(field)]),
  )
}

describe('canonical JSON', () => {
  it('sorts keys at every depth, keeps the order of lists and has no spaces', () => {
    expect(canonical({ b: [{ z: 1, a: 'x "y"' }, null], a: true })).toBe(
      '{"a":true,"b":[{"a":"x \\"y\\"","z":1},null]}',
    )
  })

  it('leaves out what JSON leaves out', () => {
    expect(canonical({ b: undefined, a: 1, c: [undefined] })).toBe('{"a":1,"c":[null]}')
  })

  it('is JSON of the same value, whatever the order of the keys', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(JSON.parse(canonical(value))).toEqual(JSON.parse(JSON.stringify(value)))
        expect(canonical(reversed(value))).toBe(canonical(value))
      }),
    )
  })

  it('tells lone halves of a pair apart, which bytes of UTF-8 would not', () => {
    expect(canonical('\ud800')).not.toBe(canonical('\ud801'))
    expect(sha256(canonical('\ud800'))).not.toBe(sha256(canonical('\ud801')))
  })
})

describe('a bundle', () => {
  it('leaves the system message and the tailoring out of the opening, and nothing else anywhere', () => {
    const parts = makeParts()
    const { events, runs, rubric } = makeBundle(parts)
    const [opened, ...rest] = parts.events
    expect(opened).toMatchObject({ system: expect.any(String), tailoring: expect.any(Object) })
    const { system: _, tailoring: __, ...told } = opened as Record<string, unknown>
    expect(events[0]?.event).toEqual(told)
    expect(JSON.stringify(events)).not.toContain('Ermentrude')
    expect(events.slice(1).map((it) => it.event)).toEqual(rest)
    expect(runs.map((it) => it.run)).toEqual(parts.runs)
    expect(runs[0]?.run.grades.some((it) => it.raw.length === 3)).toBe(true)
    expect(rubric).toEqual(parts.rubric)
  })

  it('chains every event to the one before, and the runs to the last event', () => {
    const { events, runs } = makeBundle()
    expect(events[0]?.hash).toBe(sha256(canonical(events[0]?.event)))
    expect(events[1]?.hash).toBe(sha256(`${events[0]?.hash}${canonical(events[1]?.event)}`))
    const { hash, ...first } = runs[0] ?? { hash: '' }
    expect(hash).toBe(sha256(`${events.at(-1)?.hash}${canonical(first)}`))
    expect(new Set([...events, ...runs].map((it) => it.hash)).size).toBe(events.length + runs.length)
  })

  it('is the same from a store that orders keys otherwise', () => {
    const { rubric, events, runs } = makeParts()
    const held = { interview: ID, rubric, rubricHash: hashOf(rubric), codeVersion: '1' }
    const turned = { events: reversed(events) as typeof events, runs: reversed(runs) as typeof runs }
    expect(bundleOf({ ...held, ...turned }, sha256)).toEqual(bundleOf({ ...held, events, runs }, sha256))
  })

  it('says what the grades of each run come to', () => {
    const [graded, failed] = makeBundle().runs
    expect(graded?.totals).toMatchObject({ total: expect.any(Number), counted: 2 })
    expect(graded?.totals.leftOut.map((it) => it.criterion)).toEqual(['delivery'])
    expect(failed?.totals).toMatchObject({ counted: 1 })
  })

  it('of an interview that is not graded yet has its seal all the same', () => {
    const { runs, seal } = makeBundle({ ...makeParts(), runs: [] })
    expect(runs).toEqual([])
    expect(seal).toMatch(/^[0-9a-f]{64}$/)
  })
})
