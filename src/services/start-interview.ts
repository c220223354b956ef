import { Conflict, Invalid, NotFound } from '../errors.ts'
import { advance, open, snapshotOf } from '../interview/advance.ts'
import type { InterviewEvent, InterviewOpened } from '../interview/events.ts'
import type { Interview } from '../interview/interview.ts'
import { rank } from '../interview/policy/rank.ts'
import { sayOpening } from '../interview/policy/say.ts'
import { type Catalogue, type LevelId, type Rubric, rubricOf } from '../interview/rubric.ts'
import { noteOf } from '../interview/speaking/ledger.ts'
import { authored, spokenEvents } from '../interview/speaking/spoken.ts'
import { type Given, levelFor, tailor } from '../interview/tailoring.ts'
import type { World } from '../ports/world.ts'
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
  const opened = openingOf(world, rubric, { interviewer, simulated: null, given })
  const { interview } = open(rubric, id, opened)
  const events = openingTurn(rubric, interview)
  const begun = events.reduce((it, event) => advance(rubric, it, event).interview, interview)
  await world.store.publishRubric(org, opened.rubricHash, rubric)
  await world.store.createInterview({ org, id, events: [opened, ...events], snapshot: snapshotOf(begun) })
  return id
}

/** The brief, and before it the role where one was named: always in authored words. */
function openingTurn(rubric: Rubric, interview: Interview): InterviewEvent[] {
  const at = interview.openedAt
  const legal = rank(rubric, interview, null, at)
  const choice = { interview, heard: null, legal, note: noteOf(rubric, interview, legal, at) }
  return spokenEvents(rubric, choice, { ...authored(legal), text: sayOpening(rubric, interview) }, at)
}

/** The event that opens an interview now, with all that it freezes: hashes, nonce, the model's system message. */
export function openingOf(
  { library, clock, ids }: Pick<World, 'library' | 'clock' | 'ids'>,
  rubric: Rubric,
  { interviewer, simulated, given }: Pick<InterviewOpened, 'interviewer'> & { simulated: string | null; given: Given },
): InterviewOpened {
  const { problem, format, level } = rubric
  const nonce = `note-${hashOf(ids.next()).slice(0, 12)}`
  return {
    type: 'interview-opened',
    at: clock.now(),
    problem: problem.id,
    kind: problem.kind,
    title: problem.title,
    format: format.id,
    level: level.id,
    interviewer,
    simulated,
    rubricHash: hashOf(rubric),
    promptHash: library.prompts.hash,
    nonce,
    system: interviewer === 'model' ? systemPrompt(library.prompts, rubric, nonce, given) : null,
    tailoring: tailor(problem, given),
  }
}

/** The rubric that ships for a problem. @throws NotFound naming what there is; Invalid where the format does not fit */
export function rubricFor(
  catalogue: Catalogue,
  request: Pick<StartRequest, 'problem' | 'format'> & { level: LevelId },
): Rubric {
  const { problems, formats, levels } = catalogue
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
  return rubricOf(catalogue, problem, format, level)
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
