import { parseArgs } from 'node:util'
import { type Figure, report } from './figures.ts'
import { measureGrading } from './grading.ts'
import { measurePrompts } from './prompt.ts'
import { measureGrowth } from './speed/growth.ts'
import { measureMemory } from './speed/memory.ts'
import { measurePlans } from './speed/plans.ts'
import { openStage, type Stage } from './speed/stage.ts'
import { measureStart } from './speed/start.ts'
import { measureStreams } from './speed/streams.ts'
import { measureTurns } from './speed/turns.ts'
import { writePage } from './write-page.ts'

/**
 * Every number that the design holds itself to, printed with its target. `--long` adds five thousand interviews and a
 * million events; words name the measurements, all without any; `--write` puts the figures into docs/performance.md.
 */

const PROBLEMS = ['order-processing', 'url-shortener', 'rate-limiter']
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    write: { type: 'boolean', default: false },
    long: { type: 'boolean', default: false },
    rounds: { type: 'string', default: '5' },
  },
})
const { long } = values
const rounds = Number(values.rounds)

const ON_POSTGRES: [string, (stage: Stage) => Promise<Figure[]>][] = [
  ['start', (stage) => measureStart(stage, rounds)],
  ['turns', (stage) => measureTurns(stage, rounds)],
  ['streams', (stage) => measureStreams(stage, Math.min(rounds, 2))],
  ['memory', measureMemory],
  ['growth', (stage) => measureGrowth(stage, long)],
  ...(long ? [['plans', measurePlans] satisfies [string, (stage: Stage) => Promise<Figure[]>]] : []),
]

const isAsked = (title: string): boolean => positionals.length === 0 || positionals.includes(title)
const tables: { title: string; figures: Figure[] }[] = []

async function measure(title: string, work: () => Promise<Figure[]>): Promise<void> {
  const figures = await work()
  report(title, figures)
  tables.push({ title, figures })
}

for (const problem of isAsked('prompts') ? PROBLEMS : [])
  await measure(`prompts, ${problem}`, () => measurePrompts(problem))
for (const problem of isAsked('grading') ? PROBLEMS : [])
  await measure(`grading, ${problem}`, () => measureGrading(problem))
const asked = ON_POSTGRES.filter(([title]) => isAsked(title))
if (asked.length > 0) {
  const stage = await openStage()
  try {
    for (const [title, work] of asked) await measure(title, () => work(stage))
  } finally {
    await stage.close()
  }
}
if (values.write) await writePage(tables, rounds)
