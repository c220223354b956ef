import type { Config } from '../config.ts'
import type { Server } from './connect.ts'

/** Reads the settings when a command wants them. */
export type Settings = () => Promise<Config>
/** Runs a command against the server that is up, or against one inside this process. */
export type WithServer = (command: (server: Server) => Promise<void>) => Promise<void>

export const withServerOf =
  (settings: Settings): WithServer =>
  async (command) => {
    const { connect } = await import('./connect.ts')
    const server = await connect(await settings())
    try {
      await command(server)
    } finally {
      await server.close()
    }
  }
