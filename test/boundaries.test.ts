import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { describe, expect, it } from 'vitest'

/** The walls of the house. Nothing is exempt. */

const SRC = join(import.meta.dirname, '..', 'src')
const WEB = join(import.meta.dirname, '..', 'web')

const filesOf = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.tsx?$/.test(file) && !file.includes('node_modules'))
    .map((file) => join(folder, file))

const IMPORT =
  /(?:^|\n)\s*(?:import|export)\s[^'"]*?from\s+['"]([^'"]+)['"]|\bimport\(\s*['"]([^'"]+)['"]\s*\)|(?:^|\n)\s*import\s+['"]([^'"]+)['"]/g

type Import = { file: string; to: string; area: string; toArea: string; isType: boolean }

/** The part of the house a file of src belongs to: its first folder, or its own name at the top. */
const areaOf = (path: string): string => relative(SRC, path).split('/')[0] ?? ''

const imports: Import[] = filesOf(SRC).flatMap((file) => {
  const text = readFileSync(file, 'utf8')
  return [...text.matchAll(IMPORT)].map((match) => {
    const name = match[1] ?? match[2] ?? match[3] ?? ''
    const local = name.startsWith('.')
    const to = local ? join(dirname(file), name) : name
    return {
      file: relative(SRC, file),
      to: local ? relative(SRC, to) : name,
      area: areaOf(file),
      toArea: local ? areaOf(to) : `package ${name}`,
      isType: /import type/.test(match[0]),
    }
  })
})

const crossing = (area: string, allowed: (it: Import) => boolean) =>
  imports.filter((it) => it.area === area && !allowed(it)).map((it) => `${it.file} → ${it.to}`)

const PURE: Record<string, string[]> = {
  interview: ['interview'],
  grading: ['grading', 'interview'],
  drill: ['drill', 'grading', 'interview'],
  simulation: ['simulation', 'grading', 'interview'],
  evaluation: ['evaluation', 'grading', 'interview'],
}

describe('boundaries', () => {
  it.each(Object.entries(PURE))('%s imports zod and pure folders below it, nothing else', (area, below) => {
    expect(crossing(area, (it) => below.includes(it.toArea) || it.toArea === 'package zod')).toEqual([])
  })

  it('pure folders read no clock, chance or environment and await nothing', () => {
    const impure =
      /\bawait\b|\basync\b|Date\.now|new Date\(\s*\)|Math\.random|process\.|performance\.|setTimeout|crypto\./
    const found = filesOf(SRC)
      .filter((file) => areaOf(file) in PURE)
      .filter((file) => impure.test(readFileSync(file, 'utf8').replace(/\/\*[\s\S]*?\*\/|\/\/.*/g, '')))
    expect(found).toEqual([])
  })

  it('services import pure folders, ports and errors, never an adapter or a transport', () => {
    const allowed = new Set([
      'services',
      'interview',
      'grading',
      'drill',
      'simulation',
      'evaluation',
      'ports',
      'errors.ts',
      'package node:crypto',
    ])
    expect(crossing('services', (it) => allowed.has(it.toArea))).toEqual([])
  })

  it('adapters import no service, transport or composition, and not one another', () => {
    const adapterOf = (path: string) => path.split('/')[1]?.replace(/\.ts$/, '')
    const bad = imports
      .filter((it) => it.area === 'adapters')
      .filter(
        (it) =>
          ['services', 'http', 'cli', 'main.ts', 'cli.ts', 'world.ts'].includes(it.toArea) ||
          (it.toArea === 'adapters' && adapterOf(it.file) !== adapterOf(it.to)),
      )
    expect(bad.map((it) => `${it.file} → ${it.to}`)).toEqual([])
  })

  it('http imports services and what is pure, never an adapter', () => {
    expect(
      crossing('http', (it) => !['adapters', 'main.ts', 'cli.ts', 'cli', 'world.ts', 'config.ts'].includes(it.toArea)),
    ).toEqual([])
  })

  it('the fake model knows nothing of the house, and only its command knows it', () => {
    expect(crossing('fake-model', (it) => it.toArea === 'fake-model' || it.to.startsWith('node:'))).toEqual([])
    const users = imports.filter((it) => it.toArea === 'fake-model').map((it) => it.area)
    expect([...new Set(users)].sort()).toEqual(['cli', 'fake-model'])
  })

  it('ports know only types of the pure folders', () => {
    expect(
      crossing(
        'ports',
        (it) => it.isType && (it.toArea === 'ports' || it.toArea in PURE || it.toArea === 'package zod'),
      ),
    ).toEqual([])
  })

  it('the environment is read at the edges and nowhere else', () => {
    const readers = filesOf(SRC).filter((file) => /process\.env|from 'node:process'/.test(readFileSync(file, 'utf8')))
    expect(readers.map((file) => relative(SRC, file)).sort()).toEqual(['build.ts', 'cli.ts', 'main.ts'])
  })

  it('the pages take types from the server and no code', () => {
    const bad = filesOf(WEB).flatMap((file) =>
      [...readFileSync(file, 'utf8').matchAll(/import (?!type)[^'"]*from ['"]([^'"]*\/src\/[^'"]*)['"]/g)]
        .filter((match) => !/^\.\.?\/src\//.test(match[1] ?? '') || (match[1] ?? '').includes('../../src/'))
        .map((match) => `${relative(WEB, file)} → ${match[1]}`),
    )
    expect(bad).toEqual([])
  })

  it('there are no import cycles, types included', () => {
    const graph = new Map<string, string[]>()
    for (const it of imports)
      if (!it.toArea.startsWith('package')) graph.set(it.file, [...(graph.get(it.file) ?? []), it.to])
    const done = new Set<string>()
    const cycles: string[] = []
    const walk = (file: string, path: string[]): void => {
      if (path.includes(file)) cycles.push([...path.slice(path.indexOf(file)), file].join(' → '))
      else if (!done.has(file)) {
        for (const to of graph.get(file) ?? []) walk(to, [...path, file])
        done.add(file)
      }
    }
    for (const file of graph.keys()) walk(file, [])
    expect(cycles).toEqual([])
  })

  it('no file is longer than 300 lines, and half are no longer than 70', () => {
    const lengths = [...filesOf(SRC), ...filesOf(WEB)].map((file) => ({
      file,
      lines: readFileSync(file, 'utf8').split('\n').length - 1,
    }))
    expect(lengths.filter((it) => it.lines > 300)).toEqual([])
    const sorted = lengths.map((it) => it.lines).sort((a, b) => a - b)
    expect(sorted[Math.floor(sorted.length / 2)]).toBeLessThanOrEqual(70)
  })

  it('there is no any, no enum and no default export', () => {
    const found = filesOf(SRC).filter((file) =>
      /:\s*any\b|\bas any\b|<any>|^\s*(?:export )?enum |export default/m.test(readFileSync(file, 'utf8')),
    )
    expect(found.map((file) => relative(SRC, file)).filter((file) => !file.endsWith('.config.ts'))).toEqual([])
  })
})
