import type { Tailoring } from './events.ts'
import { cueOf, findCue } from './hearing/cues.ts'
import { isDenied } from './hearing/denial.ts'
import { type Level, type LevelId, type Probe, type Problem, pointsOf } from './rubric.ts'
import { clauses, sentences, type Token, tokens } from './words.ts'

/** What a candidate gave, cleaned (own-account.ts); null where nothing was given. */
export type Given = { job: string | null; resume: string | null }

/** What follows from a job title and a résumé for an interview on this problem; null when neither was given. */
export function tailor(problem: Problem, given: Given): Tailoring | null {
  const { job, resume } = given
  if (job === null && resume === null) return null
  return { job, favours: favoursOf(problem, [job, resume].join('\n')) }
}

/** The level that a job title suggests, or null. */
export function levelFor(levels: Level[], job: string | null): LevelId | null {
  const words = tokens(job ?? '').map((token) => token.word)
  return levels.findLast((level) => level.titles.some((title) => words.includes(title)))?.id ?? null
}

/** Favouring most of the questions would favour none. */
const SHARE = 1 / 3

/** Ids of the probes that a text speaks of most; in the order of the problem where they are alike. */
function favoursOf(problem: Problem, text: string): string[] {
  const parts = sentences(text).map((span) => clauses(text, span))
  return problem.probes
    .map((probe) => ({ id: probe.id, words: wordsOf(problem, probe).filter((word) => stands(word, parts)).length }))
    .filter((it) => it.words > 0)
    .sort((a, b) => b.words - a.words)
    .slice(0, Math.floor(problem.probes.length * SHARE))
    .map((it) => it.id)
}

/** The words of what a probe is about, and of what it brings out; what is shown by asking stands in no résumé. */
function wordsOf(problem: Problem, probe: Probe): string[] {
  const points = pointsOf(problem).filter((point) => probe.brings.includes(point.id) && !point.asked)
  return [...new Set([...probe.binds, ...points.flatMap((point) => point.cues)])]
}

/** Does a text, given as the clauses of its sentences, say these words and not deny them? */
const stands = (word: string, parts: Token[][][]): boolean =>
  parts.some((sentence) => findCue(cueOf(word), sentence, (clause, at) => !isDenied(clause, at)) !== null)
