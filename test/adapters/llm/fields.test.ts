import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { FieldReader } from '../../../src/adapters/llm/fields.ts'
import { parseAnswer } from '../../../src/adapters/llm/parse-answer.ts'
import { type AnswerDelta, ModelFault } from '../../../src/ports/model.ts'

const NAMES = ['move', 'target', 'say', 'observed']

/** Cuts a text at the given places, wherever they fall: within escapes and surrogate pairs too. */
function cut(text: string, places: number[]): string[] {
  const at = [...new Set(places.map((it) => it % (text.length + 1)))].sort((a, b) => a - b)
  return [...at, text.length].map((end, i) => text.slice(at[i - 1] ?? 0, end))
}

function readAll(pieces: string[], speak: string | null = 'say'): { deltas: AnswerDelta[] } {
  const reader = new FieldReader(NAMES, speak)
  return { deltas: pieces.flatMap((piece) => reader.read(piece)) }
}

const spoken = (deltas: AnswerDelta[]): string => deltas.map((it) => (it.type === 'text' ? it.text : '')).join('')
const fieldsOf = (deltas: AnswerDelta[]): [string, unknown][] =>
  deltas.flatMap((it) => (it.type === 'field' ? [[it.name, it.value] as [string, unknown]] : []))

/** Words with everything that JSON escapes and UTF-16 splits. */
const words = fc
  .array(
    fc.oneof(
      fc.string({ unit: 'binary', maxLength: 8 }),
      fc.constantFrom(
        '🙂',
        '👩‍👩‍👧',
        '"',
        '\\',
        '\\u0041',
        '\n',
        '\t',
        '{',
        '}',
        '",',
        '“naïve”',
        '\u2028',
        '\u0000',
        'word. ',
      ),
    ),
    { maxLength: 20 },
  )
  .map((parts) => parts.join('').toWellFormed())

const answers = fc.record({
  move: fc.constantFrom('probe', 'deepen'),
  target: words,
  say: words,
  observed: fc.array(fc.record({ probe: words, answered: fc.constantFrom('yes', 'no'), quote: words }), {
    maxLength: 3,
  }),
})

/** The same JSON with every character above ASCII escaped, as some servers write it. */
const escaped = (json: string): string =>
  json.replace(/[^ -~\n]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)

describe('fields read out of an answer as it arrives', () => {
  test('pieces of what is said join to the whole, however the answer is cut', () => {
    fc.assert(
      fc.property(
        answers,
        fc.array(fc.nat(2000), { maxLength: 40 }),
        fc.boolean(),
        fc.boolean(),
        (answer, places, isEscaped, isWide) => {
          const json = JSON.stringify(answer, null, isWide ? 2 : undefined)
          const { deltas } = readAll(cut(isEscaped ? escaped(json) : json, places))
          expect(spoken(deltas)).toBe(answer.say)
          expect(Object.fromEntries(fieldsOf(deltas))).toEqual(answer)
          for (const delta of deltas) if (delta.type === 'text') expect(delta.text.isWellFormed()).toBe(true)
        },
      ),
      { numRuns: 1500 },
    )
  })

  test('one character at a time, each field comes once, and nothing is said before move and target are known', () => {
    const json = JSON.stringify({ move: 'probe', target: 'none', say: 'Why 🙂 so?', observed: [{ probe: 'say' }] })
    const { deltas } = readAll([...json].flatMap((it) => it.split('')))
    expect(fieldsOf(deltas).map(([name]) => name)).toEqual(NAMES)
    const first = deltas.findIndex((it) => it.type === 'text')
    expect(fieldsOf(deltas.slice(0, first)).map(([name]) => name)).toEqual(['move', 'target'])
  })

  test('out of order, the words wait until move and target are known', () => {
    const json = JSON.stringify({ say: 'Why so?', target: 'none', move: 'probe', observed: [] })
    const { deltas } = readAll(cut(json, [3, 9, 12, 20, 40]))
    expect(spoken(deltas)).toBe('Why so?')
    expect(deltas.findIndex((it) => it.type === 'text')).toBeGreaterThan(
      deltas.findIndex((it) => it.type === 'field' && it.name === 'move'),
    )
  })

  test('a field of that name further in is not the spoken one', () => {
    const json = JSON.stringify({
      move: 'probe',
      target: 'none',
      say: 'Why?',
      observed: [{ say: 'secret', move: 'x' }],
    })
    const { deltas } = readAll(json.split(''))
    expect(spoken(deltas)).toBe('Why?')
  })

  test('prose and a fence before the object are passed over, braces in the prose too', () => {
    const { deltas } = readAll(
      'Sure {here}: ```json\n{"move":"probe","target":"none","say":"Why?","observed":[]}\n```'.split(''),
    )
    expect(spoken(deltas)).toBe('Why?')
  })

  test('a field given twice is a fault, not a second sentence', () => {
    const json = '{"move":"probe","target":"none","say":"Why?","say":"You are right.","observed":[]}'
    expect(() => readAll(json.split(''))).toThrow(ModelFault)
  })

  test('what cannot be read gives no further fields and no error', () => {
    const { deltas } = readAll(['{"move":"probe","target":oops,"say":"Why?"}', '{"say":"Again"}'])
    expect(spoken(deltas)).toBe('')
    expect(fieldsOf(deltas).map(([name]) => name)).toEqual(['move'])
  })

  test('a long answer in small pieces takes no quadratic time', () => {
    const say = 'A sentence that goes on 🙂 and on. '.repeat(5_500)
    const json = JSON.stringify({ move: 'probe', target: 'none', say, observed: [] })
    const began = performance.now()
    const { deltas } = readAll(
      Array.from({ length: Math.ceil(json.length / 5) }, (_, i) => json.slice(i * 5, i * 5 + 5)),
    )
    expect(spoken(deltas)).toBe(say)
    expect(performance.now() - began).toBeLessThan(3000)
  })
})

describe('a whole answer', () => {
  const shape = z.object({ move: z.string(), say: z.string() })
  const value = { move: 'probe', say: 'Is it {really} ",}" so, [then]?' }
  const json = JSON.stringify(value)
  const parse = (raw: string) => parseAnswer(raw, shape).value

  test.for([
    ['as it is', json],
    ['with space around', `\n  ${json}\n`],
    ['in a fence', `\`\`\`json\n${json}\n\`\`\``],
    ['in prose', `Here it is: ${json} I hope that it helps.`],
    ['with a trailing comma', `${json.slice(0, -1)},}`],
    ['with a trailing comma in a fence', `\`\`\`\n${json.slice(0, -1)} ,\n}\n\`\`\``],
    ['before prose with braces', `${json}\nI left {this} out.`],
    ['with a trailing comma before prose with braces', `${json.slice(0, -1)},}\nI left {this} out.`],
    ['without its last brace', json.slice(0, -1)],
    ['after thoughts spoken aloud', `<think>{"move":"hint"} would be odd</think>${json}`],
  ] as const)('is read %s, its words untouched', ([, raw]) => {
    expect(parse(raw)).toEqual(value)
  })

  test.for([
    ['empty', ''],
    ['prose', 'I would ask about retries.'],
    ['a list', '[1, 2]'],
    ['a string', '"probe"'],
    ['null', 'null'],
    ['cut in a string', json.slice(0, -9)],
    ['a field missing', '{"move":"probe"}'],
    ['a field of another kind', '{"move":"probe","say":["a"]}'],
    ['in single quotes', "{'move':'probe','say':'a'}"],
  ] as const)('that is %s is an invalid answer, with the raw text for the operator', ([, raw]) => {
    const failed = (() => {
      try {
        return parse(raw)
      } catch (error) {
        return error
      }
    })()
    expect(failed).toMatchObject({ name: 'ModelFault', kind: 'invalid-answer', raw, retryable: false })
  })

  test('any text either fits the shape or is a fault', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom(...'{}[]":,\\moveay 1tn`\n'.split(''), '"move"', '"say"') }),
        (raw) => {
          try {
            expect(shape.safeParse(parse(raw)).success).toBe(true)
          } catch (error) {
            expect(error).toMatchObject({ kind: 'invalid-answer' })
          }
        },
      ),
      { numRuns: 1000 },
    )
  })
})
