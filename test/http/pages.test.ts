import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openTestWorld, type TestWorld } from '../support/world.ts'
import { problemOf } from './call.ts'

const INDEX = '<!doctype html><title>Interlocutor</title><script src="/assets/index-abc.js"></script>'

let folder: string
let app: TestWorld
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'interlocutor-pages-'))
  await mkdir(join(folder, 'web', 'assets'), { recursive: true })
  await writeFile(join(folder, 'web', 'index.html'), INDEX)
  await writeFile(join(folder, 'web', 'assets', 'index-abc.js'), 'console.log(1)')
  await writeFile(join(folder, 'web', 'assets', 'index-abc.js.gz'), gzipSync('console.log(1)'))
  await writeFile(join(folder, 'secret.txt'), 'not for pages')
  app = await openTestWorld({ pages: join(folder, 'web') })
})
afterAll(async () => {
  await app.close()
  await rm(folder, { recursive: true })
})

describe('the pages', () => {
  it.each(['/', '/interviews/0199c6a0-0000-7000-8000-000000000000', '/past', '/no/such/page'])(
    '%s is the page, which finds its own way, and is asked for anew each time',
    async (path) => {
      const response = await app.request(path)
      expect(response.status).toBe(200)
      expect(response.headers.get('content-type')).toMatch(/^text\/html/)
      expect(response.headers.get('cache-control')).toBe('no-cache')
      expect(await response.text()).toBe(INDEX)
    },
  )

  it('keeps assets for ever, compressed where the browser can', async () => {
    const response = await app.request('/assets/index-abc.js', { headers: { 'accept-encoding': 'gzip' } })
    expect(response.headers.get('cache-control')).toContain('immutable')
    expect(response.headers.get('content-encoding')).toBe('gzip')
    expect(response.headers.get('content-type')).toMatch(/javascript/)
    expect(await (await app.request('/assets/index-abc.js')).text()).toBe('console.log(1)')
  })

  it('an asset of another build is 404 and never the page, which would be kept for ever', async () => {
    const response = await app.request('/assets/index-old.js')
    expect(response.headers.get('cache-control') ?? '').not.toContain('immutable')
    await problemOf(response, 404, 'no-such-page')
  })

  it.each([
    '/../secret.txt',
    '/..%2fsecret.txt',
    '/%2e%2e/secret.txt',
    '/assets/..%2f..%2fsecret.txt',
    '/..%5csecret.txt',
  ])('%s leads nowhere out of the folder', async (path) => {
    expect(await (await app.request(path)).text()).not.toContain('not for pages')
  })

  it('leaves the API its own 404', async () => {
    await problemOf(await app.request('/api/nothing'), 404, 'no-such-route')
    await problemOf(await app.request('/api/nothing', { method: 'DELETE' }), 404, 'no-such-route')
    await problemOf(await app.request('/api/catalogue', { method: 'DELETE' }), 405, 'method-not-allowed')
  })

  it.each(['/', '/interviews/0199', '/healthz'])('%s is read and not written', async (path) => {
    const response = await app.request(path, { method: 'POST' })
    expect(response.headers.get('allow')).toBe('GET, HEAD')
    await problemOf(response, 405, 'method-not-allowed')
    expect((await app.request(path, { method: 'HEAD' })).status).toBe(200)
  })
})
