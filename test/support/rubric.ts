import type { Format, LevelId, Phrases, Point, Probe, Problem, Rubric } from '../../src/interview/rubric.ts'

/**
 * A small complete rubric for tests: three criteria, four phases, a ladder of probes, a bound probe, two changes.
 * Every part can be replaced; the parts fit each other (test/interview/check-rubric.test.ts sees to that).
 */
export const makeRubric = (overrides: Partial<Rubric> = {}): Rubric => ({
  problem: makeProblem(),
  format: makeFormat(),
  level: makeLevel('senior'),
  dimensions: [
    { id: 'reliability', title: 'Reliability', says: 'Stays right when parts fail.' },
    { id: 'discovery', title: 'Requirement discovery', says: 'Finds out what is needed.' },
  ],
  redFlags: [
    {
      id: 'no-tests',
      title: 'Tests in production only',
      says: 'Leaves finding faults to customers.',
      cues: ['customers report|tell & bugs|faults'],
      yes: ['We wait until customers report bugs.'],
      no: ["We don't let customers report bugs for us."],
    },
  ],
  phrases: PHRASES,
  ...overrides,
})

export const makeProblem = (overrides: Partial<Problem> = {}): Problem => ({
  id: 'parcels',
  kind: 'problem',
  title: 'Parcel tracking',
  summary: 'Tell customers where their parcel is.',
  brief: 'Parcels are scanned in forty depots. Design what tells customers where theirs is. Where do you begin?',
  won: ['No scan is lost'],
  facts: {
    volume: {
      about: ['how many parcels|scans', 'peak', 'traffic'],
      says: 'Two million scans a day, ten times that in December.',
    },
    delay: { about: ['how fresh|late', 'delay', 'latency'], says: 'A customer sees a scan within ten seconds.' },
    loss: { about: ['lose a scan', 'may|can scans & lost'], says: 'No scan may ever be lost.' },
  },
  criteria: [
    {
      id: 'requirements',
      dimension: 'discovery',
      weight: 2,
      asks: 'Did they find the numbers first?',
      levels: LEVELS,
      points: [
        makePoint({
          id: 'asks-volume',
          asked: true,
          cues: ['how many parcels|scans'],
          yes: ['How many scans are there a day?'],
          no: ['There are scans.'],
        }),
        makePoint({
          id: 'asks-loss',
          level: 3,
          asked: true,
          cues: ['may|can & lose|lost'],
          yes: ['May we ever lose a scan?'],
          no: ['It is a scan.'],
        }),
      ],
    },
    {
      id: 'delivery',
      dimension: 'reliability',
      weight: 3,
      asks: 'Does it stay right when messages are lost or repeated?',
      levels: LEVELS,
      points: [
        makePoint({
          id: 'idempotent',
          cues: ['idempotent', 'deduplicat'],
          yes: ['The consumer is idempotent.'],
          no: ["The consumer isn't idempotent."],
        }),
        makePoint({
          id: 'outbox',
          level: 3,
          cues: ['outbox'],
          yes: ['We write the event to an outbox.'],
          no: ['There is no outbox.'],
        }),
        makePoint({
          id: 'dead-letter',
          level: 3,
          cues: ['dead letter'],
          yes: ['It goes to a dead letter queue.'],
          no: ["It doesn't go to a dead letter queue."],
        }),
        makePoint({
          id: 'reconcile',
          level: 4,
          cues: ['reconcil'],
          yes: ['A job reconciles both sides each hour.'],
          no: ["We don't reconcile anything."],
        }),
      ],
    },
    {
      id: 'storage',
      dimension: 'reliability',
      weight: 1,
      asks: 'Do the tables hold what is promised?',
      levels: LEVELS,
      points: [
        makePoint({
          id: 'unique-key',
          cues: ['unique index|key'],
          yes: ['There is a unique index on the scan.'],
          no: ["There isn't a unique index."],
        }),
        makePoint({
          id: 'one-primary',
          level: 3,
          cues: ['one primary'],
          yes: ['One primary is enough for that.'],
          no: ['We do not want one primary.'],
        }),
      ],
    },
  ],
  probes: [
    makeProbe({
      id: 'first-questions',
      phase: 'clarify',
      brings: ['asks-volume', 'asks-loss'],
      asks: 'What do you need to know before you draw?',
    }),
    makeProbe({
      id: 'stored-where',
      phase: 'design',
      brings: ['unique-key'],
      asks: 'The same scan arrives from two depots. What does your table hold?',
    }),
    makeProbe({
      id: 'busy-primary',
      phase: 'design',
      brings: ['one-primary'],
      asks: 'It is December. What does your database feel?',
    }),
    makeProbe({
      id: 'lost-message',
      phase: 'deep-dive',
      binds: ['queue', 'broker', 'kafka'],
      brings: ['outbox', 'reconcile'],
      asks: 'A process dies just before it reaches {{component}}. Who notices, and when?',
      deeper: ['repeated-message'],
    }),
    makeProbe({
      id: 'repeated-message',
      phase: 'deep-dive',
      brings: ['idempotent'],
      asks: 'The same message arrives again a minute later. What happens then?',
    }),
    makeProbe({
      id: 'bad-message',
      phase: 'deep-dive',
      brings: ['dead-letter'],
      asks: 'One message can never be handled. What becomes of the rest?',
      specific: 'Which line of your code sees it first?',
    }),
    makeProbe({
      id: 'at-night',
      phase: 'summary',
      brings: ['reconcile', 'one-primary'],
      asks: 'Which part of this would wake you at night?',
    }),
  ],
  changes: [
    {
      id: 'region-lost',
      says: 'The region with your database is gone for an hour. What do customers see?',
      brings: ['reconcile'],
      settles: [],
    },
    {
      id: 'new-law',
      says: 'Scans must now stay in their country. What changes first?',
      brings: ['one-primary', 'unique-key'],
      settles: [],
    },
  ],
  ...overrides,
})

export function makePoint(overrides: Partial<Point> & Pick<Point, 'id' | 'cues'>): Point {
  return { says: `Shows ${overrides.id} at work.`, level: 2, asked: false, yes: [], no: [], ...overrides }
}

export const makeProbe = (overrides: Partial<Probe> & Pick<Probe, 'id' | 'brings'>): Probe => ({
  phase: 'deep-dive',
  binds: [],
  asks: `What about ${overrides.id}?`,
  hints: [`Look at ${overrides.id} from afar.`, `Look at ${overrides.id} closely.`, `Take ${overrides.id} apart.`],
  deeper: [],
  ...overrides,
})

/** 22 minutes: clarify 5, design 6, deep dive 8 (with the change), summary 3. */
export const makeFormat = (overrides: Partial<Format> = {}): Format => ({
  id: 'short',
  title: 'Short',
  summary: 'Twenty-two minutes.',
  fits: 'problem',
  nudges: [10, 5],
  phases: [
    {
      id: 'clarify',
      title: 'Requirements',
      goal: 'Find out what is needed.',
      minutes: 5,
      asks: ['clarify'],
      about: ['requirement', 'scale'],
      fills: [],
      change: false,
    },
    {
      id: 'design',
      title: 'Design',
      goal: 'The pieces.',
      minutes: 6,
      asks: ['design'],
      about: ['design', 'picture'],
      opens: 'Put the pieces together. How does a scan travel?',
      fills: [],
      change: false,
    },
    {
      id: 'deep-dive',
      title: 'Deep dive',
      goal: 'The hard part.',
      minutes: 8,
      asks: ['deep-dive'],
      about: [],
      fills: [],
      change: true,
    },
    {
      id: 'summary',
      title: 'Summary',
      goal: 'The whole once more.',
      minutes: 3,
      asks: ['summary'],
      about: [],
      opens: 'Tell it once more from the start. What matters most?',
      probes: 1,
      fills: [],
      change: false,
    },
  ],
  ...overrides,
})

export const makeLevel = (id: LevelId): Rubric['level'] => ({
  id,
  title: id,
  says: 'Owns a service.',
  manner: { breadth: 1, rungs: 4, patience: 2, worth: { 2: 1, 3: 1, 4: 1 } },
  titles: [id],
  bands: [
    { title: 'above the level', from: 3.5 },
    { title: 'at the level', from: 2.7 },
    { title: 'near the level', from: 2.1 },
    { title: 'below the level', from: 1 },
  ],
})

const LEVELS = { 1: 'Nothing of it.', 2: 'The basics.', 3: 'Sound.', 4: 'As one who ran it.' }

const PHRASES: Phrases = {
  role: ['This is about the role of {{job}}.'],
  unknownFact: ['That is open. Choose and go on.', 'Nobody decided that. Choose a value.'],
  beSpecific: [
    'What exactly happens, step by step?',
    'What would a colleague see there?',
    'Which lines of code are these?',
  ],
  goBack: ['Back to that. What changes there?', 'Go ahead. What would you change?'],
  wait: ['Take your time.', 'No hurry.'],
  redirect: ["I'd rather stay with your design.", 'Back to the design.', "Let's leave that aside."],
  nudge: ['We have about {{minutes}} minutes left.', 'The clock says {{minutes}} minutes.'],
  give: [
    'Let me give you this one: {{point}} How does that fit?',
    'One way to see it. {{point}} What would it change?',
  ],
  doubt: ['You said "{{quote}}". What would settle it?', 'About "{{quote}}": how would you find out?'],
  dismissal: ['You said "{{quote}}". And if it does?', 'Take "{{quote}}". What if, once?'],
  press: ['What are you least sure of?', 'Who would argue with it?', 'What goes wrong in week one?'],
  close: ['That is our time. Thank you.'],
  done: ['That is all. Thank you.'],
}
