import { type Figures, figuresOf, hearOwn, hearSet, type Sentence } from './measure.ts'

/** Prints the recogniser's figures: of `development`, or of `held-out`; with `misses`, what it got wrong in the former. */

const percent = (share: number): string => (Number.isNaN(share) ? '—' : `${(share * 100).toFixed(0)} %`)
const row = (name: string, it: Figures): string =>
  `  ${name.padEnd(22)} ${String(it.sentences).padStart(4)}   ${percent(it.precision).padStart(6)}   ${percent(it.recall).padStart(6)}   ${`${it.fooled}/${it.nearMisses}`.padStart(8)}`

const by = (sentences: Sentence[], key: (it: Sentence) => string): [string, Sentence[]][] =>
  [...new Set(sentences.map(key))].map((name) => [name, sentences.filter((it) => key(it) === name)])

const [, , name = 'development', misses] = process.argv
if (name !== 'development' && name !== 'held-out') throw new Error(`"${name}" is neither development nor held-out`)
const sentences = await hearSet(name)
console.log(`\n${name.padEnd(24)}    n  precision   recall     fooled`)
console.log(row('all', figuresOf(sentences)))
for (const [problem, own] of by(sentences, (it) => it.problem)) console.log(row(problem, figuresOf(own)))
for (const [kind, own] of by(sentences, (it) => it.kind)) console.log(row(kind, figuresOf(own)))
const own = await hearOwn()
console.log(`\nthe rubrics' own sentences: ${own.right} of ${own.wanted} heard, ${own.wrong} of ${own.denied} wrongly`)

if (name === 'development' && misses === 'misses')
  for (const it of sentences) {
    const missed = it.shows.filter((point) => !it.heardPoints.includes(point))
    const wrong = it.heardPoints.filter((point) => !it.shows.includes(point))
    if (missed.length + wrong.length > 0)
      console.log(
        `${it.problem} ${it.kind}  missed ${missed.join(',') || '-'}  wrong ${wrong.join(',') || '-'}\n    ${it.says}`,
      )
  }
