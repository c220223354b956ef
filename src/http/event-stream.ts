import { advance } from '../interview/advance.ts'
import { isFault, type SeqEvent } from '../interview/events.ts'
import type { Interview } from '../interview/interview.ts'
import type { Rubric } from '../interview/rubric.ts'
import type { FeedItem, World } from '../ports/world.ts'
import { eventText, type Source, serverSentEvents } from './server-sent-events.ts'
import { FAULT, showClock, showTurn } from './show.ts'
import type { StreamEventName } from './views.ts'

/** Where a listener is: the last event it has, and how many sentences of the turn after it. */
export type Cursor = { seq: number; part: number }

export const START: Cursor = { seq: 0, part: 0 }

/** Reads `Last-Event-ID` or `?after=`: "12" or "12.1"; anything else begins at the start. */
export function parseCursor(text: string | undefined): Cursor {
  const match = /^(\d{1,9})(?:\.(\d{1,4}))?$/.exec(text ?? '')
  if (!match) return START
  const [seq, part] = [Number(match[1]), match[2]]
  // "12.1" is the first sentence of turn 12, which is not whole yet.
  return part === undefined ? { seq, part: 0 } : { seq: seq - 1, part: Number(part) }
}

type Needs = Pick<World, 'store' | 'feed' | 'clock' | 'log'>

type Listening = {
  org: string
  rubric: Rubric
  /** The interview as its events amount to. */
  interview: Interview
  from: Cursor
  /** Ends the stream once this seq has been sent. */
  until?: (event: SeqEvent) => boolean
}
/** `isLatest`: the last event was stored by this node just now, and it has heard of no other since. */
type Known = { events: SeqEvent[]; isLatest?: boolean }

/**
 * The log of an interview as server-sent events, from a cursor on and as it grows. Ids are `seq` for committed turns and
 * `seq.part` for sentences of the coming one, so that a listener who comes back misses and repeats nothing.
 */
export const eventStream = (world: Needs, { events, isLatest = false, ...listening }: Listening & Known): Response =>
  serverSentEvents((write, close) => {
    const listener = new Listener(world, listening, write, close)
    const source = listen(world, listener)
    listener.begin(events, isLatest)
    return source
  })

/** Apart from where it is made: what a closure of a stream's life closes over lives as long, the events as well. */
function listen({ feed }: Pick<Needs, 'feed'>, listener: Listener): Source {
  const unsubscribe = feed.subscribe(listener.interviewId, (item) => listener.hear(item))
  return {
    wake: () => listener.wake(),
    stop: () => {
      unsubscribe()
      listener.isOver = true
    },
  }
}

/** One listener: sends what is new, in order, one read at a time. */
class Listener {
  isOver = false
  readonly #world: Needs
  readonly #it: Listening
  readonly #write: (text: string) => void
  readonly #close: () => void
  #interview: Interview
  #at: Cursor
  /** Phase and deadlines as this listener was last told them. */
  #told = ''
  #reading = false
  #again = false
  #early: Extract<FeedItem, { type: 'say' }>[] = []

  constructor(world: Needs, it: Listening, write: (text: string) => void, close: () => void) {
    this.#world = world
    this.#it = it
    this.#write = write
    this.#close = close
    this.#interview = it.interview
    this.#at = it.from
  }

  get interviewId(): string {
    return this.#interview.id
  }

  /** Sends the events that came with it, then what the store may have besides. */
  begin(events: SeqEvent[], isLatest: boolean): void {
    for (const event of events) this.#send(event)
    if (isLatest) this.#say()
    else this.wake()
  }

  hear(item: FeedItem): void {
    if (item.type === 'say') {
      this.#early.push(item)
      this.#say()
    } else if (item.type === 'stored' && item.events && this.#isNext(item.events)) {
      this.#sendAll(item.events)
    } else this.wake()
  }

  /** A read that is under way may bring the same. */
  #isNext([first]: SeqEvent[]): boolean {
    return !this.#reading && first?.seq === this.#interview.seq + 1
  }

  /** Reads what is new in the store and sends it. */
  wake(): void {
    this.#again = true
    if (!this.#reading) void this.#read()
  }

  async #read(): Promise<void> {
    this.#reading = true
    try {
      while (this.#again && !this.isOver) {
        this.#again = false
        const fresh = await this.#world.store.readEvents(this.#it.org, this.#interview.id, this.#interview.seq)
        this.#sendAll(fresh ?? [])
      }
    } catch (error) {
      this.#giveUp(error)
    } finally {
      this.#reading = false
    }
  }

  /** What could not be sent is found by the listener who comes back. */
  #sendAll(fresh: SeqEvent[]): void {
    try {
      for (const event of fresh) this.#send(event, true)
      if (!this.isOver) this.#say()
    } catch (error) {
      this.#giveUp(error)
    }
  }

  #giveUp(error: unknown): void {
    this.#world.log.warn({ interview: this.#interview.id, cause: String(error) }, 'a stream could not read on')
    if (!this.isOver) this.#close()
  }

  /** Sentences of the coming turn, once everything before it was sent. */
  #say(): void {
    for (const item of this.#early.splice(0)) {
      if (item.seq > this.#at.seq + 1) this.#early.push(item)
      else if (item.seq === this.#at.seq + 1 && item.part > this.#at.part) {
        this.#event('say', { seq: item.seq, part: item.part, text: item.text }, `${item.seq}.${item.part}`)
        this.#at = { ...this.#at, part: item.part }
      }
    }
  }

  #send(event: SeqEvent, fresh = false): void {
    if (this.isOver) return
    if (fresh) this.#interview = advance(this.#it.rubric, this.#interview, event).interview
    if (event.seq <= this.#at.seq) return
    const id = String(event.seq)
    const clock = showClock(this.#interview, this.#world.clock.now())
    if (event.type === 'candidate-spoke' || event.type === 'interviewer-spoke') {
      const turn = this.#interview.turns.find((it) => it.seq === event.seq)
      if (event.type === 'interviewer-spoke' && isFault(event)) this.#event('fault', { says: FAULT })
      if (turn) {
        // A reply moves the deadlines by the time it took.
        const told = [turn.phase, clock.phaseEndsAt, clock.endsAt].join()
        if (told !== this.#told) this.#event('phase', { ...clock, phase: turn.phase })
        this.#told = told
        this.#event('turn', showTurn(turn), id)
      }
    } else if (event.type === 'interview-ended') this.#event('end', clock, id)
    else this.#event('phase', clock, id)
    this.#at = { seq: event.seq, part: 0 }
    if (event.type === 'interview-ended' || this.#it.until?.(event)) this.#close()
  }

  #event(name: StreamEventName, data: unknown, id?: string): void {
    this.#write(eventText(name, data, id))
  }
}
