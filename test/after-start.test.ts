import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { expect, it } from 'vitest'

const AFTER_START = join(import.meta.dirname, '../src/after-start.ts')

/** A process that has used memory, and idles: how much of it is still there after a while, in MB. */
async function idle(settle: boolean): Promise<number> {
  const script = `
    import { settleLater } from ${JSON.stringify(AFTER_START)}
    let used = Array.from({ length: 400_000 }, (_, n) => ({ n }))
    used = null
    if (${settle}) settleLater()
    setTimeout(() => console.log(process.memoryUsage().heapTotal / 1e6), 1500)`
  const child = spawn(process.execPath, ['--input-type=module', '--eval', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const [said] = await Promise.all([text(child.stdout), once(child, 'exit')])
  return Number(said)
}

it('a process that idles gives back what only its start needed', async () => {
  const [kept, settled] = await Promise.all([idle(false), idle(true)])
  expect(kept).toBeGreaterThan(20)
  expect(settled).toBeLessThan(kept / 2)
}, 30_000)
