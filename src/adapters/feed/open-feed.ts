import type { Feed, FeedItem, Log } from '../../ports/world.ts'

type Listen = (item: FeedItem) => void

/** Listeners on this node, and the sentences of the turn under way for those who come late. */
export function openFeed(log?: Log): Feed {
  const listeners = new Map<string, Set<Listen>>()
  const underWay = new Map<string, FeedItem[]>()
  // Who speaks must never be stopped by one who listens.
  const tell = (interviewId: string, listen: Listen, item: FeedItem) => {
    try {
      listen(item)
    } catch (error) {
      log?.warn({ interview: interviewId, cause: String(error) }, 'a listener failed')
    }
  }
  return {
    publish(interviewId, item) {
      // A turn that is begun again, since its first try was never stored, replaces what was said of it.
      if (item.type === 'say')
        underWay.set(interviewId, item.part === 1 ? [item] : [...(underWay.get(interviewId) ?? []), item])
      else underWay.delete(interviewId)
      for (const listen of [...(listeners.get(interviewId) ?? [])]) tell(interviewId, listen, item)
    },
    subscribe(interviewId, listen) {
      const all = listeners.get(interviewId) ?? new Set<Listen>()
      // Each subscription is its own, even of the same function.
      const mine: Listen = (item) => listen(item)
      listeners.set(interviewId, all.add(mine))
      for (const item of underWay.get(interviewId) ?? []) tell(interviewId, mine, item)
      return () => {
        all.delete(mine)
        if (all.size === 0 && listeners.get(interviewId) === all) listeners.delete(interviewId)
      }
    },
  }
}
