import { setTimeout as sleep } from 'node:timers/promises'
import { Client, type ClientConfig } from 'pg'

const AGAIN_MS = 500

/**
 * Hears what is sent on a channel, on a connection of its own that is opened again whenever it breaks. What is sent in
 * between is not heard.
 * @throws the driver's error when the first connection cannot be had
 */
export async function listenTo(
  config: ClientConfig,
  channel: string,
  hear: (text: string) => void,
): Promise<{ close(): Promise<void> }> {
  const closing = new AbortController()
  const open = async () => {
    const client = new Client(config)
    const { promise: over, resolve } = Promise.withResolvers<void>()
    client.once('end', resolve)
    // It ends as well, and that is all there is to know.
    client.on('error', () => {})
    client.on('notification', ({ payload }) => hear(payload ?? ''))
    try {
      await client.connect()
      await client.query(`listen ${channel}`)
    } catch (error) {
      // One that was had is not left open.
      void client.end().catch(() => {})
      throw error
    }
    return { client, over }
  }
  let current = await open()
  const keep = async () => {
    for (;;) {
      await current.over
      await sleep(AGAIN_MS, undefined, { signal: closing.signal })
      current = await open().catch(() => current)
      if (closing.signal.aborted) await current.client.end()
    }
  }
  // It ends by the signal alone.
  const kept = keep().catch(() => {})
  return {
    async close() {
      closing.abort()
      await current.client.end()
      await kept
    },
  }
}
