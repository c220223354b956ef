import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parse } from 'yaml'
import { z } from 'zod'
import { readCatalogue } from '../../../src/adapters/library/read-catalogue.ts'
import { recognise } from '../../../src/interview/hearing/recognise.ts'
import { type Catalogue, pointsOf } from '../../../src/interview/rubric.ts'

/**
 * How far the recogniser can be trusted. Two sets of sentences were written from briefs and points alone, by writers who
 * saw no cue and no yes- or no-sentence: `development` is looked at when cues and denial are worked on, `held-out` never.
 */

const SentenceSchema = z.strictObject({
  says: z.string(),
  /** Every point of its problem that a strict reader would tick off on this sentence alone. */
  shows: z.array(z.string()),
  kind: z.enum(['plain', 'negated', 'hedged', 'question', 'list', 'wrong', 'past', 'other', 'copied']),
  /** What the interviewer had said, where the sentence repeats it. */
  heard: z.string().optional(),
})
const SetSchema = z.record(z.string(), z.array(SentenceSchema))
export type Sentence = z.infer<typeof SentenceSchema> & { problem: string; heardPoints: string[] }
export type SetName = 'development' | 'held-out'

/** Sentences with the points that the recogniser hears in them. @throws for a problem or point that does not exist */
export async function hearSet(name: SetName): Promise<Sentence[]> {
  const catalogue = await readCatalogue('rubrics')
  const file = join(import.meta.dirname, `${name}.yaml`)
  const set = SetSchema.parse(parse(await readFile(file, 'utf8')))
  return Object.entries(set).flatMap(([id, sentences]) => {
    const points = pointsFor(catalogue, id)
    const known = new Set(points.map((point) => point.id))
    return sentences.map((sentence) => {
      const unknown = sentence.shows.filter((point) => !known.has(point))
      if (unknown.length > 0) throw new Error(`${id} has no point ${unknown.join(', ')}: "${sentence.says}"`)
      const heard = recognise(points, sentence.says, sentence.heard ? [sentence.heard] : [])
      return { ...sentence, problem: id, heardPoints: heard.map((it) => it.id) }
    })
  })
}

/** The rubrics' own sentences: each yes-sentence shows its point, each no-sentence does not. */
export async function hearOwn(): Promise<{ wanted: number; right: number; wrong: number; denied: number }> {
  const catalogue = await readCatalogue('rubrics')
  const points = catalogue.problems.flatMap((problem) => pointsOf(problem))
  const heard = (point: (typeof points)[number], says: string) => recognise([point], says).length > 0
  const yes = points.flatMap((point) => point.yes.map((says) => heard(point, says)))
  const no = points.flatMap((point) => point.no.map((says) => heard(point, says)))
  return {
    wanted: yes.length,
    right: yes.filter(Boolean).length,
    wrong: no.filter(Boolean).length,
    denied: no.length,
  }
}

export type Figures = {
  sentences: number
  /** Points shown, heard, and both. */
  shown: number
  heard: number
  both: number
  /** Of the points heard, the share that was shown; of those shown, the share that was heard. 0 to 1, NaN without any. */
  precision: number
  recall: number
  /** Near misses, and those of them in which a point was heard. */
  nearMisses: number
  fooled: number
}

export function figuresOf(sentences: Sentence[]): Figures {
  const sum = (count: (it: Sentence) => number) => sentences.reduce((total, it) => total + count(it), 0)
  const shown = sum((it) => it.shows.length)
  const heard = sum((it) => it.heardPoints.length)
  const both = sum((it) => it.heardPoints.filter((point) => it.shows.includes(point)).length)
  const near = sentences.filter((it) => it.shows.length === 0)
  return {
    sentences: sentences.length,
    shown,
    heard,
    both,
    precision: both / heard,
    recall: both / shown,
    nearMisses: near.length,
    fooled: near.filter((it) => it.heardPoints.length > 0).length,
  }
}

function pointsFor(catalogue: Catalogue, id: string) {
  const problem = catalogue.problems.find((it) => it.id === id)
  if (!problem) throw new Error(`there is no problem ${id}`)
  return pointsOf(problem)
}
