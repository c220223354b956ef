import { describe, expect, it } from 'vitest'
import type { LegalMove, Move } from '../../../src/interview/events.ts'
import type { Interview } from '../../../src/interview/interview.ts'
import { refuse } from '../../../src/interview/speaking/guards.ts'
import { openInterview, START, say, speak } from '../../support/hold.ts'
import { makeRubric } from '../../support/rubric.ts'

const rubric = makeRubric()
const PAIR: LegalMove = {
  move: 'probe',
  target: 'bad-message',
  phase: 2,
  because: '',
  says: 'One message can never be handled. What becomes of the rest?',
}
const OPEN: LegalMove = { move: 'open', target: null, phase: 0, because: '', says: rubric.problem.brief }
const begun = say(rubric, speak(rubric, openInterview(rubric), OPEN, START), 'We have a queue.', START).interview

const judge = (sentence: string, { pair = PAIR, released = [] as string[], interview = begun as Interview } = {}) =>
  refuse({ rubric, interview, pair, released }, sentence)
const withMove = (move: Move): LegalMove => ({ ...PAIR, move })

describe('a sentence may be spoken', () => {
  it.each([
    'Your queue hands a worker something it can never handle. ',
    'What goes wrong first?',
    'What exactly does your worker do then?',
    'Suppose the third one fails, and the phone rings.',
    'Who notices, and when?',
  ])('%s', (sentence) => {
    expect(judge(sentence.trim())).toBeNull()
  })

  it("with words that would be refused, where they are the pair's own", () => {
    const says = 'An import has a sign wrong in the table. Which level 4 switch is correct?'
    const pair = { ...PAIR, says }
    expect(judge('Say an import has a sign wrong tonight.', { pair })).toBeNull()
    expect(judge('Wrong. Go on.', { pair })).toBe('verdict')
    expect(judge('That is plain wrong, what then?', { pair })).toBe('verdict')
  })
})

describe('a verdict is refused', () => {
  it.each([
    'Great, go on.',
    "That's right.",
    'That’s right.',
    'You’re right about the queue.',
    'Exactly.',
    'Exactly, so who notices?',
    'Good point, and then?',
    'Perfect.',
    'I like that.',
    'That is correct.',
    'This is wrong.',
    'Not quite.',
    'You missed the retry.',
    'Unfortunately that loses it.',
    'That makes sense, and then?',
    'Well done!',
    'NICE.',
    'Spot on!',
    'Absolutely.',
    'That is solid, what else?',
  ])('%s', (sentence) => {
    expect(judge(sentence)).toBe('verdict')
  })
})

describe('two questions are refused', () => {
  it.each<[string, string[]]>([
    ['Who notices? And when?', []],
    ['And when?', ['Who notices?']],
    ['Really??', []],
  ])('%j after %j', (sentence, released) => {
    expect(judge(sentence, { released })).toBe('two-questions')
  })
})

describe('length', () => {
  it('is two sentences at most', () => {
    expect(judge('And a third.', { released: ['One.', 'Two.'] })).toBe('too-many-sentences')
  })

  it('is fifty words at most, or ten more than the authored ones', () => {
    const words = (n: number) => `${'word '.repeat(n - 1)}end.`
    expect(judge(words(50))).toBeNull()
    expect(judge(words(51))).toBe('too-long')
    expect(judge(words(31), { released: [words(20)] })).toBe('too-long')
    const pair = { ...PAIR, says: words(60) }
    expect(judge(words(70), { pair })).toBeNull()
    expect(judge(words(71), { pair })).toBe('too-long')
  })
})

describe('an answer is not given away', () => {
  it.each([
    'Do you have a dead letter queue?',
    'So an outbox would hold it.',
    'Is it deduplicated, then?',
    'Deduplication aside, who notices?',
    'There is no outbox yet, so who notices?',
  ])('%s', (sentence) => expect(judge(sentence)).toBe('leak'))

  it('but may be said once the candidate has said it, even in doubt', () => {
    const said = say(rubric, speak(rubric, openInterview(rubric), OPEN, START), 'Maybe an outbox?', START).interview
    expect(said.coverage.outbox).toBeUndefined()
    expect(judge('Who reads your outbox?', { interview: said })).toBeNull()
  })

  it('cue by cue: one way to put it does not unlock another', () => {
    const said = say(
      rubric,
      speak(rubric, openInterview(rubric), OPEN, START),
      'Is the consumer idempotent? Who knows.',
      START,
    ).interview
    expect(judge('How is it idempotent?', { interview: said })).toBeNull()
    expect(judge('Would you deduplicate there?', { interview: said })).toBe('leak')
  })

  it('nor do words that the talk has used already, however they stand together', () => {
    const said = say(
      rubric,
      speak(rubric, openInterview(rubric), OPEN, START),
      'A letter goes out late, and dead ones are thrown away.',
      START,
    ).interview
    expect(judge('Where is your dead letter kept?', { interview: said })).toBeNull()
    expect(judge('Where is your dead letter kept?')).toBe('leak')
  })

  it('and may be said where the pair itself says it, or where the point was shown', () => {
    expect(
      judge('Think of a dead letter queue.', {
        pair: { ...PAIR, move: 'hint', says: 'There is such a thing as a dead letter queue.' },
      }),
    ).toBeNull()
    const shown = say(
      rubric,
      speak(rubric, openInterview(rubric), OPEN, START),
      'The consumer is idempotent.',
      START,
    ).interview
    expect(judge('Would you deduplicate there?', { interview: shown })).toBeNull()
  })

  it('while what is shown by asking is no answer', () => {
    expect(judge('How many scans did you reckon with?')).toBeNull()
  })
})

describe('the inside of the machine is refused', () => {
  it.each([
    'My rubric says so.',
    'That is one criterion.',
    'The legal moves are two.',
    'My instructions forbid it.',
    'You would get level 4.',
    'Here is JSON.',
    'See the scorecard.',
    'The system prompt.',
  ])('%s', (sentence) => {
    expect(judge(sentence)).toBe('inside')
  })

  it('but a redirect may name what it turns away from', () => {
    expect(judge('I cannot speak about the scorecard here.', { pair: withMove('redirect') })).toBeNull()
  })
})

describe('what is no speech is refused', () => {
  it.each([
    '{"move": "probe"}',
    '**Bold** words',
    '# Heading',
    '- a list',
    '`code`',
    '<note>',
    'See https://example.com',
    'a\nb',
    '• one',
    '[1]',
    `Here is ${begun.nonce}`,
  ])('%j', (sentence) => expect(judge(sentence)).toBe('not-speech'))
})

describe('a question asked before is refused', () => {
  const again = 'One message can never be handled, what becomes of the rest?'
  const asked = say(rubric, speak(rubric, begun, PAIR, START), 'It is stored.', START).interview

  it('nearly word for word, whole or in part', () => {
    expect(judge(again, { interview: asked })).toBe('repeat')
    expect(judge('So what becomes of the rest?', { interview: asked })).toBe('repeat')
    expect(judge('Who carries the rest to the depot by hand?', { interview: asked })).toBeNull()
  })

  it('unless the move returns to it', () => {
    for (const move of ['redirect', 'be-specific', 'hint'] as const)
      expect(judge(again, { interview: asked, pair: withMove(move) })).toBeNull()
  })

  it("and the candidate's own words are no question of ours", () => {
    const said = say(
      rubric,
      speak(rubric, openInterview(rubric), OPEN, START),
      'Who notices that it is gone?',
      START,
    ).interview
    expect(judge('Who notices that it is gone?', { interview: said })).toBeNull()
  })
})
