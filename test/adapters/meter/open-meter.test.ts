import { expect, test } from 'vitest'
import { openMeter } from '../../../src/adapters/meter/open-meter.ts'
import { silentMeter } from '../../../src/adapters/meter/silent.ts'
import type { Measured } from '../../../src/ports/meter.ts'

const CALL = {
  model: 'small-2026-01-01',
  promptTokens: 1000,
  cachedTokens: 750,
  outputTokens: 40,
  firstTokenMs: 100,
  totalMs: 900,
  mode: 'strict',
} as const
const answered = (model: string, call: Partial<typeof CALL> | { cachedTokens: null } = {}): Measured => ({
  type: 'call',
  role: 'interviewer',
  model,
  outcome: 'answered',
  requests: 1,
  ms: 900,
  call: { ...CALL, ...call },
})
const failed = (outcome: 'timeout' | 'server-error', requests: number): Measured => ({
  type: 'call',
  role: 'grader',
  model: 'small',
  outcome,
  requests,
  ms: 10,
  call: null,
})

/** The lines of our own figures after these were noted. */
async function after(...noted: Measured[]): Promise<string[]> {
  const meter = openMeter({ models: ['small'], prices: { small: { input: 2, cached: 0.2, output: 10 } } })
  for (const it of noted) meter.note(it)
  const { type, body } = await meter.text()
  expect(type).toMatch(/^text\/plain; version=0\.0\.4/)
  return body.split('\n').filter((line) => /^(?:interlocutor|http)_/.test(line))
}

test('turns are counted by who worded them and how that came out, and timed', async () => {
  const turn = { type: 'turn', by: 'script', firstSentenceMs: 300, ms: 700 } as const
  const lines = await after(
    { ...turn, by: 'model', outcome: 'spoken' },
    { ...turn, outcome: 'fault' },
    { ...turn, outcome: 'fault' },
    { ...turn, outcome: 'refused' },
  )
  expect(lines).toEqual(
    expect.arrayContaining([
      'interlocutor_turns_total{by="model",outcome="spoken"} 1',
      'interlocutor_turns_total{by="script",outcome="fault"} 2',
      'interlocutor_turns_total{by="script",outcome="refused"} 1',
      'interlocutor_turn_first_sentence_seconds_bucket{le="0.25",by="script"} 0',
      'interlocutor_turn_first_sentence_seconds_bucket{le="0.5",by="script"} 3',
      'interlocutor_turn_seconds_count{by="model"} 1',
    ]),
  )
})

test('calls are counted with their requests, and faults by class and role', async () => {
  const lines = await after(failed('timeout', 3), failed('server-error', 0), failed('server-error', 1))
  expect(lines).toEqual(
    expect.arrayContaining([
      'interlocutor_model_calls_total{role="grader",model="small"} 3',
      'interlocutor_model_requests_total{role="grader",model="small"} 4',
      'interlocutor_model_faults_total{role="grader",kind="server-error"} 2',
      'interlocutor_model_faults_total{role="grader",kind="timeout"} 1',
    ]),
  )
})

test('tokens are counted by the model that was asked for, with the share that was cached and what they cost', async () => {
  const lines = await after(answered('small'), answered('small', { cachedTokens: null }))
  const labels = 'role="interviewer",model="small"'
  expect(lines).toEqual(
    expect.arrayContaining([
      `interlocutor_model_tokens_total{${labels},kind="prompt"} 2000`,
      `interlocutor_model_tokens_total{${labels},kind="cached"} 750`,
      `interlocutor_model_tokens_total{${labels},kind="output"} 80`,
      'interlocutor_model_cached_token_ratio{role="interviewer"} 0.375',
      // 250 and 1000 fresh at 2, 750 cached at 0.2, 80 written at 10, each per million.
      expect.stringMatching(/^interlocutor_model_cost_total\{role="interviewer",model="small"\} 0\.0034[45]/),
    ]),
  )
  expect(lines.join()).not.toContain('small-2026-01-01')
})

test('models that anybody may name share one label, and cost nothing without a price', async () => {
  const lines = await after(...['a', 'b', 'c'].map((model) => answered(model)))
  expect(lines).toContain('interlocutor_model_calls_total{role="interviewer",model="other"} 3')
  expect(lines.join('\n')).not.toMatch(/model="[abc]"|cost_total\{/)
})

test('gradings are counted by how they came out, and timed once they are over', async () => {
  const grading = { type: 'grading', grader: 'model', ms: 20_000 } as const
  const lines = await after({ ...grading, outcome: 'waiting' }, { ...grading, outcome: 'graded' })
  expect(lines).toEqual(
    expect.arrayContaining([
      'interlocutor_gradings_total{grader="model",outcome="waiting"} 1',
      'interlocutor_gradings_total{grader="model",outcome="graded"} 1',
      'interlocutor_grading_seconds_count{grader="model"} 1',
      'interlocutor_grading_seconds_sum{grader="model"} 20',
    ]),
  )
})

test('a circuit is shown from the start, open and closed', async () => {
  expect(await after()).toContain('interlocutor_model_circuit_open{model="small"} 0')
  const open = { type: 'circuit', model: 'small', isOpen: true } as const
  expect(await after(open)).toContain('interlocutor_model_circuit_open{model="small"} 1')
  expect(await after(open, { ...open, isOpen: false })).toContain('interlocutor_model_circuit_open{model="small"} 0')
})

test('what is under way is shown, and not at all while nobody can count it', async () => {
  const work = { live: 4, due: 1, ungraded: 3, waiting: 2 }
  const counted = { type: 'work', work, queue: { ready: 5, active: 2, later: 1 } } as const
  expect(await after(counted)).toEqual(
    expect.arrayContaining([
      'interlocutor_interviews_live 4',
      'interlocutor_turns_due 1',
      'interlocutor_gradings_open 3',
      'interlocutor_gradings_waiting 2',
      'interlocutor_queue_jobs{state="ready"} 5',
      'interlocutor_queue_jobs{state="later"} 1',
      'interlocutor_database_up 1',
    ]),
  )
  const lines = await after(counted, { type: 'work', work: null, queue: null })
  expect(lines).toContain('interlocutor_database_up 0')
  expect(lines.join('\n')).not.toMatch(/^interlocutor_(?:interviews_live|turns_due|gradings_\w+|queue_jobs)[ {]/m)
})

test('requests are timed by method, route and status', async () => {
  const request = { type: 'request', method: 'GET', route: '/api/catalogue', status: 200, ms: 15 } as const
  expect(await after(request)).toContain(
    'http_request_duration_seconds_bucket{le="0.02",method="GET",route="/api/catalogue",status="200"} 1',
  )
})

test('where nobody watches nothing is counted', async () => {
  silentMeter.note(answered('small'))
  expect((await silentMeter.text()).body).toBe('')
})

test('a budget is told of where there is one, and a spend that is not known is left out', async () => {
  const told = (lines: string[]) => lines.filter((line) => /^interlocutor_model_(?:spend|budget)/.test(line))
  expect(told(await after())).toEqual([])
  const spend = { type: 'spend', today: 1.5, perDay: 20, isClosed: false } as const
  expect(told(await after(spend))).toEqual([
    'interlocutor_model_spend_today 1.5',
    'interlocutor_model_budget_per_day 20',
    'interlocutor_model_budget_closed 0',
  ])
  expect(told(await after(spend, { ...spend, today: null, isClosed: true }))).toEqual([
    'interlocutor_model_budget_per_day 20',
    'interlocutor_model_budget_closed 1',
  ])
})
