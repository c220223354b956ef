import { useEffect, useReducer, useState } from 'react'
import { type Interview, openEvents, type StreamEvent } from '../api.ts'
import { type Connection, followEvents } from '../parts/follow-events.ts'
import { changeRoom, enterRoom } from './room-state.ts'

/** The room's state, kept up by the one stream of the interview's log. */
export function useRoom(interview: Interview) {
  const [state, change] = useReducer(changeRoom, interview, (it) => enterRoom(it, Date.now()))
  const [connection, setConnection] = useState<Connection>('connecting')
  const ended = state.interview.clock.status === 'ended'
  const { id, seq } = interview

  useEffect(() => {
    if (ended) return
    const stop = new AbortController()
    followEvents<StreamEvent>({
      open: (lastId, signal) => openEvents(id, lastId, signal),
      after: String(seq),
      signal: stop.signal,
      onEvent: (event) => change({ ...event, at: Date.now() }),
      onConnection: setConnection,
    })
    return () => stop.abort()
  }, [id, seq, ended])

  return { state, change, connection: ended ? ('open' as const) : connection }
}

/** The server's time now, looked at often enough for whole minutes. */
export function useServerNow(skew: number): number {
  const [now, setNow] = useState(() => Date.now())
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 5_000)
    return () => clearInterval(timer)
  }, [])
  return now + skew
}
