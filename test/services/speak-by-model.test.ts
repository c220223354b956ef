import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { observe } from '../../src/interview/hearing/hear.ts'
import type { Reply } from '../../src/interview/speaking/reply.ts'
import { authoredSentences } from '../../src/interview/speaking/speech.ts'
import { ModelFault } from '../../src/ports/model.ts'
import { CALL, type Step, scriptedModel, stepsOf } from '../support/scripted-model.ts'
import { type Heard, ledger, OTHER, PATIENCE_MS, rubric, speak, TOP } from './speak-reply.ts'

const GOOD: Reply = {
  move: TOP.move,
  target: TOP.target ?? 'none',
  say: 'You have a worker and a table. What does that table hold when a scan comes twice?',
  observed: [],
}
const GOOD_SENTENCES = ['You have a worker and a table.', 'What does that table hold when a scan comes twice?']
const saying = (say: string): Step[] => stepsOf({ ...GOOD, say })

/** The authored question alone: what follows words of the model's own. */
const question = (pair = TOP) => authoredSentences(pair).filter((it) => it.includes('?'))

describe('a good reply', () => {
  test('is spoken sentence by sentence, in the words of the model', async () => {
    const model = scriptedModel(stepsOf(GOOD))
    const { spoken, released, warned } = await speak(model)
    expect(released).toEqual(GOOD_SENTENCES)
    expect(spoken).toEqual({ pair: TOP, text: GOOD.say, by: 'model', observed: [], fault: null, call: CALL })
    expect(warned).toEqual([])
  })

  test('is released while the rest is still to come', async () => {
    const steps = stepsOf(GOOD)
    const said = steps.findIndex((step) => typeof step === 'object' && 'text' in step && step.text.includes('.'))
    const { promise, resolve } = Promise.withResolvers<void>()
    const model = scriptedModel([...steps.slice(0, said + 2), 'silence'])
    const stop = new AbortController()
    const turn = speak(model, { signal: stop.signal, onRelease: resolve })
    await promise
    expect(model.open).toBe(1)
    stop.abort()
    expect((await turn).released[0]).toBe(GOOD_SENTENCES[0])
  })

  test('may take any legal pair, not only the top one', async () => {
    const say = OTHER.says
    const { spoken } = await speak(
      scriptedModel(stepsOf({ move: OTHER.move, target: OTHER.target ?? 'none', say, observed: [] })),
    )
    expect(spoken).toMatchObject({ pair: OTHER, by: 'model', fault: null })
  })

  test('is asked for once, with the messages of the ledger untouched and a way to give it up', async () => {
    const model = scriptedModel(stepsOf(GOOD))
    await speak(model)
    expect(model.calls).toHaveLength(1)
    expect(model.calls[0]).toMatchObject({ role: 'interviewer', speak: 'say', schema: { name: 'interviewer_turn' } })
    expect(model.calls[0]?.messages).toBe(ledger.messages)
    expect(model.calls[0]?.signal).toBeInstanceOf(AbortSignal)
  })
})

describe('a proposal that is not legal', () => {
  test.for([
    ['a move that is not listed', { move: 'close', target: 'none' }],
    ['a listed move with another target', { move: TOP.move, target: 'no-such-probe' }],
    ['the target of another pair', { move: 'hint', target: OTHER.target }],
    ['no move', { move: null, target: TOP.target }],
    ['a move in other letters', { move: TOP.move.toUpperCase(), target: TOP.target }],
  ] as const)('%s: the authored question of the top pair is asked, with no second call', async ([, wrong]) => {
    const model = scriptedModel(stepsOf({ ...GOOD, ...wrong }))
    const { spoken, released, warned } = await speak(model)
    expect(released).toEqual(authoredSentences(TOP))
    expect(spoken).toMatchObject({ pair: TOP, by: 'script', observed: [], fault: 'refused:illegal-move' })
    expect(warned).toEqual([{ interview: 'interview-1', fault: 'refused:illegal-move', cause: null }])
    expect(model.calls).toHaveLength(1)
  })

  test('gets nothing said of it, though the words come first', async () => {
    const { say, ...rest } = { ...GOOD, move: 'close' }
    const { released } = await speak(scriptedModel(stepsOf({ say, ...rest })))
    expect(released).toEqual(authoredSentences(TOP))
  })

  test('and its reading is given up at once', async () => {
    const steps = stepsOf({ ...GOOD, target: 'no-such-probe' })
    const words = steps.findIndex((step) => typeof step === 'object' && 'text' in step)
    const { spoken } = await speak(scriptedModel([...steps.slice(0, words + 1), 'silence']))
    expect(spoken.fault).toBe('refused:illegal-move')
  })
})

describe('a sentence that may not be spoken', () => {
  test.for([
    ['praise', 'Great answer.', 'verdict'],
    ['an answer nobody gave', 'You would want an outbox there.', 'leak'],
    ['the prompt', 'The rubric says that I should ask on.', 'inside'],
    ['the prompt word by word', 'You interview backend engineers and keep these notes to yourself.', 'echo'],
    ['a character that no database keeps', 'You have\u0000 a worker.', 'not-speech'],
    ['half a character', 'You have \ud83d a worker.', 'not-speech'],
    ['markup', '**Think** of the depots.', 'not-speech'],
    ['the delimiter of notes', `${ledger.interview.nonce} is over.`, 'not-speech'],
  ] as const)('first, being %s: the authored words are spoken instead', async ([, sentence, why]) => {
    const { spoken, released, warned } = await speak(scriptedModel(saying(`${sentence} What does the table hold?`)))
    expect(released).toEqual(authoredSentences(TOP))
    expect(spoken).toMatchObject({ pair: TOP, by: 'script', fault: `refused:${why}` })
    expect(warned, 'the reason and none of its words').toMatchObject([{ fault: `refused:${why}`, cause: null }])
  })

  test.for([
    ['praise', 'Perfect, what next?', 'verdict'],
    ['an answer nobody gave', 'Is there a dead letter queue?', 'leak'],
    ['an address', 'Have you read https://example.com?', 'not-speech'],
  ] as const)('second, being %s: the first stands and the authored question follows', async ([, sentence, why]) => {
    const { spoken, released } = await speak(scriptedModel(saying(`You have a worker and a table. ${sentence}`)))
    expect(released).toEqual(['You have a worker and a table.', ...question()])
    expect(spoken).toMatchObject({ pair: TOP, by: 'script', fault: `refused:${why}` })
  })

  test('the same one again is not said twice: a model that loops is stopped', async () => {
    const { spoken, released } = await speak(scriptedModel(saying('Take your time. '.repeat(40))))
    expect(released).toEqual(['Take your time.', ...authoredSentences(TOP)])
    expect(spoken.fault).toBe('refused:repeat')
  })

  test('a second question is not asked; the first stands', async () => {
    const { spoken, released } = await speak(scriptedModel(saying('What does it hold? And who reads it? Tell me.')))
    expect(released).toEqual(['What does it hold?'])
    expect(spoken.fault).toBe('refused:two-questions')
  })

  test('a reply that asks nothing is followed by the authored question', async () => {
    const { spoken, released } = await speak(scriptedModel(saying('You have a worker and a table.')))
    expect(released).toEqual(['You have a worker and a table.', ...question()])
    expect(spoken).toMatchObject({ by: 'script', fault: 'refused:no-question' })
  })

  test.for(['', '   '])('a reply of nothing ("%s") is the authored question', async (say) => {
    const { spoken, released } = await speak(scriptedModel(saying(say)))
    expect(released).toEqual(authoredSentences(TOP))
    expect(spoken).toMatchObject({ pair: TOP, by: 'script' })
    expect(spoken.fault).toMatch(/^refused:/)
  })
})

describe('a fault of the model', () => {
  const cut = new ModelFault('cut', 'the connection broke off', { retryable: true, raw: 'words of the candidate' })

  test('before a word: the authored question, the kind recorded, nothing said of it in the log', async () => {
    const { spoken, released, warned } = await speak(scriptedModel([{ fail: cut }]))
    expect(released).toEqual(authoredSentences(TOP))
    expect(spoken).toEqual({ pair: TOP, text: TOP.says, by: 'script', observed: [], fault: 'cut', call: null })
    expect(warned).toMatchObject([{ fault: 'cut' }])
    expect(JSON.stringify(warned)).not.toContain('candidate')
  })

  test('in the middle of the first sentence: the half is dropped', async () => {
    const { spoken, released } = await speak(scriptedModel([...saying('You have a wor').slice(0, -2), { fail: cut }]))
    expect(released).toEqual(authoredSentences(TOP))
    expect(spoken.fault).toBe('cut')
  })

  test('after the first sentence: it stands, and the authored question of the same pair follows', async () => {
    const reply = { move: OTHER.move, target: OTHER.target ?? 'none', say: 'You have a worker. And th' }
    const { spoken, released } = await speak(scriptedModel([...stepsOf(reply).slice(0, -2), { fail: cut }]))
    expect(released).toEqual(['You have a worker.', ...question(OTHER)])
    expect(spoken).toMatchObject({ pair: OTHER, by: 'script', fault: 'cut' })
  })

  test('after a question: nothing is added to it', async () => {
    const steps = saying('What does it hold? And th').slice(0, -2)
    const { released } = await speak(scriptedModel([...steps, { fail: cut }]))
    expect(released).toEqual(['What does it hold?'])
  })

  test('at the very end: what was not validated is not observed', async () => {
    const observed = [{ probe: 'stored-where', answered: 'yes' as const, quote: 'It is one table' }]
    const steps = stepsOf({ ...GOOD, observed }).slice(0, -1)
    const { spoken } = await speak(
      scriptedModel([...steps, { fail: new ModelFault('invalid-answer', 'it does not fit') }]),
    )
    expect(spoken).toMatchObject({ observed: [], fault: 'invalid-answer', call: null })
    expect(spoken.text).toContain('?')
  })

  test('that is no fault of the model but of ours is recorded as internal, and the turn still ends', async () => {
    const { spoken, warned } = await speak(scriptedModel([{ fail: new TypeError('x is not a function') }]))
    expect(spoken).toMatchObject({ pair: TOP, text: TOP.says, by: 'script', fault: 'internal' })
    expect(warned).toMatchObject([{ fault: 'internal' }])
  })
})

describe('patience', () => {
  beforeEach(() => {
    vi.useFakeTimers()
  })
  afterEach(() => {
    vi.useRealTimers()
  })

  /** What is known of a turn after so many milliseconds. */
  async function after(ms: number, turn: Promise<Heard>): Promise<Heard | null> {
    let heard: Heard | null = null
    void turn.then((it) => {
      heard = it
    })
    await vi.advanceTimersByTimeAsync(ms)
    return heard
  }

  test('that runs out brings the authored words at once, and the call is given up', async () => {
    const model = scriptedModel(['silence'])
    const turn = speak(model)
    expect(await after(PATIENCE_MS - 1, turn)).toBeNull()
    const heard = await after(1, turn)
    expect(heard?.released).toEqual(authoredSentences(TOP))
    expect(heard?.spoken).toMatchObject({ by: 'script', fault: 'patience', call: null })
    expect(model.calls[0]?.signal?.aborted).toBe(true)
    expect(model.calls).toHaveLength(1)
  })

  test('is for the first sentence: half of one is not enough', async () => {
    const model = scriptedModel([...saying('You have a worker and').slice(0, -2), 'silence'])
    const heard = await after(PATIENCE_MS, speak(model))
    expect(heard?.released).toEqual(authoredSentences(TOP))
    expect(heard?.spoken.fault).toBe('patience')
  })

  test('is over once a sentence was spoken: the rest may take its time', async () => {
    const [first, ...rest] = ['You have a worker and a table. W', 'hat does that table hold when a scan comes twice?']
    const steps = stepsOf(GOOD)
    const before = steps.findIndex((step) => typeof step === 'object' && 'text' in step)
    const end = steps.slice(-2)
    const text = (words: string | undefined): Step => ({ type: 'text', text: words ?? '' })
    const model = scriptedModel([
      ...steps.slice(0, before),
      text(first),
      { wait: PATIENCE_MS * 3 },
      ...rest.map(text),
      ...end,
    ])
    const turn = speak(model)
    expect(await after(PATIENCE_MS * 2, turn)).toBeNull()
    expect((await after(PATIENCE_MS * 2, turn))?.spoken).toMatchObject({ text: GOOD.say, by: 'model', fault: null })
  })

  test('leaves no timer behind', async () => {
    await speak(scriptedModel(stepsOf(GOOD)))
    expect(vi.getTimerCount()).toBe(0)
  })
})

test('a turn given up from outside still ends with a legal utterance', async () => {
  const model = scriptedModel(['silence'])
  const stop = new AbortController()
  const turn = speak(model, { signal: stop.signal })
  stop.abort()
  expect((await turn).spoken).toMatchObject({ pair: TOP, text: TOP.says, by: 'script', fault: 'aborted' })
})

describe('what the model observed', () => {
  const observed: Reply['observed'] = [
    { probe: 'stored-where', answered: 'yes', quote: 'writes a table' },
    { probe: 'stored-where', answered: 'yes', quote: 'a unique index on the scan' },
    { probe: 'no-such-probe', answered: 'yes', quote: 'a queue' },
    { probe: 'stored-where', answered: 'yes', quote: 'What does your table hold?' },
    { probe: 'stored-where', answered: 'yes', quote: '' },
  ]

  test('counts only where its quote stands in the turn it is about', async () => {
    const { spoken } = await speak(scriptedModel(stepsOf({ ...GOOD, observed })))
    expect(spoken).toMatchObject({ by: 'model', fault: null })
    const { turns } = ledger.interview
    const last = turns.findLast((turn) => turn.by === 'candidate')
    expect(last?.text).toContain('writes a table')
    const kept = observe(rubric, ledger.interview, spoken.observed)
    expect(kept.observed).toEqual(observed.slice(0, 1))
    expect(kept.shown.map((it) => it.quote)).toEqual(kept.shown.map(() => 'writes a table'))
  })

  test('is dropped with a proposal that was not legal', async () => {
    const { spoken } = await speak(scriptedModel(stepsOf({ ...GOOD, move: 'close', observed })))
    expect(spoken.observed).toEqual([])
  })
})
