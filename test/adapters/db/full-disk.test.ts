import { execFile, spawnSync } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'

const run = promisify(execFile)
// The disk is mounted for one process alone, and is gone with it.
const ALONE = ['--mount', 'sh', '-c']
const small = 'mount -t tmpfs -o size=200m tmpfs "$0"'
const permitted = spawnSync('unshare', [...ALONE, small, tmpdir()]).status === 0

describe.skipIf(!permitted)('a disk that is full (needs the right to mount one)', { timeout: 60_000 }, () => {
  let folder: string
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'interlocutor-disk-'))
  })
  afterEach(() => rm(folder, { recursive: true, force: true }))

  it.each([
    ['for the tables', '600', 'appending'],
    ['for the log, which stops the engine', '9000', 'truncating'],
  ])(
    '%s makes appends unavailable, loses nothing acknowledged, and takes them again when there is room',
    async (_, left, how) => {
      const script = join(import.meta.dirname, 'fill-the-disk.ts')
      const command = `${small} && exec "$1" "$2" "$0" "$3" "$4"`
      const { stdout } = await run('unshare', [...ALONE, command, folder, process.execPath, script, left, how], {
        timeout: 50_000,
        killSignal: 'SIGKILL',
      })
      const { full, before, stored, seqs } = JSON.parse(stdout) as Record<'full' | 'seqs', string[]> &
        Record<'before' | 'stored', number>
      expect(full).toHaveLength(2)
      for (const failure of full)
        expect(failure).toMatch(/^Unavailable .*(?:No space left on device|failed to initialize)/)
      expect(stored).toBe(before + 1)
      expect(seqs).toEqual(Array.from({ length: stored }, (_, at) => at + 1))
    },
  )
})
