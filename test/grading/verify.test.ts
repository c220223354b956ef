import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Bundle } from '../../src/grading/bundle.ts'
import type { Attempt, Run } from '../../src/grading/grade.ts'
import { settle } from '../../src/grading/settle.ts'
import { verifyBundle } from '../../src/grading/verify.ts'
import { hashOf, sha256 } from '../../src/services/hash.ts'
import { criterionOf } from './make.ts'
import { makeBundle, makeMixedParts, makeParts, sealAgain } from './make-bundle.ts'

const SOUND = JSON.stringify(makeBundle())
const sound = (): Bundle => JSON.parse(SOUND)
const verify = (bundle: unknown) => verifyBundle(bundle, sha256)
const pathsOf = (bundle: unknown) => verify(bundle).map((it) => it.path)

/** Ways into a value: to its leaves, to empty lists and objects, or to everything in it. */
function pathsIn(value: unknown, which: 'leaves' | 'all'): string[][] {
  if (typeof value !== 'object' || value === null) return [[]]
  const within = Object.entries(value).flatMap(([key, it]) => pathsIn(it, which).map((path) => [key, ...path]))
  return which === 'all' || within.length === 0 ? [[], ...within] : within
}

type Holder = Record<string, unknown>
const holderOf = (root: unknown, path: string[]): Holder =>
  path.slice(0, -1).reduce((it, key) => it[key] as Holder, root as Holder)

const LEAVES = pathsIn(sound(), 'leaves')
const ALL = pathsIn(sound(), 'all').filter((path) => path.length > 0)

/** Another value of the same kind. */
function other(value: unknown): unknown {
  if (typeof value === 'string') return `${value} `
  if (typeof value === 'number') return value + 1
  if (typeof value === 'boolean') return !value
  return value === null ? 0 : ['one more']
}

describe('a sound bundle', () => {
  it('has no flaw', () => {
    expect(verify(sound())).toEqual([])
  })

  it('has none either when a store or a tool orders the keys of events and runs otherwise', () => {
    const turn = <T extends object>(it: T) => Object.fromEntries(Object.entries(it).reverse())
    const { events, runs, ...head } = sound()
    const turned = {
      runs: runs.map(({ run, ...it }) => turn({ ...it, run: turn(run) })),
      events: events.map(({ event, hash }) => ({ hash, event: turn(event) })),
    }
    expect(verify({ ...turned, ...turn(head) })).toEqual([])
  })

  it('has none without a run, or with one half-way', () => {
    const parts = makeParts()
    const [run] = parts.runs
    expect(verify(makeBundle({ ...parts, runs: [] }))).toEqual([])
    const half: Run[] = run ? [{ ...run, status: 'grading', grades: run.grades.slice(1) }] : []
    expect(half).toHaveLength(1)
    expect(verify(makeBundle({ ...parts, runs: half }))).toEqual([])
  })

  it('sealed again as it is stays the same', () => {
    expect(JSON.stringify(sealAgain(sound()))).toBe(SOUND)
  })
})

describe('any change', () => {
  it('of a string, number, yes or null is noticed, wherever it stands', { timeout: 60_000 }, () => {
    expect(LEAVES.length).toBeGreaterThan(500)
    const unnoticed = LEAVES.filter((path) => {
      const bundle = sound()
      const holder = holderOf(bundle, path)
      const key = path.at(-1) ?? ''
      holder[key] = other(holder[key])
      return verify(bundle).length === 0
    })
    expect(unnoticed).toEqual([])
  })

  it('to any other JSON is noticed, and nothing makes it throw', { timeout: 60_000 }, () => {
    fc.assert(
      fc.property(fc.constantFrom(...ALL), fc.jsonValue(), (path, value) => {
        const bundle = sound()
        const holder = holderOf(bundle, path)
        const key = path.at(-1) ?? ''
        fc.pre(JSON.stringify(holder[key]) !== JSON.stringify(value))
        holder[key] = value
        expect(verify(bundle).length).toBeGreaterThan(0)
      }),
      { numRuns: 300 },
    )
  })

  it('that leaves something out, or adds something, is noticed', { timeout: 60_000 }, () => {
    const unnoticed = ALL.filter((path) => {
      const [less, more] = [sound(), sound()]
      const holder = holderOf(less, path)
      const key = path.at(-1) ?? ''
      if (Array.isArray(holder)) holder.splice(Number(key), 1)
      else delete holder[key]
      const beside = holderOf(more, path)
      if (Array.isArray(beside)) beside.push(beside[Number(key)])
      else beside[`${key}-2`] = 1
      return verify(less).length === 0 || verify(more).length === 0
    })
    expect(unnoticed).toEqual([])
  })

  it('of one event is named there and not to the end of the chain', () => {
    const bundle = sound()
    const spoke = bundle.events[4]?.event
    if (spoke?.type !== 'candidate-spoke') throw new Error('the fifth event is the candidate speaking')
    spoke.text = `${spoke.text} Or two.`
    expect(pathsOf(bundle)).toEqual(['events.4.hash'])
  })

  it('of the order of the rubric, which its hash covers, is named', () => {
    const { rubric, ...rest } = sound()
    expect(pathsOf({ ...rest, rubric: Object.fromEntries(Object.entries(rubric).reverse()) })).toEqual(['rubric'])
  })

  it('that ends it early is noticed though the chain up to there holds', () => {
    const {
      runs: [newest],
      ...rest
    } = sound()
    expect(pathsOf({ ...rest, runs: [newest] })).toEqual(['seal'])
  })
})

describe('what is no bundle', () => {
  it.each([[null], [undefined], [1], ['text'], [[]], [{}], [{ format: 'something-else', version: 1 }]])(
    '%j',
    (given) => {
      expect(verify(given)).toEqual([{ path: 'format', says: expect.stringContaining('interlocutor export') }])
    },
  )

  it.each([2, 0, '1', null])('version %j is said to be another version, and nothing more', (version) => {
    expect(verify({ ...sound(), version })).toEqual([{ path: 'version', says: expect.stringContaining('version 1') }])
  })

  it('a shape that does not fit is named by path', () => {
    const { seal: _, ...rest } = sound()
    expect(pathsOf(rest)).toEqual(['seal'])
    expect(pathsOf({ ...sound(), more: 1 })).toEqual([''])
    expect(pathsOf({ ...sound(), events: [] })).toEqual(['events'])
  })

  it('nested too deep to read is a flaw, not a crash', () => {
    const deep = JSON.parse(`${'['.repeat(50_000)}${']'.repeat(50_000)}`)
    const bundle = sound() as unknown as { events: { event: Holder }[] }
    for (const { event } of bundle.events) event.deep = deep
    expect(verify(bundle).length).toBeGreaterThan(0)
  })
})

/** Forged with every hash and total made anew. */
function forged(change: (bundle: Bundle) => void): string[] {
  const bundle = sound()
  change(bundle)
  return pathsOf(sealAgain(bundle))
}

const gradeIn = (bundle: Bundle, criterion: string) => {
  const at = bundle.runs[0]?.run.grades.findIndex((it) => it.criterion === criterion) ?? -1
  const grade = bundle.runs[0]?.run.grades[at]
  if (!grade) throw new Error(`no grade of ${criterion}`)
  return grade
}

describe('a forger who makes all hashes anew is given away by', () => {
  it('a level above what the samples under the cap give', () => {
    expect(forged((it) => Object.assign(gradeIn(it, 'storage'), { level: 4 }))).toEqual([
      'runs.0.run.grades.2.level',
      'runs.0.run.grades.2.level',
    ])
    expect(forged((it) => Object.assign(gradeIn(it, 'requirements'), { level: 3 }))).toEqual([
      'runs.0.run.grades.0.level',
    ])
  })

  it('a cap or an exposure that the hints in the transcript do not give', () => {
    expect(forged((it) => Object.assign(gradeIn(it, 'storage'), { cap: 4, level: 4 }))).toEqual([
      'runs.0.run.grades.2.cap',
    ])
    expect(forged((it) => Object.assign(gradeIn(it, 'storage'), { exposure: 'volunteered' }))).toEqual([
      'runs.0.run.grades.2.exposure',
    ])
  })

  it("a quote that is not what stands there, or is the interviewer's", () => {
    const quote = (it: Bundle) => gradeIn(it, 'storage').quotes[0] ?? {}
    const path = 'runs.0.run.grades.2.quotes'
    expect(forged((it) => Object.assign(quote(it), { text: 'a queue between the DEPOTS' }))).toEqual([
      `${path}.0.text`,
      path,
    ])
    expect(forged((it) => Object.assign(quote(it), { turn: 4 }))).toContain(`${path}.0.turn`)
    expect(forged((it) => Object.assign(quote(it), { start: 0, end: 0, text: '' }))).toContain(`${path}.0.text`)
    const words = { start: 0, end: 17, text: 'There is a queue ' }
    expect(forged((it) => Object.assign(quote(it), words))).toEqual([path])
  })

  it('words of a flag that were not said', () => {
    const flag = (it: Bundle) => it.runs[0]?.run.heard?.flags[0]
    const path = 'runs.0.run.heard.flags'
    expect(forged((it) => Object.assign(flag(it)?.quotes[0] ?? {}, { text: 'We guess' }))).toEqual([
      `${path}.0.quotes.0.text`,
      path,
    ])
    expect(forged((it) => Object.assign(flag(it) ?? {}, { id: 'rude' }))).toEqual([`${path}.0.id`, path])
    expect(forged((it) => it.runs[0]?.run.heard?.flags.pop())).toEqual([path])
    expect(forged((it) => flag(it)?.quotes.pop())).toEqual([`${path}.0.quotes`])
  })

  it('words of an attempt that were not said, or an attempt that the model heard and that is hushed up', () => {
    const attempts = (it: Bundle) => it.runs[0]?.run.heard?.attempts ?? []
    const path = 'runs.0.run.heard.attempts'
    expect(attempts(sound()).map((it) => it.by)).toEqual(['phrases', 'model'])
    expect(forged((it) => Object.assign(attempts(it)[0] ?? {}, { text: 'Thank you' }))).toEqual([`${path}.0.text`])
    expect(forged((it) => attempts(it).pop())).toEqual([path])
  })

  it('an attempt made up so that evidence is set aside, or a graded run that says nothing of what was heard', () => {
    const quote = gradeIn(sound(), 'requirements').quotes[0]
    expect(forged((it) => it.runs[0]?.run.heard?.attempts.unshift({ ...(quote as Attempt), by: 'phrases' }))).toContain(
      'runs.0.run.grades.0.quotes',
    )
    expect(forged((it) => Object.assign(it.runs[0]?.run ?? {}, { heard: null }))).toEqual(['runs.0.run.heard'])
  })

  it('a level withheld as manipulation where the answers give one', () => {
    const given = { level: null, abstained: 'suspected_manipulation' }
    expect(forged((it) => Object.assign(gradeIn(it, 'requirements'), given))).toEqual([
      'runs.0.run.grades.0.level',
      'runs.0.run.grades.0.abstained',
    ])
  })

  it("samples or points that are not those in the model's answers", () => {
    expect(forged((it) => Object.assign(gradeIn(it, 'requirements'), { samples: [4, 4, 4], spread: 0 }))).toEqual([
      'runs.0.run.grades.0.samples',
    ])
    expect(forged((it) => Object.assign(gradeIn(it, 'requirements').points[0] ?? {}, { shown: false }))).toEqual([
      'runs.0.run.grades.0.points',
    ])
    expect(forged((it) => Object.assign(gradeIn(it, 'requirements').points[0] ?? {}, { id: 'charm' }))).toContain(
      'runs.0.run.grades.0.points.0.id',
    )
    expect(forged((it) => Object.assign(gradeIn(it, 'requirements'), { spread: 0 }))).toEqual([
      'runs.0.run.grades.0.spread',
    ])
  })

  it('a level above the lowest, or a point, with no words behind it, whoever graded', () => {
    const phrases = { samples: [3], spread: 0, raw: [''], quotes: [] }
    const bare = (more: object) =>
      forged((it) => {
        Object.assign(it.runs[0]?.run ?? {}, { grader: 'scripted' })
        Object.assign(gradeIn(it, 'requirements'), phrases, more)
      })
    expect(bare({ level: 3 })).toContain('runs.0.run.grades.0.quotes')
    expect(bare({ level: 1, samples: [1] })).toContain('runs.0.run.grades.0.quotes')
    expect(bare({ level: 1, samples: [1], points: [] })).toEqual([])
  })

  it('a level withheld, or given where nothing was asked', () => {
    expect(forged((it) => Object.assign(gradeIn(it, 'storage'), { level: null }))).toEqual([
      'runs.0.run.grades.2.level',
      'runs.0.run.grades.2.abstained',
    ])
    for (const abstained of ['low_confidence', 'not_reached', 'grader_failed'])
      expect(forged((it) => Object.assign(gradeIn(it, 'storage'), { level: null, abstained })).length).toBeGreaterThan(
        0,
      )
    const given = { level: 4, abstained: null, samples: [4], raw: [''] }
    expect(forged((it) => Object.assign(gradeIn(it, 'delivery'), given))).toEqual([
      'runs.0.run.grades.1.exposure',
      'runs.0.run.grades.1.quotes',
      'runs.0.run.grades.1.raw.0',
    ])
    const volunteered = { ...given, exposure: 'volunteered' }
    expect(forged((it) => Object.assign(gradeIn(it, 'delivery'), volunteered))).toEqual([
      'runs.0.run.grades.1.quotes',
      'runs.0.run.grades.1.raw.0',
    ])
    const empty = { ...volunteered, raw: ['{"quotes":[],"points":[],"level":1}'], samples: [1], level: 1 }
    expect(forged((it) => Object.assign(gradeIn(it, 'delivery'), empty))).toEqual([
      'runs.0.run.grades.1.samples',
      'runs.0.run.grades.1.abstained',
    ])
  })

  it('a criterion left out, twice, or not of this rubric', () => {
    expect(forged((it) => it.runs[0]?.run.grades.pop())).toEqual(['runs.0.run.grades'])
    expect(forged((it) => it.runs[0]?.run.grades.push(gradeIn(it, 'storage')))).toEqual([
      'runs.0.run.grades.3.criterion',
    ])
    expect(forged((it) => Object.assign(gradeIn(it, 'storage'), { criterion: 'charm' }))).toEqual([
      'runs.0.run.grades',
      'runs.0.run.grades.2.criterion',
    ])
  })

  it('a run of another interview or rubric, or the same one twice', () => {
    expect(forged((it) => Object.assign(it.runs[0]?.run ?? {}, { interviewId: 'x', rubricHash: 'y' }))).toEqual([
      'runs.0.run.interviewId',
      'runs.0.run.rubricHash',
    ])
    expect(forged((it) => it.runs.push(structuredClone(it.runs[1] ?? it.runs[0]) as Bundle['runs'][0]))).toEqual([
      'runs.2.run.id',
    ])
  })

  it('a rubric that is not the one the interview was opened under', () => {
    const paths = forged((it) => {
      it.rubric.problem.criteria[0]?.points.reverse()
      it.rubricHash = hashOf(it.rubric)
    })
    expect(paths).toContain('events.0.event.rubricHash')
    expect(paths).toContain('runs.0.run.rubricHash')
  })

  it('an event that is missing, out of place, or after the end', () => {
    const gap = forged((it) => it.events.splice(4, 1))
    expect(gap).toContain('events.4.event.seq')
    expect(gap).toContain('events.4.event')
    expect(forged((it) => it.events.pop())).toEqual(['events'])
    expect(forged((it) => it.events.shift())).toEqual(['events.0.event.type'])
    expect(
      forged((it) =>
        it.events.push({ event: { type: 'interview-paused', at: 0, seq: it.events.length + 1 }, hash: '' }),
      ),
    ).toEqual([expect.stringMatching(/^events\.\d+\.event$/)])
  })

  it('a total that the grades do not come to', () => {
    const bundle = sound()
    Object.assign(bundle.runs[0]?.totals ?? {}, { total: 4 })
    expect(pathsOf(bundle)).toEqual(['runs.0.hash', 'runs.0.totals'])
  })
})

describe('a run by another version of the rubric', () => {
  const MIXED = JSON.stringify(makeBundle(makeMixedParts()))
  const mixed = (): Bundle => JSON.parse(MIXED)
  const forgedMixed = (change: (bundle: Bundle) => void) => {
    const bundle = mixed()
    change(bundle)
    return pathsOf(sealAgain(bundle))
  }
  const gradeOf = (it: Bundle, criterion: string) =>
    it.runs[0]?.run.grades.find((grade) => grade.criterion === criterion) ?? {}

  it('is sound beside that version, and is counted by its weights', () => {
    const bundle = mixed()
    expect(verify(bundle)).toEqual([])
    expect(bundle.otherRubrics?.map((it) => it.rubricHash)).toEqual([bundle.runs[0]?.run.rubricHash])
    expect(bundle.runs[0]?.run.rubricHash).not.toBe(bundle.rubricHash)
    expect(JSON.stringify(sealAgain(mixed()))).toBe(MIXED)
  })

  it('is given away by any change to that version', { timeout: 60_000 }, () => {
    const leaves = pathsIn(mixed().otherRubrics, 'leaves')
    expect(leaves.length).toBeGreaterThan(100)
    const unnoticed = leaves.filter((path) => {
      const bundle = mixed()
      const holder = holderOf(bundle.otherRubrics, path)
      const key = path.at(-1) ?? ''
      holder[key] = other(holder[key])
      return verify(bundle).length === 0
    })
    expect(unnoticed).toEqual([])
  })

  it('needs that version and no other, and none twice', () => {
    const { otherRubrics = [], ...rest } = mixed()
    expect(pathsOf(rest)).toEqual(['runs.0.run.rubricHash'])
    expect(pathsOf({ ...rest, otherRubrics: [...otherRubrics, ...otherRubrics] })).toEqual(['otherRubrics'])
    const { rubric, rubricHash } = rest
    expect(pathsOf({ ...rest, otherRubrics: [...otherRubrics, { rubric, rubricHash }] })).toEqual(['otherRubrics'])
    expect(pathsOf({ ...sound(), otherRubrics })).toEqual(['otherRubrics'])
    expect(pathsOf({ ...sound(), otherRubrics: [] })).toEqual(['otherRubrics'])
  })

  it('follows from what that version hears, and not from what the first one did', () => {
    expect(forgedMixed((it) => Object.assign(gradeOf(it, 'requirements'), { exposure: 'hinted' }))).toEqual([
      'runs.0.run.grades.0.exposure',
    ])
    expect(
      forgedMixed((it) => {
        const [run] = it.runs
        if (run) run.run.rubricHash = it.rubricHash
        delete it.otherRubrics
      }),
    ).toContainEqual(expect.stringMatching(/^runs\.0\.run\.grades\.0\.points/))
  })
})

describe('answers of a model', () => {
  const withRaw = (change: (raw: string) => string) =>
    forged((it) => {
      const grade = gradeIn(it, 'requirements')
      grade.raw = grade.raw.map(change)
    })

  it('are read past thoughts, prose and fences', () => {
    expect(withRaw((raw) => `Here it is:\n\`\`\`json\n${raw}\n\`\`\``)).toEqual([])
    expect(withRaw((raw) => `Here it is:\n\`\`\`json\n${raw.replace('"level":4', '"level":3')}\n\`\`\``)).toEqual([
      'runs.0.run.grades.0.samples',
    ])
  })

  it('are read wherever the grader could read them: mended, and before more prose', () => {
    expect(withRaw((raw) => raw.slice(0, -1))).toEqual([])
    expect(withRaw((raw) => `${raw.slice(0, -1)},}`)).toEqual([])
    expect(withRaw((raw) => `${raw}\nI left out {everything else}.`)).toEqual([])
    expect(withRaw((raw) => `<think>{"level": 1} would be harsh</think>${raw}`)).toEqual([])
  })

  it('are read so too where phrases heard nothing and the model did', () => {
    const parts = makeParts()
    const { rubric, interview } = parts
    const [text] = interview.turns.flatMap((it) => (it.by === 'candidate' ? it : []))
    const criterion = criterionOf(rubric, 'delivery')
    const verdict = {
      quotes: [{ turn: text?.seq ?? 0, text: 'may we ever lose a scan' }],
      points: [{ id: criterion.points[0]?.id ?? '', shown: true }],
      level: 2,
    }
    const raw = `<think>Is { "level": 1 } enough?</think>${JSON.stringify(verdict).replace(']}', '],}')}`
    const sample = { verdict, raw, call: null }
    const grade = settle(rubric.problem, interview, criterion, [sample, sample, sample])
    expect(grade).toMatchObject({ level: 2, exposure: 'volunteered' })
    const runs = parts.runs.slice(0, 1).map((run) => ({
      ...run,
      grades: run.grades.map((it) => (it.criterion === criterion.id ? grade : it)),
    }))
    expect(verify(makeBundle({ ...parts, runs }))).toEqual([])
  })

  it('that nobody can read bear no grade, and no flag', () => {
    expect(withRaw((raw) => raw.slice(0, 20))).toEqual([0, 1, 2].map((i) => `runs.0.run.grades.0.raw.${i}`))
    const unread = { samples: [4, 4, 4], spread: 0, raw: ['x', 'x', 'x'], level: 4, abstained: null }
    expect(forged((it) => Object.assign(gradeIn(it, 'requirements'), unread))).toEqual(
      [0, 1, 2].map((i) => `runs.0.run.grades.0.raw.${i}`),
    )
    expect(forged((it) => Object.assign(it.runs[0]?.run.heard ?? {}, { raw: ['x'], attempts: [] }))).toContain(
      'runs.0.run.heard.raw',
    )
  })
})
