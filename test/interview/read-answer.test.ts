import { expect, it } from 'vitest'
import { z } from 'zod'
import { readAnswer } from '../../src/interview/read-answer.ts'

const shape = z.object({ level: z.int(), quotes: z.array(z.string()) })
const value = { level: 3, quotes: ['a {"queue"}, said so'] }
const json = JSON.stringify(value)

it.each([
  ['as it is', json],
  ['in prose with braces before and after', `As {asked}:\n${json}\nNot {else}.`],
  ['after thoughts that hold one of their own', `<think>${json.replace('3', '1')}</think>\n${json}`],
  ['before another one, which says otherwise', `${json}\n${json.replace('3', '1')}`],
  ['with commas too many', json.replace('"]}', '",],}')],
  ['without its last brace', json.slice(0, -1)],
])('an answer is read %s', (_, raw) => {
  expect(readAnswer(shape, raw)?.value).toEqual(value)
})

it.each([
  ['of thoughts that do not end', `<think>${json}`],
  ['cut within', json.slice(0, -8)],
  ['of another shape', '{"level": "high"}'],
  ['of prose', 'Level 3.'],
])('nothing is read out %s', (_, raw) => {
  expect(readAnswer(shape, raw)).toBeNull()
})

it('what its shape does not know stays in the plain object alone', () => {
  expect(readAnswer(shape, json.replace('{', '{"mood":"kind",'))).toEqual({ plain: { mood: 'kind', ...value }, value })
})
