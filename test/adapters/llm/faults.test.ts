import { describe, expect, test } from 'vitest'
import { Rests } from '../../../src/adapters/llm/rests.ts'
import { FAULTS, seedsOf, variantOf } from '../../../src/fake-model/play-fault.ts'
import { VerdictSchema } from '../../../src/grading/verdict.ts'
import { CALLED, calledOf } from '../../faults/called.ts'
import { GOOD, hear, modelAt, REQUEST, setUp, until } from './call.ts'

const cases = (Object.keys(CALLED) as (keyof typeof CALLED)[]).flatMap((fault) =>
  seedsOf(fault).map((seed) => {
    const variant = variantOf(fault, seed)
    return { fault, seed, variant, promised: calledOf(fault, variant) }
  }),
)

describe.concurrent('a fault of the endpoint', () => {
  test.for(cases)('$fault $variant (seed $seed) gives $promised', async ({ fault, seed, promised }, { expect }) => {
    await using it = await setUp(() => ({ fault, seed, answer: GOOD }), { chunk: 1 + (seed % 12) })
    const { endpoint, model } = it
    const heard = await hear(model.stream(REQUEST))
    expect(heard.fault?.kind ?? 'end').toBe(promised)
    if (promised === 'end') {
      expect(heard.end?.value).toEqual(GOOD)
      expect(heard.text).toBe(GOOD.say)
    } else expect(heard.deltas.filter((delta) => delta.type === 'end')).toEqual([])
    expect(await until(() => endpoint.busy() === 0), 'the connection is released').toBe(true)
    expect(endpoint.requests.length).toBeLessThanOrEqual(3)
  })

  test('every fault that an endpoint can show is in the table', ({ expect }) => {
    expect(Object.keys(FAULTS).sort()).toEqual([...Object.keys(CALLED), 'F21'].sort())
  })
})

test('a host that does not exist is unreachable', async () => {
  const model = modelAt('http://interlocutor.invalid/v1')
  const { fault, deltas } = await hear(model.stream(REQUEST))
  expect([fault?.kind, deltas]).toEqual(['unreachable', []])
  await model.close()
})

describe('F21: a verdict with something wrong', () => {
  const verdict = { quotes: [{ turn: 2, text: 'a queue' }], points: [{ id: 'queue', shown: true }], level: 3 }
  const { speak: _, ...asked } = REQUEST
  const request = { ...asked, role: 'grader' as const, schema: { name: 'verdict', shape: VerdictSchema } }

  const FORBIDDEN = ['a level missing', 'points missing', 'level 0', 'level 2.5', 'level 5', 'level 7']

  test.for(Object.keys(FAULTS.F21).map((how, seed) => [how, seed] as const))(
    '%s: what the schema forbids is a fault, the rest is for the grader to judge',
    async ([how, seed]) => {
      await using it = await setUp(() => ({ fault: 'F21', seed, answer: verdict }))
      const call = it.model.generate(request)
      if (!FORBIDDEN.includes(how)) expect(VerdictSchema.safeParse((await call).value).success).toBe(true)
      else await expect(call).rejects.toMatchObject({ name: 'ModelFault', kind: 'invalid-answer' })
    },
  )

  test('every mangling that is forbidden is one', () => {
    expect(Object.keys(FAULTS.F21)).toEqual(expect.arrayContaining(FORBIDDEN))
  })
})

test('after any fault the same model still answers', async () => {
  const faults = (['F3', 'F4', 'F8', 'F14', 'F19', 'F25'] as const).map((fault) => ({ fault, seed: 1 }))
  let at = 0
  let now = 0
  // Between any two calls it had its rest.
  const rests = new Rests({ now: () => (now += 60_000) })
  await using it = await setUp(() => faults[at] ?? GOOD, { rests })
  for (; at < faults.length; at++) expect((await hear(it.model.stream(REQUEST))).fault).not.toBeNull()
  expect((await hear(it.model.stream(REQUEST))).end?.value).toEqual(GOOD)
})
