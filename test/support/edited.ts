import type { Criterion } from '../../src/interview/rubric.ts'
import type { Library } from '../../src/ports/world.ts'
import { openTestWorld, type TestWorld } from './world.ts'

/** A point, in a criterion of its own, that `queue-loss` has after an author's edit, and the words that show it. */
export const MARKER = {
  criterion: 'watching',
  asks: 'Would anybody notice before the customers do?',
  point: 'counts-both-ends',
  says: 'Counts what goes in and what comes out, and compares.',
  yes: 'We count messages at both ends and compare the two numbers each minute.',
} as const

const CRITERION: Criterion = {
  id: MARKER.criterion,
  dimension: 'operations',
  weight: 3,
  asks: MARKER.asks,
  levels: { 1: 'Would not.', 2: 'Looks.', 3: 'Is told.', 4: 'Is told why.' },
  points: [
    {
      id: MARKER.point,
      says: MARKER.says,
      level: 2,
      asked: false,
      cues: ['count & both ends'],
      yes: [MARKER.yes, MARKER.yes, MARKER.yes],
      no: ['We do not count.', 'Nobody looks.', 'It is a queue.'],
    },
    {
      id: 'pages-somebody',
      says: 'Somebody is paged when the two differ.',
      level: 3,
      asked: false,
      cues: ['page somebody'],
      yes: ['That pages somebody.', 'We page somebody.', 'It will page somebody.'],
      no: ['Nobody is paged.', 'It is a page.', 'We do not page somebody.'],
    },
  ],
}

/** The content as it is after an author has edited `queue-loss`: one criterion more. */
export const edited = (library: Library): Library => ({
  ...library,
  catalogue: {
    ...library.catalogue,
    problems: library.catalogue.problems.map((it) =>
      it.id === 'queue-loss' ? { ...it, criteria: [...it.criteria, CRITERION] } : it,
    ),
  },
})

/** Two processes over one store: one with the content as it was, one as it is after the edit. Close them. */
export async function openBothContents(): Promise<{ app: TestWorld; later: TestWorld; close: () => Promise<void> }> {
  const app = await openTestWorld()
  const { store, jobs, library } = app.world
  const later = await openTestWorld({ store, jobs, library: edited(library) })
  return {
    app,
    later,
    close: async () => {
      await later.close()
      await app.close()
    },
  }
}
