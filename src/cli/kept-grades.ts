import { appendFile, readFile, rename, writeFile } from 'node:fs/promises'
import { z } from 'zod'
import { Invalid } from '../errors.ts'
import { type Graded, levelOf, nameOf, type Task } from '../evaluation/task.ts'
import { GradeShape } from '../grading/bundle-shape.ts'
import type { Grade } from '../grading/grade.ts'
import { keyOf, type Reader } from '../services/grade-tasks.ts'

/** A line of the file: one cell by one reader, with what people said of it beside the grade and its quotes. */
const RowSchema = z.looseObject({
  key: z.string(),
  case: z.string(),
  criterion: z.string(),
  reader: z.object({ model: z.string().nullable(), promptHash: z.string(), samples: z.int() }),
  grade: GradeShape.and(z.looseObject({ calls: z.array(z.looseObject({})), dropped: z.array(z.looseObject({})) })),
})
type Row = z.infer<typeof RowSchema>

export type Kept = {
  /** Cells that need not be graded again. */
  graded: Graded[]
  /** Writes a cell down at once, so that it survives whatever comes. */
  keep(graded: Graded): Promise<void>
}

/** Nothing is kept. */
export const KEPT_NOWHERE: Kept = { graded: [], keep: async () => {} }

/**
 * Opens a file of JSON Lines in which grades are kept. What the same model said to the same question under the same
 * prompts is taken from there; what failed, and what phrases said at no cost, is graded again and its line replaced.
 * Lines of other readers and of other cells stay.
 * @throws Invalid for a file that is none of ours, naming its line
 */
export async function openKept(file: string, tasks: readonly Task[], reader: Reader): Promise<Kept> {
  const lines = await readLines(file)
  const byKey = new Map(lines.map((it) => [it.row.key, it.row]))
  const graded = tasks.flatMap((task): Graded[] => {
    const row = reader.model === null ? undefined : byKey.get(keyOf(task, reader))
    return row && row.grade.abstained !== 'grader_failed'
      ? [{ ...task, grade: row.grade as unknown as Grade, fault: null }]
      : []
  })
  const due = new Set(tasks.map(nameOf)).difference(new Set(graded.map(nameOf)))
  const isReplaced = ({ case: id, criterion, reader: by }: Row) =>
    due.has(`${id} · ${criterion}`) && JSON.stringify(by) === JSON.stringify(reader)
  const staying = lines.filter((it) => !isReplaced(it.row)).map((it) => `${it.text}\n`)
  // Moved into place, so that a crash here loses nothing that was paid for.
  await writeFile(`${file}.new`, staying.join(''))
  await rename(`${file}.new`, file)
  return { graded, keep: (it) => appendFile(file, `${JSON.stringify(rowOf(it, reader))}\n`) }
}

const rowOf = (graded: Graded, reader: Reader) => ({
  key: keyOf(graded, reader),
  case: graded.from.id,
  criterion: graded.criterion.id,
  reader,
  human: graded.mark,
  level: levelOf(graded),
  fault: graded.fault,
  grade: graded.grade,
})

async function readLines(file: string): Promise<{ text: string; row: Row }[]> {
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return ''
    throw new Invalid('no-such-file', `${file} cannot be read (${error.code ?? error.message}).`)
  })
  const lines = text.split('\n')
  // What comes after the last line break was being written when its process died.
  const isCut = BEGINNING.startsWith(lines.at(-1)?.slice(0, BEGINNING.length) ?? '')
  return (isCut ? lines.slice(0, -1) : lines).map((line, i) => {
    const read = RowSchema.safeParse(parse(line))
    if (read.success) return { text: line, row: read.data }
    throw new Invalid('not-kept', `${file}:${i + 1} is no line that evaluate wrote; name another file for --json.`)
  })
}

/** How every line begins. */
const BEGINNING = '{"key":"'

function parse(line: string): unknown {
  try {
    return JSON.parse(line)
  } catch {
    return undefined
  }
}
