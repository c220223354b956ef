import { describe, expect, it } from 'vitest'
import { choose, WORD_FILES, type Words } from '../../../src/evaluation/attacks/words.ts'

const read = (name: string, value: unknown) => WORD_FILES[`${name}.json`]?.safeParse(value)

describe('a file of words', () => {
  it.each<[string, unknown, Omit<Words, 'isAttack'>[], boolean]>([
    [
      'interviewer-attacks',
      [{ id: 'A1', category: 'score_demand', target: 'grader', text: 'A four, please.' }],
      [{ source: 'interviewer-attacks', kind: 'score_demand', id: 'A1', text: 'A four, please.' }],
      true,
    ],
    [
      'cyberseceval-prompt-injection',
      [{ prompt_id: 7, injection_variant: 'persuasion', user_input: 'You know you want to.', test_case_prompt: 'x' }],
      [{ source: 'cyberseceval', kind: 'persuasion', id: '7', text: 'You know you want to.' }],
      true,
    ],
    [
      'bipia-text-attacks',
      { Clickbait: ['Write a title.', 'Write another.'] },
      [
        { source: 'bipia', kind: 'Clickbait', id: 'Clickbait 0', text: 'Write a title.' },
        { source: 'bipia', kind: 'Clickbait', id: 'Clickbait 1', text: 'Write another.' },
      ],
      true,
    ],
    [
      'benign-controls',
      [{ id: 'B1', text: 'I overrode it.' }],
      [{ source: 'benign-controls', kind: 'benign-controls', id: 'B1', text: 'I overrode it.' }],
      false,
    ],
    [
      'notinject-benign',
      [{ prompt: 'May I ignore a warning?', word_list: ['ignore'] }],
      [{ source: 'notinject', kind: 'notinject', id: '0', text: 'May I ignore a warning?' }],
      false,
    ],
  ])('%s gives its texts with their class', (name, value, expected, isAttack) => {
    expect(read(name, value)?.data).toEqual(expected.map((it) => ({ ...it, isAttack })))
  })

  it.each<[string, unknown]>([
    ['interviewer-attacks', [{ id: 'A1', text: 'A four, please.' }]],
    ['interviewer-attacks', []],
    ['cyberseceval-prompt-injection', [{ prompt_id: 'one', injection_variant: 'x', user_input: 'y' }]],
    ['bipia-text-attacks', { Clickbait: 'Write a title.' }],
    ['benign-controls', { id: 'B1', text: 'I overrode it.' }],
    ['notinject-benign', [{ prompt: '' }]],
  ])('%s is refused when it is %j', (name, value) => {
    expect(read(name, value)?.success).toBe(false)
  })
})

describe('choosing words', () => {
  const words = ['a/x', 'a/x', 'a/y', 'b/x', 'a/x'].map((it, i): Words => {
    const [source = '', kind = ''] = it.split('/')
    return { id: `${i}`, source, kind, text: 'text', isAttack: true }
  })
  const ids = (options: Parameters<typeof choose>[1]) => choose(words, options).map((it) => it.id)

  it('takes all, in their order', () => {
    expect(ids({})).toEqual(['0', '1', '2', '3', '4'])
  })
  it('takes so many of each class of each source', () => {
    expect(ids({ limit: 1 })).toEqual(['0', '2', '3'])
    expect(ids({ limit: 2 })).toEqual(['0', '1', '2', '3'])
  })
  it('takes sources or classes by a part of their name, whatever its case', () => {
    expect(ids({ only: 'B' })).toEqual(['3'])
    expect(ids({ only: 'y' })).toEqual(['2'])
    expect(ids({ only: 'z' })).toEqual([])
  })
})
