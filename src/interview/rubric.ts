import { z } from 'zod'
import { onceFor } from './remember.ts'

/**
 * The rubric as authors write it (YAML under rubrics/), one zod schema per kind of file.
 * A problem and a scenario share one shape; only their sizes differ (see check-rubric.ts).
 */
const Id = z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'an id in kebab-case, such as lost-message')
const Text = z.string().trim().min(1, 'a sentence')
const Ids = z.array(Id)

const PointSchema = z.strictObject({
  id: Id,
  /** What a person would have to hear to tick this off. */
  says: Text,
  /** The level this point belongs to: 2 the basics, 3 sound, 4 what only practice teaches. */
  level: z.literal([2, 3, 4]),
  /** Shown by asking, so that a question counts as much as a statement. */
  asked: z.boolean().default(false),
  /** Phrases the local recogniser looks for; grammar in cues.ts. */
  cues: z.array(Text).min(1),
  yes: z.array(Text).min(3, 'three sentences that show the point'),
  no: z.array(Text).min(3, 'three sentences that do not, one of them a negation'),
})

const CriterionSchema = z.strictObject({
  id: Id,
  dimension: Id,
  weight: z.int().min(1).max(3),
  asks: Text,
  levels: z.strictObject({ 1: Text, 2: Text, 3: Text, 4: Text }),
  points: z.array(PointSchema).min(2),
})

const ProbeSchema = z.strictObject({
  id: Id,
  /** The kind of phase in which it is asked; formats say which phases ask which kinds. */
  phase: Id,
  /** Words for what the candidate may have named or drawn; the one they used fills {{component}}. */
  binds: z.array(Text).default([]),
  asks: Text,
  /** Asked when the answer stays vague. */
  specific: Text.optional(),
  brings: Ids.min(1),
  /** Reframe, narrow, concrete. */
  hints: z.tuple([Text, Text, Text]),
  deeper: Ids.default([]),
})

const ChangeSchema = z.strictObject({
  id: Id,
  says: Text,
  brings: Ids.min(1),
  /** Probes that need not be asked once this was, such as one on growth after a change that brings it. */
  settles: Ids.default([]),
})

const FactSchema = z.strictObject({ about: z.array(Text).min(1), says: Text })

export const ProblemFileSchema = z.strictObject({
  title: Text,
  /** One line for the list of problems. */
  summary: Text,
  /** What the interviewer opens with, one question at its end. */
  brief: Text,
  /** Topics on which it is won, for reviewers and the deep dives. */
  won: z.array(Text).min(1),
  facts: z.record(Id, FactSchema),
  criteria: z.array(CriterionSchema).min(1),
  probes: z.array(ProbeSchema).min(1),
  changes: z.array(ChangeSchema).default([]),
})

const PhaseSchema = z.strictObject({
  id: Id,
  title: Text,
  goal: Text,
  minutes: z.number().positive(),
  /** Kinds of probes asked here. */
  asks: Ids.default([]),
  /** What a candidate calls it who comes back to it; cues, grammar in cues.ts. */
  about: z.array(Text).default([]),
  /** Asked on entering; a phase without it begins with its best probe. */
  opens: Text.optional(),
  /** At most so many probes, so that breadth survives. */
  probes: z.int().positive().optional(),
  /** Kinds of probes that it takes up when its own are done and time is left. */
  fills: Ids.default([]),
  /** The constraint change is made here. */
  change: z.boolean().default(false),
})

export const FormatFileSchema = z.strictObject({
  title: Text,
  summary: Text,
  /** Which kind of content it is for. */
  fits: z.enum(['problem', 'scenario']),
  /** Whole minutes left at which the clock is spoken. */
  nudges: z.array(z.int().positive()).default([]),
  phases: z.array(PhaseSchema).min(1),
})

export const DimensionSchema = z.strictObject({ id: Id, title: Text, says: Text })

export const RedFlagSchema = z.strictObject({
  id: Id,
  title: Text,
  says: Text,
  cues: z.array(Text).default([]),
  yes: z.array(Text).default([]),
  no: z.array(Text).default([]),
})

/** How a total reads against the level asked for: the lowest total of each band, best band first. */
export const LevelSchema = z.strictObject({
  id: z.enum(['mid', 'senior', 'lead']),
  title: Text,
  says: Text,
  /** How the interviewer bends to the level: how broad, how deep, how much help unasked. */
  manner: z.strictObject({
    /** Times the number of questions that a phase allows: a phase is led more, or less. */
    breadth: z.number().positive(),
    /** Most rungs down one ladder in a row. */
    rungs: z.int().positive(),
    /** Answers in a row that show nothing before help is given unasked. */
    patience: z.int().positive(),
    /** What a point counts, by its own level, when questions are weighed against one another. */
    worth: z.strictObject({ 2: z.number(), 3: z.number(), 4: z.number() }),
  }),
  /** Words of a job title that suggest this level; where several levels match, the one listed last. */
  titles: z.array(z.string().regex(/^[a-z]+$/, 'one word in small letters')).default([]),
  bands: z.array(z.strictObject({ title: Text, from: z.number().min(1).max(4) })).min(2),
})

/** Authored sentences for moves that no problem has words for. Several each, so that none is heard twice in a row. */
export const PhrasesSchema = z.strictObject({
  /** Before the brief, when a job title was given; {{job}} is that title. */
  role: z.array(Text).min(1),
  unknownFact: z.array(Text).min(2),
  beSpecific: z.array(Text).min(3),
  goBack: z.array(Text).min(2),
  wait: z.array(Text).min(2),
  redirect: z.array(Text).min(3),
  nudge: z.array(Text).min(2),
  give: z.array(Text).min(2),
  press: z.array(Text).min(3),
  /** Pressing on what they left open; {{quote}} are their words. */
  doubt: z.array(Text).min(2),
  dismissal: z.array(Text).min(2),
  /** When the time is up, and when all was asked before that. */
  close: z.array(Text).min(1),
  done: z.array(Text).min(1),
})

export type Level = z.infer<typeof LevelSchema>
export type LevelId = Level['id']
export type Point = z.infer<typeof PointSchema>
export type Criterion = z.infer<typeof CriterionSchema>
export type Probe = z.infer<typeof ProbeSchema>
export type Change = z.infer<typeof ChangeSchema>
export type Phase = z.infer<typeof PhaseSchema>
export type Dimension = z.infer<typeof DimensionSchema>
export type RedFlag = z.infer<typeof RedFlagSchema>
export type Phrases = z.infer<typeof PhrasesSchema>
export type Problem = z.infer<typeof ProblemFileSchema> & { id: string; kind: 'problem' | 'scenario' }
export type Format = z.infer<typeof FormatFileSchema> & { id: string }

/** Everything one interview is held and graded by: frozen when it starts, stored under its hash. */
export type Rubric = {
  problem: Problem
  format: Format
  level: Level
  dimensions: Dimension[]
  redFlags: RedFlag[]
  phrases: Phrases
}

/** All content that ships or was added under rubrics/. */
export type Catalogue = {
  problems: Problem[]
  formats: Format[]
  levels: Level[]
  dimensions: Dimension[]
  redFlags: RedFlag[]
  phrases: Phrases
}

/** The same list each time, so that what is made of it can be kept. */
export const pointsOf = onceFor((problem: Problem): readonly Point[] =>
  problem.criteria.flatMap((criterion) => criterion.points),
)

/** What of a catalogue an interview needs, and no more: the rubric is stored under its hash. */
export const rubricOf = (
  { dimensions, redFlags, phrases }: Catalogue,
  problem: Problem,
  format: Format,
  level: Level,
): Rubric => ({ problem, format, level, dimensions, redFlags, phrases })
