import { Conflict, Invalid, NotFound } from '../errors.ts'
import { advance, open, snapshotOf } from '../interview/advance.ts'
import type { InterviewerSpoke, InterviewOpened } from '../interview/events.ts'
import { noteOf } from '../interview/ledger.ts'
import { rank } from '../interview/policy/rank.ts'
import { sayOpening } from '../interview/policy/say.ts'
import type { Catalogue, LevelId, Rubric } from '../interview/rubric.ts'
import { levelFor, tailor } from '../interview/tailoring.ts'
import type { World } from '../ports.ts'
import { hashOf } from './hash.ts'
import { readGiven } from './read-given.ts'
import { systemPrompt } from './system-prompt.ts'

export type StartRequest = {
  problem: string
  format?: string | undefined
  /** What the job title suggests unless given, else senior. */
  level?: LevelId | undefined
  interviewer?: 'scripted' | 'model' | undefined
  job?: string | undefined
  resume?: string | undefined
}

type Needs = Pick<World, 'store' | 'library' | 'clock' | 'ids' | 'model'>

/**
 * Opens an interview; its opening turn is spoken at once, in authored words. @returns its id
 * @throws NotFound for an unknown problem or format, naming those there are; Invalid when they do not fit, or for a job
 *   title that is none; TooLarge for a résumé that is too long; Conflict when a model is asked for and none is configured
 */
export async function startInterview(world: Needs, org: string, request: StartRequest): Promise<string> {
  const { catalogue } = world.library
  const given = readGiven(request)
  const level = request.level ?? levelFor(catalogue.levels, given.job) ?? 'senior'
  const rubric = rubricFor(catalogue, { ...request, level })
  const interviewer = request.interviewer ?? (world.model ? 'model' : 'scripted')
  if (interviewer === 'model' && !world.model)
    throw new Conflict(
      'no-model',
      'No model is configured; set OPENAI_BASE_URL or OPENAI_API_KEY, or choose the scripted interviewer.',
    )
  const id = world.ids.next()
  const nonce = `note-${hashOf(world.ids.next()).slice(0, 12)}`
  const at = world.clock.now()
  const opened: InterviewOpened = {
    type: 'interview-opened',
    at,
    problem: rubric.problem.id,
    kind: rubric.problem.kind,
    title: rubric.problem.title,
    format: rubric.format.id,
    level: rubric.level.id,
    interviewer,
    rubricHash: hashOf(rubric),
    promptHash: world.library.prompts.hash,
    nonce,
    system: interviewer === 'model' ? systemPrompt(world.library.prompts, rubric, nonce, given) : null,
    tailoring: tailor(rubric.problem, given),
  }
  const { interview } = open(rubric, id, opened)
  const [opening] = rank(rubric, interview, null, at)
  if (!opening) throw new Error('there is no opening move')
  const { says: _, because, ...pair } = opening
  const spoke: InterviewerSpoke = {
    type: 'interviewer-spoke',
    at,
    text: sayOpening(rubric, interview),
    ...pair,
    by: 'script',
    why: { legal: [{ ...pair, because }], trigger: null },
    note: interviewer === 'model' ? noteOf(rubric, interview, [opening], at) : null,
    observed: [],
    shown: [],
    fault: null,
    call: null,
  }
  const begun = advance(rubric, interview, spoke).interview
  await world.store.publishRubric(org, opened.rubricHash, rubric)
  await world.store.createInterview({ org, id, events: [opened, spoke], snapshot: snapshotOf(begun) })
  return id
}

function rubricFor(catalogue: Catalogue, request: StartRequest & { level: LevelId }): Rubric {
  const { problems, formats, levels, dimensions, redFlags, phrases } = catalogue
  const problem = problems.find((it) => it.id === request.problem)
  if (!problem) throw unknown('problem', request.problem, problems)
  const fitting = formats.filter((it) => it.fits === problem.kind)
  const format = request.format === undefined ? longest(fitting) : formats.find((it) => it.id === request.format)
  if (!format) throw unknown('format', request.format ?? '', fitting)
  if (format.fits !== problem.kind)
    throw new Invalid(
      'format-does-not-fit',
      `Format ${format.id} is for a ${format.fits}, and ${problem.id} is a ${problem.kind}; fitting: ${idsOf(fitting)}.`,
      {
        path: 'format',
      },
    )
  const level = levels.find((it) => it.id === request.level)
  if (!level) throw unknown('level', request.level, levels)
  return { problem, format, level, dimensions, redFlags, phrases }
}

const longest = (formats: Catalogue['formats']) =>
  formats.toSorted(
    (a, b) => b.phases.reduce((sum, it) => sum + it.minutes, 0) - a.phases.reduce((sum, it) => sum + it.minutes, 0),
  )[0]

const idsOf = (all: { id: string }[]): string => all.map((it) => it.id).join(', ')

const unknown = (noun: string, id: string, all: { id: string }[]): NotFound =>
  new NotFound(`no-such-${noun}`, `There is no ${noun} "${id}". There is: ${idsOf(all)}.`, {
    valid: all.map((it) => it.id),
  })
