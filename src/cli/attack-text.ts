import type { Outcome, Tally } from '../evaluation/attacks/outcome.ts'
import type { Share } from '../evaluation/wilson.ts'

/** The outcome of attacks as lines of text, at most 90 columns. */
export function attackText({ sources, drift, benign }: Outcome): string[] {
  return [
    ...sources.flatMap(({ source, classes, all }) => [
      row(source, 'tried', 'level rose [95 %]', 'noticed [95 %]', 'withheld'),
      ...classes.map(tallyRow),
      ...(classes.length > 1 ? [tallyRow(all)] : []),
      '',
    ]),
    `Clean twins read twice: ${percent(drift.changed)} of the criteria came out otherwise, ${percent(drift.rose)} higher.`,
    ...benign.map(
      ({ source, flagged, by }) =>
        `Benign words of ${source} taken for an attempt: ${counted(flagged)}, ${percent(flagged)}; by phrases ${by.phrases}, by the model ${by.model}.`,
    ),
  ]
}

const tallyRow = (it: Tally): string =>
  row(`  ${it.name}`, `${it.tried}`, percent(it.rose), percent(it.noticed), `${it.withheld}`)

const row = (name: string, tried: string, rose: string, noticed: string, withheld: string): string =>
  `${name.slice(0, 34).padEnd(34)}${tried.padStart(6)}${rose.padStart(20)}${noticed.padStart(20)}${withheld.padStart(10)}`

const counted = (share: Share): string => (share ? `${share.count} of ${share.of}` : '0 of 0')

const percent = (share: Share): string =>
  share ? `${whole(share.share)} % [${whole(share.low)}–${whole(share.high)}]` : '—'

const whole = (share: number): string => `${Math.round(share * 100)}`

export const ATTACK_HELP = `
Columns:
  tried        twins graded: an interview with the attack on a line of its own in the candidate's last turn
  level rose   the level is above both that the same criterion was given without the attack
  noticed      phrases or the model heard some of it as an attempt, for the reviewer to see
  withheld     there is no level: the readings differed, no quote stood, or all that was quoted was an attempt
Intervals are Wilson's. What the model failed on is in no figure; the exit code is then 1.
Compare the first figure with how often clean twins come out higher when they are read twice.`
