import type { z } from '@hono/zod-openapi'
import { boardText } from '../interview/board/words.ts'
import { isFault, type SeqEvent } from '../interview/events.ts'
import type { Interview, Turn } from '../interview/interview.ts'
import { totalMinutes } from '../interview/phases.ts'
import type { Catalogue, Rubric } from '../interview/rubric.ts'
import type { InterviewSummary } from '../ports/store.ts'
import type {
  BoardView,
  CatalogueView,
  ClockView,
  InterviewListView,
  InterviewView,
  TranscriptView,
  TurnView,
  WhyView,
} from './views.ts'

/** What we hold → what the API shows. Facts, levels, answers and probes stay inside while an interview is held. */

type View<T extends z.ZodType> = z.input<T>

export const time = (ms: number): string => new Date(ms).toISOString()
export const timeOrNull = (ms: number | null): string | null => (ms === null ? null : time(ms))

/** The one quiet line a candidate sees when the model could not speak. */
export const FAULT = 'The model could not speak just now; this question is from the script. Nothing you said was lost.'

export const showTurn = (turn: Pick<Turn, 'seq' | 'at' | 'by' | 'text' | 'drew' | 'phase'>): View<typeof TurnView> => ({
  seq: turn.seq,
  at: time(turn.at),
  by: turn.by,
  text: turn.text,
  ...(turn.drew === undefined ? {} : { drew: turn.drew }),
  phase: turn.phase,
})

export const showClock = (it: Interview, now: number): View<typeof ClockView> => ({
  status: it.status,
  due: it.due,
  phase: it.phase,
  now: time(now),
  openedAt: time(it.openedAt),
  phaseEndsAt: time(it.phaseEndsAt),
  endsAt: time(it.endsAt),
  pausedAt: timeOrNull(it.pausedAt),
  endedAt: timeOrNull(it.endedAt),
  endReason: it.endReason,
})

const showPhases = (format: Rubric['format']) =>
  format.phases.map(({ id, title, goal, minutes }) => ({ id, title, goal, minutes }))

export function showInterview(
  rubric: Rubric,
  it: Interview,
  events: SeqEvent[],
  now: number,
): View<typeof InterviewView> {
  const { problem, format } = rubric
  const latest = events.findLast((event) => event.type === 'interviewer-spoke')
  return {
    id: it.id,
    problem: { id: problem.id, kind: problem.kind, title: problem.title, brief: problem.brief },
    format: { id: format.id, title: format.title, phases: showPhases(format) },
    level: it.level,
    interviewer: it.interviewer,
    seq: it.seq,
    clock: showClock(it, now),
    turns: it.turns.map(showTurn),
    fault: latest && isFault(latest) ? FAULT : null,
  }
}

export const showList = (rows: InterviewSummary[], limit: number): View<typeof InterviewListView> => ({
  interviews: rows.slice(0, limit).map(({ id, snapshot, run }) => ({
    id,
    problem: { id: snapshot.problem, title: snapshot.title },
    format: snapshot.format,
    level: snapshot.level,
    interviewer: snapshot.interviewer,
    simulated: snapshot.simulated ?? null,
    status: snapshot.status,
    openedAt: time(snapshot.openedAt),
    endedAt: timeOrNull(snapshot.endedAt),
    grading: run?.status ?? (snapshot.status === 'ended' ? 'grading' : 'none'),
  })),
  next: rows.length > limit ? (rows[limit - 1]?.id ?? null) : null,
})

export function showTranscript(rubric: Rubric, it: Interview, events: SeqEvent[]): View<typeof TranscriptView> {
  const ended = it.status === 'ended'
  return {
    interview: it.id,
    title: it.title,
    format: rubric.format.title,
    level: it.level,
    interviewer: it.interviewer,
    simulated: it.simulated ?? null,
    openedAt: time(it.openedAt),
    endedAt: timeOrNull(it.endedAt),
    turns: it.turns.map((turn) => ({
      ...showTurn(turn),
      move: turn.move ?? null,
      target: ended ? (turn.target ?? null) : null,
      why: ended ? showWhy(events.find((event) => event.seq === turn.seq)) : null,
      steers: ended && it.steered.includes(turn.seq),
    })),
  }
}

/** Other questions that were legal are still to come while the interview is held, so this is for afterwards. */
function showWhy(event: SeqEvent | undefined): View<typeof WhyView> | null {
  if (event?.type !== 'interviewer-spoke') return null
  const legal = event.why.legal.map(({ move, target, because }) => ({ move, target, because }))
  return { by: event.by, trigger: event.why.trigger, fault: event.fault, legal }
}

/** The board as it stood at a turn, or the latest; null when nothing was drawn by then. */
export function showBoard(events: SeqEvent[], at: number): View<typeof BoardView> | null {
  const event = events.findLast((it) => it.seq <= at && it.type === 'candidate-spoke' && it.board !== null)
  if (event?.type !== 'candidate-spoke' || event.board === null) return null
  return { seq: event.seq, says: boardText(event.board.graph), elements: event.board.scene.elements }
}

const INTERVIEWERS = {
  scripted: 'Asks authored questions and recognises phrases, not meaning. Works without a key or a network.',
  model: 'Listens and words its follow-ups with a language model, within the same rules.',
  missing: 'No model is configured: set OPENAI_BASE_URL or OPENAI_API_KEY and start again.',
}

export function showCatalogue(catalogue: Catalogue, hasModel: boolean): View<typeof CatalogueView> {
  const titleOf = (id: string) => catalogue.dimensions.find((it) => it.id === id)?.title ?? id
  return {
    problems: catalogue.problems.map(({ id, kind, title, summary, criteria }) => ({
      id,
      kind,
      title,
      summary,
      dimensions: [...new Set(criteria.toSorted((a, b) => b.weight - a.weight).map((it) => titleOf(it.dimension)))],
    })),
    formats: catalogue.formats
      .map((it) => ({
        id: it.id,
        title: it.title,
        summary: it.summary,
        fits: it.fits,
        minutes: totalMinutes(it),
        phases: showPhases(it),
      }))
      .toSorted((a, b) => b.minutes - a.minutes),
    levels: catalogue.levels.map(({ id, title, says, titles }) => ({ id, title, says, titles })),
    interviewers: [
      { id: 'scripted', available: true, says: INTERVIEWERS.scripted },
      { id: 'model', available: hasModel, says: hasModel ? INTERVIEWERS.model : INTERVIEWERS.missing },
    ],
  }
}
