import type { Interview, Turn } from '../../web/src/api.ts'

const START = Date.parse('2026-11-23T20:00:00.000Z')
export const at = (minutes: number) => new Date(START + minutes * 60_000).toISOString()

export const makeTurn = (seq: number, by: Turn['by'], text = `${by} ${seq}`, phase = 0): Turn => ({
  seq,
  at: at(seq),
  by,
  text,
  phase,
})

export const makeClock = (change: Partial<Interview['clock']> = {}): Interview['clock'] => ({
  status: 'open',
  due: 'candidate',
  phase: 0,
  now: at(0),
  openedAt: at(0),
  phaseEndsAt: at(5),
  endsAt: at(20),
  pausedAt: null,
  endedAt: null,
  endReason: null,
  ...change,
})

export const makeInterview = (change: Partial<Interview> = {}): Interview => ({
  id: '01939a5e-7c10-7aaa-8000-000000000001',
  problem: { id: 'queue-loss', kind: 'scenario', title: 'Lost messages', brief: 'Where do they go?' },
  format: { id: 'drill', title: 'Drill', phases: [{ id: 'drill', title: 'Drill', goal: 'Find them.', minutes: 8 }] },
  level: 'senior',
  interviewer: 'scripted',
  seq: 2,
  clock: makeClock(),
  turns: [makeTurn(2, 'interviewer')],
  fault: null,
  ...change,
})
