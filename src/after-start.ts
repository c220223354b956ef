import { flushCompileCache } from 'node:module'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'

const LATER_MS = 500

/** Once the first requests are through: keeps what was compiled, and gives back the memory that only the start needed. */
export function settleLater(): void {
  setTimeout(() => {
    // Node would do it at an orderly exit, which not every process comes to.
    flushCompileCache()
    // A process that idles allocates nothing, so its collector would never run by itself.
    setFlagsFromString('--expose-gc')
    const collect: unknown = runInNewContext('gc')
    if (typeof collect === 'function') collect({ type: 'major', flavor: 'last-resort' })
  }, LATER_MS).unref()
}
