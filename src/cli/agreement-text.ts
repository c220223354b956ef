import type { Measured, Standing } from '../evaluation/measure.ts'
import { LEVELS } from '../grading/agreement/rows.ts'
import type { Agreement } from '../grading/agreement/table.ts'

import { wrap } from './terminal.ts'

/** What is not defined, or not known. */
const NONE = '—'

const number = (value: number | null): string => (value === null ? NONE : fixed(value))
const signed = (value: number | null): string => {
  if (value === null) return NONE
  const shown = fixed(value)
  return shown.startsWith('−') ? shown : `+${shown}`
}
/** Two decimals, a true minus, and no minus before a zero. */
const fixed = (value: number): string => (Math.round(value * 100) / 100 + 0).toFixed(2).replace('-', '−')
const percent = (share: number | null): string => (share === null ? NONE : `${Math.round(share * 100)} %`)

/** A column of the table: its heading, its width, what it holds, and what that is in words. */
type Column = { title: string; width: number; cell: (it: Agreement) => string; says: string }

const COLUMNS: Column[] = [
  {
    title: 'n',
    width: 6,
    cell: (it) => String(it.rows - it.abstained),
    says: 'cells in which both people and the grader gave a level',
  },
  {
    title: 'kappa [95 %]',
    width: 20,
    cell: ({ kappa }) => `${number(kappa.value)} ${intervalOf(kappa)}`,
    says: 'quadratic weighted kappa: 1 is full agreement, 0 what both would reach by chance; its interval is by drawing interviews, not cells, since those of one interview hang together',
  },
  {
    title: 'alpha',
    width: 7,
    cell: (it) => number(it.alpha.value),
    says: "Krippendorff's alpha for ordered levels; as kappa, but a grader that uses the scale otherwise pays for it",
  },
  { title: 'exact', width: 7, cell: (it) => number(it.exact.value), says: 'share of cells with the very same level' },
  {
    title: 'chance',
    width: 8,
    cell: (it) => number(it.chance.value),
    says: 'what exact would be if both kept how often they give each level, and nothing else',
  },
  {
    title: 'bias',
    width: 7,
    cell: (it) => signed(it.bias.value),
    says: 'mean of grader less people, in levels; above 0 the grader is the milder',
  },
  {
    title: 'SMD',
    width: 7,
    cell: (it) => signed(it.standardised.value),
    says: 'the same in standard deviations; beyond 0.15 either way it is worth a look',
  },
]

const intervalOf = ({ interval: { low, high } }: Agreement['kappa']): string =>
  low === null || high === null ? `[${NONE}]` : `[${fixed(low)}, ${fixed(high)}]`

const NAME = 30

const heading = (title: string): string =>
  title.padEnd(NAME) + COLUMNS.map((it) => it.title.padStart(it.width)).join('')

const line = (name: string, agreement: Agreement): string => {
  const shown = name.length < NAME ? name : `${name.slice(0, NAME - 2)}…`
  return shown.padEnd(NAME) + COLUMNS.map((it) => it.cell(agreement).padStart(it.width)).join('')
}

const NOTES = [
  'Floors understand nothing. "always n" is the level that people gave most often. "keyword overlap" is the share of the words of the points of a criterion that the candidate used, cut into levels that are spread as those of people; it is generous, since it is told that spread. The published judge is what came with the data.',
  '"Candidates whose levels differ" leaves out those who are alike throughout, on whom telling good from bad is enough.',
  'Levels are compared as they are before any cap for hints. "—" is what is not defined, or not known.',
  '"halo" says how many of the errors move a level towards the mean of what people gave the candidate elsewhere, and how many would if errors at each level went up and down as often as they do.',
  '"the surest readings first" takes levels by how near their samples lie to one another.',
]

/** What --help says of the columns and the floors. */
export const COLUMN_HELP = [
  '',
  'Columns:',
  ...COLUMNS.map((it) => `  ${it.title.padEnd(14)}${wrap(it.says, ' '.repeat(16)).trim()}`),
  ...NOTES.map((it) => `\n${wrap(it)}`),
].join('\n')

/**
 * The grader beside its floors, over all cells and over candidates whose criteria differ, then every other figure.
 * Each line is at most 92 columns wide. `measured` is null where nothing was graded: then the floors stand alone.
 */
export function agreementText(measured: Measured | null, floors: readonly Standing[]): string[] {
  const standings = [...(measured ? [measured.grader] : []), ...floors]
  const isMixed = standings.some((it) => it.mixed.rows > 0 && it.mixed.rows < it.all.rows)
  return [
    ...standingsText('all cells', standings, (it) => it.all),
    ...(isMixed ? ['', ...standingsText('candidates whose levels differ', standings, (it) => it.mixed)] : []),
    ...(measured ? detailsText(measured) : []),
  ]
}

function standingsText(title: string, standings: Standing[], of: (it: Standing) => Agreement): string[] {
  const judged = standings.some((it) => it.name === 'published judge')
  const missing = [...(judged ? [] : ['published judge']), 'human–human']
  return [
    heading(title),
    ...standings.map((it) => line(it.name, of(it))),
    ...missing.map((name) => `${name.padEnd(NAME)}${NONE.padStart(6)}  not in this data`),
  ]
}

const detailsText = (measured: Measured): string[] => [
  ...measured.groups.flatMap(({ by, lines }) => [
    '',
    heading(`by ${by}`),
    ...lines.map((it) => line(it.criterion, it)),
  ]),
  '',
  ...matrixText(measured),
  '',
  ...factsText(measured),
]

/** Rows people, columns grader; beside each human level how the grader met it. */
function matrixText({ grader, levels }: Measured): string[] {
  const head = ['people \\ grader', ...LEVELS.map((it) => String(it).padStart(6)), 'n'.padStart(9), 'exact'.padStart(8)]
  return [
    `${head.join('')}${'bias'.padStart(8)}`,
    ...levels.map(({ level, pairs, exact, bias }) => {
      const counts = (grader.all.confusion[level - 1] ?? []).map((it) => String(it).padStart(6))
      const end = [String(pairs).padStart(9), number(exact).padStart(8), signed(bias).padStart(8)]
      return [String(level).padStart(15), ...counts, ...end].join('')
    }),
  ]
}

const WHY = {
  not_reached: 'not reached',
  low_confidence: 'not sure',
  suspected_manipulation: 'manipulation suspected',
  grader_failed: 'failed',
} as const

const MOST_NAMED = 20

function failuresText(failures: Measured['failures']): string[] {
  const named = failures.slice(0, MOST_NAMED).map(({ cell, fault }) => `${cell}: ${fault ?? 'unknown'}`)
  const more = failures.length > MOST_NAMED ? [`and ${failures.length - MOST_NAMED} more`] : []
  return [...named, ...more].map((it, i) => `${(i === 0 ? `failed (${failures.length})` : '').padEnd(NAME)}${it}`)
}

function factsText({ abstentions, points, reached, halo, selective, failures }: Measured): string[] {
  const { both, neither, peopleOnly, graderOnly } = reached
  const all = both + neither + peopleOnly + graderOnly
  const why = Object.entries(abstentions).map(([it, count]) => `${WHY[it as keyof typeof WHY]} ${count}`)
  const fact = (name: string, says: string) => `${name.padEnd(NAME)}${says}`
  return [
    fact('no level given', why.join(', ') || 'never, where people gave one'),
    fact(
      'not reached',
      `same answer in ${percent(all > 0 ? (both + neither) / all : null)}: both say reached ${both}, not reached ${neither};`,
    ),
    fact('', `only people say reached ${peopleOnly}, only the code ${graderOnly}`),
    fact('points', `macro F1 ${number(points.f1)} over ${points.count}`),
    fact(
      'halo',
      `${percent(halo.towards)} of ${halo.errors} errors go towards the other criteria; chance ${percent(halo.chance)}`,
    ),
    ...(selective ?? []).map(({ coverage, accuracy }, i) =>
      fact(
        i === 0 ? 'the surest readings first' : '',
        `of the surest ${percent(coverage)} of levels, ${percent(accuracy)} are right`,
      ),
    ),
    ...(selective ? [] : [fact('the surest readings first', `${NONE}  (needs --samples 2 or more)`)]),
    ...failuresText(failures),
  ]
}
