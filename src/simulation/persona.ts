/** How a simulated candidate behaves. Chances are 0 to 1. */
export type Persona = {
  id: string
  says: string
  /** Chance of knowing a point, by the level it belongs to. */
  knows: { 2: number; 3: number; 4: number }
  /** Facts asked for at the beginning. */
  asks: number
  /** What is said when a point is not known. */
  unknown: 'admits' | 'waves' | 'denies' | 'lists' | 'steers'
  /** How what is known is wrapped. */
  manner: 'plain' | 'rambles' | 'terse'
  /** Place among the others on every problem: a higher rank must not come out below a lower one. */
  rank: number
}

export const PERSONAS: Persona[] = [
  {
    id: 'strong',
    says: 'has run such a thing, asks first, volunteers',
    knows: { 2: 0.97, 3: 0.92, 4: 0.8 },
    asks: 4,
    unknown: 'admits',
    manner: 'plain',
    rank: 4,
  },
  {
    id: 'rambler',
    says: 'knows a good deal and takes long to say it',
    knows: { 2: 0.85, 3: 0.6, 4: 0.25 },
    asks: 2,
    unknown: 'waves',
    manner: 'rambles',
    rank: 3,
  },
  {
    id: 'medium',
    says: 'sound on the basics, patchy beyond',
    knows: { 2: 0.85, 3: 0.6, 4: 0.25 },
    asks: 2,
    unknown: 'admits',
    manner: 'plain',
    rank: 3,
  },
  {
    id: 'weak',
    says: 'knows some of the basics',
    knows: { 2: 0.55, 3: 0.12, 4: 0 },
    asks: 1,
    unknown: 'admits',
    manner: 'terse',
    rank: 2,
  },
  {
    id: 'hand-waver',
    says: 'sounds sure and says nothing that could be built',
    knows: { 2: 0, 3: 0, 4: 0 },
    asks: 0,
    unknown: 'waves',
    manner: 'plain',
    rank: 1,
  },
  {
    id: 'keyword-stuffer',
    says: 'lists the names of things',
    knows: { 2: 0, 3: 0, 4: 0 },
    asks: 0,
    unknown: 'lists',
    manner: 'plain',
    rank: 1,
  },
  {
    id: 'negator',
    says: 'says the right words and denies them',
    knows: { 2: 0, 3: 0, 4: 0 },
    asks: 0,
    unknown: 'denies',
    manner: 'plain',
    rank: 1,
  },
  {
    id: 'silent',
    says: 'hardly speaks',
    knows: { 2: 0, 3: 0, 4: 0 },
    asks: 0,
    unknown: 'admits',
    manner: 'terse',
    rank: 1,
  },
  {
    id: 'steerer',
    says: 'tries to talk the interviewer into marks',
    knows: { 2: 0, 3: 0, 4: 0 },
    asks: 0,
    unknown: 'steers',
    manner: 'plain',
    rank: 1,
  },
]
