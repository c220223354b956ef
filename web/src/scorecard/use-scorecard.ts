import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { openScorecardEvents, readScorecard, type ScorecardEvent } from '../api.ts'
import { followEvents } from '../parts/follow-events.ts'

const POLL_MS = 1000

/** The scorecard, kept up by its stream while it is being made, and by asking where the stream does not come through. */
export function useScorecard(id: string, run?: string) {
  const queries = useQueryClient()
  const [isStreaming, setStreaming] = useState(false)
  const scorecard = useQuery({
    queryKey: ['scorecard', id, run],
    queryFn: () => readScorecard(id, run),
    refetchInterval: (query) => (query.state.data?.status === 'grading' && !isStreaming ? POLL_MS : false),
  })
  const isGrading = run === undefined && scorecard.data?.status === 'grading'

  useEffect(() => {
    if (!isGrading) return
    const stop = new AbortController()
    followEvents<ScorecardEvent>({
      open: (lastId, signal) => openScorecardEvents(id, lastId, signal),
      after: '',
      signal: stop.signal,
      onEvent: ({ data }) => queries.setQueryData(['scorecard', id, undefined], data),
      onConnection: (state) => setStreaming(state === 'open'),
    })
    return () => {
      stop.abort()
      setStreaming(false)
    }
  }, [id, isGrading, queries])

  return scorecard
}
