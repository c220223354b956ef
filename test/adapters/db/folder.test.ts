import { type ChildProcess, spawn } from 'node:child_process'
import { access, mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createStore } from '../../../src/adapters/db/create-store.ts'
import { lockFolder } from '../../../src/adapters/db/lock-folder.ts'
import { openDatabase } from '../../../src/adapters/db/open-database.ts'
import { Unavailable } from '../../../src/errors.ts'
import { makeInterview, turnAppend } from './make.ts'

let home: string
let dataDir: string
let children: ChildProcess[] = []

beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'interlocutor-folder-'))
  dataDir = home
})
afterEach(async () => {
  await Promise.all(children.map(kill))
  children = []
  await rm(home, { recursive: true, force: true })
})

/** A process of its own on the folder, and the lines it says. */
function start(work: 'append' | 'hold' | 'lock'): {
  child: ChildProcess
  lines: string[]
  until(start: string): Promise<string>
} {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'process.ts'), dataDir, work], {
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  children.push(child)
  const lines: string[] = []
  if (child.stdout) createInterface(child.stdout).on('line', (line) => lines.push(line))
  const until = async (start: string) => {
    for (;;) {
      const line = lines.find((it) => it.startsWith(start)) ?? lines.find((it) => it.startsWith('failed'))
      if (line !== undefined) return line
      await sleep(20)
    }
  }
  return { child, lines, until }
}

async function kill(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const gone = new Promise((done) => child.once('close', done))
  child.kill('SIGKILL')
  await gone
}

const open = () => openDatabase({ databaseUrl: null, dataDir })

// A cluster is made anew in each, which takes seconds on a busy machine.
describe('the embedded database in a folder', { timeout: 120_000 }, () => {
  it('makes the folder, keeps what was stored and gives the folder back', async () => {
    dataDir = join(dataDir, 'not', 'yet', 'there')
    const first = await open()
    const { org, id } = await makeInterview(createStore(first, async () => {}))
    await first.close()
    expect(await readdir(dataDir)).toEqual(['postgres'])
    const second = await open()
    expect(await createStore(second, async () => {}).readEvents(org, id)).toHaveLength(1)
    await second.close()
    await second.close()
  })

  it('refuses a second process, naming the folder and who has it, and lets the first go on', async () => {
    const first = await open()
    const said = await start('hold').until('ready')
    expect(said).toContain(
      `failed Unavailable the data in ${join(dataDir, 'postgres')} is in use by process ${process.pid}`,
    )
    await expect(open()).rejects.toThrow(`process ${process.pid}`)
    expect(await first.query('select 1 as one')).toEqual([{ one: 1 }])
    await first.close()
  })

  it('has every acknowledged append after kill -9 in the middle of them, three times over', async () => {
    for (let times = 0; times < 3; times++) {
      const { child, lines, until } = start('append')
      const [, org = '', id = ''] = (await until('interview')).split(' ')
      // Killed on a line, at once: what is under way then differs each time.
      while (lines.length < 20 + times * 17) await sleep(1)
      await kill(child)
      const acknowledged = lines.filter((line) => line.startsWith('stored')).length
      const database = await open()
      const events = (await createStore(database, async () => {}).readEvents(org, id)) ?? []
      await database.close()
      expect(acknowledged).toBeGreaterThan(10)
      // The opening, what was acknowledged, and at most the one that was under way.
      expect(events.length - 1 - acknowledged).toBeGreaterThanOrEqual(0)
      expect(events.length - 1 - acknowledged).toBeLessThanOrEqual(1)
      expect(events.map((event) => event.seq)).toEqual(events.map((_, at) => at + 1))
    }
  })

  it('opens after a first start that was killed while it made the database', async () => {
    const { child, until } = start('hold')
    await until('opening')
    while (!(await there(join(dataDir, 'postgres.new')))) await sleep(5)
    await sleep(50)
    await kill(child)
    const database = await open()
    expect(await database.query('select 1 as one')).toEqual([{ one: 1 }])
    await database.close()
    expect(await readdir(dataDir)).toEqual(['postgres'])
  })
})

describe('a disk that cannot be written to', { timeout: 120_000 }, () => {
  it('makes the store unavailable at once, and it is there again once it can', async () => {
    const database = await open()
    const store = createStore(database, async () => {})
    const place = await makeInterview(store)
    // What a full disk does to the engine: the next piece of its log cannot be written.
    const log = join(dataDir, 'postgres', 'pg_wal')
    await rename(log, `${log}.away`)
    const began = performance.now()
    await expect(database.query('select pg_switch_wal()')).resolves.toBeDefined()
    await expect(store.append(turnAppend(place, 1))).rejects.toThrow(Unavailable)
    await expect(store.append(turnAppend(place, 1))).rejects.toThrow(Unavailable)
    await expect(store.ping()).rejects.toThrow(Unavailable)
    expect(performance.now() - began).toBeLessThan(10_000)
    await rename(`${log}.away`, log)
    const later = () =>
      store.ping().then(
        () => 'there',
        () => 'not yet',
      )
    await expect.poll(later, { timeout: 20_000, interval: 500 }).toBe('there')
    expect(await store.readEvents(place.org, place.id)).toHaveLength(1)
    expect(await store.append(turnAppend(place, 1))).toBe('stored')
    await database.close()
  })
})

describe('the lock of a folder', () => {
  const folder = () => join(dataDir, 'postgres')
  const file = () => `${folder()}.lock`

  it('is taken from a process that is gone, from another that has its pid now, and from one cut short', async () => {
    const { child, until } = start('lock')
    await until('locked')
    await kill(child)
    const left = JSON.parse(await readFile(file(), 'utf8'))
    expect(left.pid).toBe(child.pid)
    const used = { ...left, pid: process.pid, began: 'another boot 1' }
    for (const text of [JSON.stringify(left), JSON.stringify(used), '', '{"pid":']) {
      await writeFile(file(), text)
      const unlock = await lockFolder(folder())
      await unlock()
      await expect(access(file())).rejects.toThrow('ENOENT')
    }
  })

  it('holds by the pid alone where nothing is known of when processes began', async () => {
    await writeFile(file(), JSON.stringify({ pid: process.ppid, began: null, mark: 'x' }))
    await expect(lockFolder(folder())).rejects.toThrow(Unavailable)
  })

  it('is taken by one of twenty at once, also over a dead one', async () => {
    for (let rounds = 0; rounds < 20; rounds++) {
      await writeFile(file(), JSON.stringify({ pid: 2 ** 22 + 1, began: 'another boot 1', mark: 'dead' }))
      const tries = await Promise.allSettled(Array.from({ length: 20 }, () => lockFolder(folder())))
      const taken = tries.filter((it) => it.status === 'fulfilled')
      expect(taken).toHaveLength(1)
      await taken[0]?.value()
    }
    expect(await readdir(dataDir)).toEqual([])
  })
})

const there = (path: string): Promise<boolean> =>
  access(path).then(
    () => true,
    () => false,
  )
