import { isIP } from 'node:net'
import { getConnInfo } from '@hono/node-server/conninfo'
import type { Context } from 'hono'
import type { Env } from './env.ts'

/**
 * Where a request comes from, as far as that tells clients apart: the address of its connection, or the last hop that a
 * trusted proxy named. Hops before that one are the client's own words.
 */
export function clientOf(c: Context<Env>, trustProxy: boolean): string {
  const hop = trustProxy ? bare(c.req.header('x-forwarded-for')?.split(',').at(-1)?.trim() ?? '') : ''
  if (isIP(hop) !== 0) return networkOf(hop)
  // A request that is handed over within the process has no connection.
  const env: unknown = c.env
  const isConnected = typeof env === 'object' && env !== null && 'incoming' in env
  const { address } = isConnected ? getConnInfo(c).remote : {}
  return address === undefined ? 'unknown' : networkOf(address)
}

const WITH_PORT = /^(?:\[(.+)\]|(\d+(?:\.\d+){3}))(?::\d+)?$/

/** Some proxies name the port as well. */
function bare(hop: string): string {
  const [, v6, v4] = WITH_PORT.exec(hop) ?? []
  return v6 ?? v4 ?? hop
}

const MAPPED = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i

/** An IPv4 address as it is. Of IPv6 the first 64 bits: whoever has one such address has all that share them. */
function networkOf(address: string): string {
  const v4 = MAPPED.exec(address)?.[1]
  if (v4 !== undefined || isIP(address) !== 6) return v4 ?? address
  const [front = [], back] = address.split('::').map((half) => half.split(':').filter((group) => group !== ''))
  const zeros = back ? Array<string>(8 - front.length - back.length).fill('0') : []
  const groups = [...front, ...zeros, ...(back ?? [])].slice(0, 4)
  return groups.map((group) => Number.parseInt(group, 16).toString(16)).join(':')
}
