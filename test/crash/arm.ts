import { registerHooks } from 'node:module'
import { type Order, obey } from './points.ts'

/** Loaded before the server: puts the armed store and feed in place of its own, and listens for the order to die. */

const ARMED = new URL('./armed.ts', import.meta.url).href
const REPLACED = /\/src\/adapters\/(?:db\/create-store|feed\/open-feed)\.ts$/

registerHooks({
  resolve(specifier, context, next) {
    const found = next(specifier, context)
    return REPLACED.test(found.url) && context.parentURL !== ARMED ? { ...found, url: ARMED } : found
  },
})

process.on('message', (order: Order) => obey(order))
// Without a test there is nothing to live for.
process.on('disconnect', () => process.kill(process.pid, 'SIGKILL'))
// Whoever gives orders does not keep the server alive.
process.channel?.unref()
