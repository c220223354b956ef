import type { Outcome } from './judge.ts'

/** What monitoring reads must be what happened: turns by how they came out, and faults by class. */

/** A call that a turn did not wait for is one that took too long. */
const KINDS: Record<string, string> = { patience: 'timeout' }

/** Counts what the site did, turn by turn. */
export class Tally {
  readonly #turns = new Map<string, number>()
  readonly #faults = new Map<string, number>()

  take({ first, second }: Outcome): void {
    for (const { by, fault } of [first, second]) {
      const outcome = fault === null ? 'spoken' : fault.startsWith('refused:') ? 'refused' : 'fault'
      add(this.#turns, `interlocutor_turns_total{by="${by}",outcome="${outcome}"}`)
      if (outcome === 'fault')
        add(this.#faults, `interlocutor_model_faults_total{role="interviewer",kind="${KINDS[fault ?? ''] ?? fault}"}`)
    }
  }

  /** The figures that are not as they should be. Answers that the guards refused may have failed as well. */
  differences(metrics: string): string[] {
    const read = new Map(metrics.split('\n').map((line) => [line.replace(/ \S+$/, ''), Number(line.split(' ').at(-1))]))
    const wrong =
      (isRight: (read: number, count: number) => boolean) =>
      ([name, count]: [string, number]) =>
        isRight(read.get(name) ?? 0, count) ? [] : [`${name} is ${read.get(name) ?? 'not there'}, and not ${count}`]
    return [
      ...[...this.#turns].flatMap(wrong((is, count) => is === count)),
      ...[...this.#faults].flatMap(wrong((is, count) => is >= count)),
    ]
  }
}

const add = (counts: Map<string, number>, name: string) => counts.set(name, (counts.get(name) ?? 0) + 1)
