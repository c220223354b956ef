import { createStore as create } from '../../src/adapters/db/create-store.ts'
import { openFeed as open } from '../../src/adapters/feed/open-feed.ts'
import type { Append, Store } from '../../src/ports/store.ts'
import { reach, type Step } from './points.ts'

/** The store and the feed of a server that can be told to die on its way through them. */

export const createStore: typeof create = (database, enqueue) => {
  const store = create(database, async (...given) => {
    reach('enqueue')
    await enqueue(...given)
  })
  const armed = <Name extends 'createInterview' | 'startRun' | 'saveHeard' | 'saveGrade' | 'finishRun' | 'takeDue'>(
    name: Name,
    step: Step,
  ) => ({ [name]: passing(step, store[name] as (...given: unknown[]) => Promise<unknown>) }) as Pick<Store, Name>
  return {
    ...store,
    ...armed('createInterview', 'create'),
    ...armed('startRun', 'start-run'),
    ...armed('saveHeard', 'save-heard'),
    ...armed('saveGrade', 'save-grade'),
    ...armed('finishRun', 'finish-run'),
    ...armed('takeDue', 'take-due'),
    append: (request) => {
      const step = STEPS[request.events[0]?.type ?? '']
      return step ? passing(step, store.append)(request) : store.append(request)
    },
  }
}

const STEPS: Partial<Record<Append['events'][number]['type'] | '', Step>> = {
  'candidate-spoke': 'turn',
  'interviewer-spoke': 'reply',
  'interview-ended': 'end',
}

const passing =
  <Given extends unknown[], Result>(step: Step, work: (...given: Given) => Promise<Result>) =>
  async (...given: Given): Promise<Result> => {
    reach(`${step}:before`)
    const result = await work(...given)
    reach(`${step}:after`)
    return result
  }

export const openFeed: typeof open = (...given) => {
  const feed = open(...given)
  return {
    ...feed,
    publish(id, item) {
      feed.publish(id, item)
      // Once the sentence has left the process.
      if (item.type === 'say') setImmediate(() => reach('say'))
    },
  }
}
