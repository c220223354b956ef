/** Where a server under test can be told to die: each step of a turn and of a grading, before and after it is stored. */
export type Step =
  | 'create'
  | 'turn'
  | 'reply'
  | 'end'
  | 'start-run'
  | 'save-heard'
  | 'save-grade'
  | 'finish-run'
  | 'take-due'

export type Point = `${Step}:${'before' | 'after'}` | 'enqueue' | 'say'

/** `enqueue` is within the transaction that ends an interview; `say` is between a sentence spoken and its commit. */
export const POINTS: Record<'turn' | 'frame' | 'grading', Point[]> = {
  turn: ['turn:before', 'turn:after', 'reply:before', 'reply:after', 'say', 'take-due:after'],
  frame: ['create:before', 'create:after', 'end:before', 'end:after', 'enqueue', 'take-due:before'],
  grading: [
    'start-run:before',
    'start-run:after',
    'save-heard:before',
    'save-heard:after',
    'save-grade:before',
    'save-grade:after',
    'finish-run:before',
    'finish-run:after',
  ],
}

/** What the test tells a server: to die when it comes to this point for the nth time from now. */
export type Order = { point: Point; nth: number }

let order: Order | null = null

export function obey(given: Order): void {
  order = { ...given }
}

/** Passed by the server on its way. The one it was ordered to die at does not return. */
export function reach(point: Point): void {
  if (order?.point !== point || --order.nth > 0) return
  process.kill(process.pid, 'SIGKILL')
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0)
}
