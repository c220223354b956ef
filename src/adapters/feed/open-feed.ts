import type { Feed, FeedItem } from '../../ports.ts'

/** Listeners on this node, and the sentences of the turn under way for those who come late. */
export function openFeed(): Feed {
  const listeners = new Map<string, Set<(item: FeedItem) => void>>()
  const underWay = new Map<string, FeedItem[]>()
  return {
    publish(interviewId, item) {
      if (item.type === 'say') underWay.set(interviewId, [...(underWay.get(interviewId) ?? []), item])
      if (item.type === 'stored') underWay.delete(interviewId)
      for (const listen of listeners.get(interviewId) ?? []) listen(item)
    },
    subscribe(interviewId, listen) {
      const all = listeners.get(interviewId) ?? new Set()
      listeners.set(interviewId, all.add(listen))
      for (const item of underWay.get(interviewId) ?? []) listen(item)
      return () => {
        all.delete(listen)
        if (all.size === 0) listeners.delete(interviewId)
      }
    },
  }
}
