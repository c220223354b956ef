import { readFile, rm, writeFile } from 'node:fs/promises'
import { Unavailable } from '../../errors.ts'

/** Who holds a folder: a process and when it began, since pids are used again. */
type Holder = { pid: number; began: string | null }

/**
 * Takes a folder for this process alone; a holder that died does not count.
 * @returns gives it back
 * @throws Unavailable naming the folder and who has it
 */
export async function lockFolder(folder: string): Promise<() => Promise<void>> {
  const file = `${folder}.lock`
  const mine: Holder = { pid: process.pid, began: await beganAt(process.pid) }
  for (let tries = 0; tries < 3; tries++) {
    try {
      await writeFile(file, JSON.stringify(mine), { flag: 'wx' })
      return () => rm(file, { force: true })
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error
    }
    const holder = await readHolder(file)
    if (holder && (await isAlive(holder)))
      throw new Unavailable(
        'data-in-use',
        `the data in ${folder} is in use by process ${holder.pid}; stop it, or set DATA_DIR to another folder.`,
      )
    await rm(file, { force: true })
  }
  throw new Unavailable('data-in-use', `the data in ${folder} is being taken by another process.`)
}

async function readHolder(file: string): Promise<Holder | null> {
  try {
    return JSON.parse(await readFile(file, 'utf8')) as Holder
  } catch {
    return null
  }
}

async function isAlive({ pid, began }: Holder): Promise<boolean> {
  if (pid === process.pid) return began === (await beganAt(pid))
  try {
    process.kill(pid, 0)
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
  return began === null || began === (await beganAt(pid))
}

/** When a process began, as the kernel counts; null where it does not tell, and then the pid alone decides. */
async function beganAt(pid: number): Promise<string | null> {
  try {
    const stat = await readFile(`/proc/${pid}/stat`, 'utf8')
    // The name, in parentheses, may hold spaces; the 22nd field is the 20th after it.
    const boot = await readFile('/proc/sys/kernel/random/boot_id', 'utf8')
    return `${boot.trim()} ${stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19]}`
  } catch {
    return null
  }
}
