import { randomUUID } from 'node:crypto'
import { link, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { setTimeout as sleep } from 'node:timers/promises'
import { Unavailable } from '../../errors.ts'
import { codeOf } from './faults.ts'

/** Who holds a folder: a process and when it began, since pids are used again. `mark` tells two takings apart. */
type Holder = { pid: number; began: string | null; mark: string }

const TRIES = 100
const PAUSE_MS = 10

/**
 * Takes a folder for this process alone; a holder that died does not count.
 * @returns gives it back
 * @throws Unavailable naming the folder and who has it
 */
export async function lockFolder(folder: string): Promise<() => Promise<void>> {
  const file = `${folder}.lock`
  const mine: Holder = { pid: process.pid, began: (await readProcess(process.pid))?.began ?? null, mark: randomUUID() }
  for (let tries = 0; tries < TRIES; tries++) {
    if (await take(file, mine)) return () => giveBack(file, mine)
    const holder = await readHolder(file)
    if (holder === null) continue
    if (await isAlive(holder))
      throw new Unavailable(
        'data-in-use',
        `the data in ${folder} is in use by process ${holder.pid}; stop it, or set DATA_DIR to another folder.`,
      )
    await clear(file, holder)
  }
  throw new Unavailable('data-in-use', `the data in ${folder} is being taken by another process; ${file} says by whom.`)
}

/** Written beside and linked, so that nobody reads a lock that is half there. */
async function take(file: string, mine: Holder): Promise<boolean> {
  const beside = `${file}.${mine.mark}`
  await writeFile(beside, JSON.stringify(mine))
  try {
    await link(beside, file)
    return true
  } catch (error) {
    if (codeOf(error) !== 'EEXIST') throw error
    return false
  } finally {
    await rm(beside, { force: true })
  }
}

async function giveBack(file: string, mine: Holder): Promise<void> {
  if ((await readHolder(file))?.mark === mine.mark) await rm(file, { force: true })
}

/**
 * Removes a dead holder's lock. Many may find the same one: a second name made from its mark is had by one of them, and
 * only who has that name may remove the lock, so that none removes a fresh one.
 */
async function clear(file: string, dead: Holder): Promise<void> {
  const claim = `${file}.${dead.mark || 'torn'}`
  try {
    await link(file, claim)
  } catch (error) {
    if (codeOf(error) !== 'EEXIST' && codeOf(error) !== 'ENOENT') throw error
    if (await isOld(claim)) await rm(claim, { force: true })
    return void (await sleep(PAUSE_MS))
  }
  if ((await readHolder(claim))?.mark === dead.mark) await rm(file, { force: true })
  await rm(claim, { force: true })
}

const OLD_MS = 5000

/** Left by one who died in the middle of clearing. */
const isOld = (claim: string): Promise<boolean> =>
  stat(claim).then(
    ({ ctimeMs }) => Date.now() - ctimeMs > OLD_MS,
    () => false,
  )

async function readHolder(file: string): Promise<Holder | null> {
  try {
    return JSON.parse(await readFile(file, 'utf8')) as Holder
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return null
    // A disk that was full when it was written: nobody is behind it.
    if (error instanceof SyntaxError) return { pid: 0, began: null, mark: '' }
    throw error
  }
}

async function isAlive({ pid, began }: Holder): Promise<boolean> {
  if (pid <= 0) return false
  try {
    process.kill(pid, 0)
  } catch (error) {
    return codeOf(error) === 'EPERM'
  }
  const running = await readProcess(pid)
  if (running === null || began === null) return true
  return began === running.began && !running.gone
}

/** When a process began, as the kernel counts; null where it does not tell, and then the pid alone decides. */
async function readProcess(pid: number): Promise<{ began: string; gone: boolean } | null> {
  try {
    const stat = await readFile(`/proc/${pid}/stat`, 'utf8')
    const boot = await readFile('/proc/sys/kernel/random/boot_id', 'utf8')
    // The name, in parentheses, may hold spaces: fields are counted after it. The first is the state, Z for a dead
    // process that nobody has asked after; the 20th is when it began.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    return { began: `${boot.trim()} ${fields[19]}`, gone: fields[0] === 'Z' || fields[0] === 'X' }
  } catch {
    return null
  }
}
