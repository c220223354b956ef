import { execFileSync } from 'node:child_process'
import { readFile, writeFile } from 'node:fs/promises'
import { cpus, loadavg, totalmem } from 'node:os'
import { join } from 'node:path'
import type { Figure } from './figures.ts'

const PAGE = join(import.meta.dirname, '..', '..', 'docs', 'performance.md')
const [BEGIN, END] = ['<!-- figures: npm run bench -- --write -->', '<!-- end of figures -->']

/** Puts figures between the two marks of docs/performance.md, with the machine, the date and the commit. */
export async function writePage(tables: { title: string; figures: Figure[] }[], rounds: number): Promise<void> {
  const page = await readFile(PAGE, 'utf8')
  const [from, to] = [page.indexOf(BEGIN), page.indexOf(END)]
  if (from < 0 || to < from) throw new Error(`${PAGE} should hold "${BEGIN}" and after it "${END}"`)
  const body = [aboutMachine(rounds), ...tables.map(tableOf)].join('\n\n')
  await writeFile(PAGE, `${page.slice(0, from)}${BEGIN}\n\n${body}\n\n${page.slice(to)}`)
}

function aboutMachine(rounds: number): string {
  const [cpu] = cpus()
  const gigabytes = Math.round(totalmem() / 2 ** 30)
  const commit = execFileSync('git', ['rev-parse', '--short', 'HEAD'], { encoding: 'utf8' }).trim()
  const [load = 0] = loadavg()
  return (
    `${new Date().toISOString().slice(0, 10)}, commit ${commit}, Node ${process.version}, ${process.platform} ${process.arch}, ` +
    `${cpus().length} × ${cpu?.model.trim() || 'unnamed processor'}, ${gigabytes} GB; medians of ${rounds} rounds. ` +
    `Load of the machine at the end: ${load.toFixed(1)}; a busy machine makes seconds longer, and ratios to some degree.`
  )
}

function tableOf({ title, figures }: { title: string; figures: Figure[] }): string {
  const rows = figures.map((it) => {
    const absolute = [it.measured, it.against].filter((part) => part !== undefined).join(', against ')
    const verdict = it.target === '–' ? '' : it.holds ? 'holds' : '**missed**'
    return `| ${it.name} | ${it.value} | ${it.target} | ${verdict} | ${absolute} |`
  })
  return [
    `### ${title}`,
    '',
    '| what | figure | target | | in its units |',
    '| --- | --: | --- | --- | --- |',
    ...rows,
  ].join('\n')
}
