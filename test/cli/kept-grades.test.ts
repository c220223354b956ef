import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openKept } from '../../src/cli/kept-grades.ts'
import { type Graded, nameOf, type Task } from '../../src/evaluation/task.ts'
import { makeGraded } from '../evaluation/make.ts'

let folder: string
let file: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'interlocutor-kept-'))
  file = join(folder, 'grades.jsonl')
})
afterEach(() => rm(folder, { recursive: true, force: true }))

const MODEL = { model: 'a-model', promptHash: 'abc', samples: 1 }
const tasksIn = (graded: Graded[]): Task[] => graded.map(({ from, criterion, mark }) => ({ from, criterion, mark }))
const [FIRST, SECOND] = [makeGraded('first', '334', '333'), makeGraded('second', '112', '122')]
const ALL = tasksIn([...FIRST, ...SECOND])

async function keep(graded: Graded[], reader: Parameters<typeof openKept>[2] = MODEL) {
  const kept = await openKept(file, ALL, reader)
  for (const it of graded) await kept.keep(it)
}
const rows = async () => (await readFile(file, 'utf8')).split('\n').flatMap((it) => (it ? JSON.parse(it) : []))
const failed = (it: Graded): Graded => ({
  ...it,
  grade: { ...it.grade, level: null, abstained: 'grader_failed' },
  fault: 'timeout',
})

describe('grades kept in a file', () => {
  it('are there again for the same model, prompts and question', async () => {
    await keep(FIRST)
    const { graded } = await openKept(file, ALL, MODEL)
    expect(graded.map((it) => [nameOf(it), it.grade.level])).toEqual(FIRST.map((it) => [nameOf(it), it.grade.level]))
    expect(await rows()).toHaveLength(3)
  })

  it('are a line each, with the words of people and the quotes of the grader', async () => {
    const [cell] = FIRST as [Graded]
    const quotes = [{ turn: 2, start: 0, end: 8, text: 'How many' }]
    await keep([{ ...cell, grade: { ...cell.grade, quotes } }])
    expect(await rows()).toMatchObject([
      {
        case: 'parcels/first',
        criterion: 'requirements',
        reader: MODEL,
        human: { level: 3, because: 'Asks for "scans".' },
        level: 3,
        grade: { quotes },
      },
    ])
  })

  it('are not there for another model, other prompts or more samples, and stay for their own', async () => {
    await keep(FIRST)
    for (const other of [{ model: 'b-model' }, { promptHash: 'abd' }, { samples: 3 }])
      expect((await openKept(file, ALL, { ...MODEL, ...other })).graded).toEqual([])
    expect((await openKept(file, ALL, MODEL)).graded).toHaveLength(3)
  })

  it('that failed are asked for again, and their lines replaced', async () => {
    const [cell, ...rest] = FIRST as [Graded, ...Graded[]]
    await keep([failed(cell), ...rest])
    expect((await openKept(file, ALL, MODEL)).graded.map(nameOf)).toEqual(rest.map(nameOf))
    await keep([cell])
    expect((await rows()).map((it) => [it.criterion, it.fault])).toEqual([
      ['delivery', null],
      ['storage', null],
      ['requirements', null],
    ])
  })

  it('by phrases cost nothing, and are made again', async () => {
    const phrases = { ...MODEL, model: null }
    await keep(FIRST, phrases)
    expect((await openKept(file, ALL, phrases)).graded).toEqual([])
    expect(await rows()).toEqual([])
  })

  it('of cells that are not asked about now stay', async () => {
    await keep([...FIRST, ...SECOND])
    expect((await openKept(file, tasksIn(SECOND), MODEL)).graded).toHaveLength(3)
    expect(await rows()).toHaveLength(6)
  })

  it('lose a line that was cut off in the middle, and no other', async () => {
    await keep(FIRST)
    const text = await readFile(file, 'utf8')
    await writeFile(file, text.slice(0, -100))
    expect((await openKept(file, ALL, MODEL)).graded).toHaveLength(2)
    await keep(FIRST.slice(2))
    expect(await readFile(file, 'utf8')).toBe(text)
    expect(await readdir(folder)).toEqual(['grades.jsonl'])
  })

  it.each([
    ['{"name":"a package"}', 1],
    ['{"name":"a package"}\n', 1],
    ['notes\n{"key":"', 1],
  ])('are never written over a file that is something else: %j', async (text, line) => {
    await writeFile(file, text)
    await expect(openKept(file, ALL, MODEL)).rejects.toThrow(`${file}:${line} is no line that evaluate wrote`)
    expect(await readFile(file, 'utf8')).toBe(text)
  })
})
