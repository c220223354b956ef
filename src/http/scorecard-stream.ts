import type { z } from '@hono/zod-openapi'
import type { World } from '../ports/world.ts'
import type { ScorecardView } from './scorecard-views.ts'
import { eventText, serverSentEvents } from './server-sent-events.ts'

type Scorecard = z.input<typeof ScorecardView>
type Listening = {
  interview: string
  /** Reads the scorecard as it stands. */
  look: () => Promise<Scorecard>
  /** State that the listener has already. */
  after: string | undefined
}

/** The worker may be another process, which this one does not hear: the store is looked at so often. */
const LOOK_MS = 1000

/** Names a state of a scorecard: who has it need not be sent it again. */
export const stateOf = ({ run, status, progress, waiting }: Scorecard): string =>
  [run ?? 'none', status, progress.done, waiting?.try ?? 1].join('.')

/** A scorecard, whole, each time that it changes, until its grading is over. */
export const scorecardStream = (world: Pick<World, 'feed' | 'log'>, it: Listening): Response =>
  serverSentEvents((write, close) => {
    let has = it.after
    let isReading = false
    let isNews = false
    const look = async () => {
      isNews = true
      if (isReading) return
      isReading = true
      try {
        while (isNews) {
          isNews = false
          const card = await it.look()
          const state = stateOf(card)
          if (state !== has) write(eventText('scorecard', card, state))
          has = state
          if (card.status !== 'grading') return close()
        }
      } catch (error) {
        world.log.warn({ interview: it.interview, cause: String(error) }, 'a stream could not read on')
        close()
      } finally {
        isReading = false
      }
    }
    const wake = () => void look()
    const unsubscribe = world.feed.subscribe(it.interview, wake)
    const timer = setInterval(wake, LOOK_MS)
    wake()
    return {
      wake,
      stop: () => {
        unsubscribe()
        clearInterval(timer)
      },
    }
  })
