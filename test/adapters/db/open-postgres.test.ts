import { createServer, connect as dial, type Socket } from 'node:net'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Database } from '../../../src/adapters/db/database.ts'
import { Refused } from '../../../src/adapters/db/faults.ts'
import { openPostgres } from '../../../src/adapters/db/open-postgres.ts'
import { Unavailable } from '../../../src/errors.ts'
import { describeOnPostgres } from '../../support/databases.ts'

type Cut = 'never' | 'at-once' | 'at-first-byte'

/** Stands before a Postgres and breaks connections: those that are open, and those that are begun while it is told to. */
async function openBreaker(url: string) {
  const open = new Set<Socket>()
  let cut: Cut = 'never'
  const server = createServer((near) => {
    open.add(near)
    near.on('error', () => {}).on('close', () => open.delete(near))
    if (cut === 'at-once') return near.end()
    const far = dial(Number(new URL(url).port), '127.0.0.1')
    far.on('error', () => {}).on('close', () => near.destroy())
    near.on('close', () => far.destroy())
    if (cut === 'at-first-byte') near.once('data', () => near.end())
    else near.pipe(far).pipe(near)
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const address = server.address()
  const port = typeof address === 'object' && address ? address.port : 0
  return {
    url: Object.assign(new URL(url), { port }).href,
    cut: (how: Cut) => {
      cut = how
    },
    /** Nothing more comes through, and nobody is told. */
    silence: () => {
      for (const it of open) it.unpipe().pause()
    },
    breakAll: (how: 'end' | 'resetAndDestroy') => {
      for (const it of open) it[how]()
    },
    close: async () => {
      for (const it of open) it.destroy()
      await new Promise((done) => server.close(done))
    },
  }
}

describeOnPostgres('connections that break', (makeUrl) => {
  let breaker: Awaited<ReturnType<typeof openBreaker>>
  let database: Database
  beforeAll(async () => {
    breaker = await openBreaker(await makeUrl())
    database = await openPostgres(breaker.url)
    await database.query('create table written (it int primary key)')
  })
  afterAll(async () => {
    await database.close()
    await breaker.close()
  })

  const write = (it: number) =>
    database.transaction(async (connection) => {
      await connection.query('insert into written (it) values ($1::int)', [it])
      await connection.query('select pg_sleep($1::float)', [Math.random() / 50])
      return it
    })
  const written = async () => (await database.query<{ it: number }>('select it from written')).map((row) => row.it)

  it.each(['end', 'resetAndDestroy'] as const)(
    'fail what was under way as unavailable, keep what was confirmed, and are replaced (%s)',
    async (how) => {
      const first = how === 'end' ? 1000 : 2000
      const asked = Promise.allSettled(Array.from({ length: 60 }, (_, index) => write(first + index)))
      for (let times = 0; times < 6; times++) {
        await new Promise((done) => setTimeout(done, 12))
        breaker.breakAll(how)
      }
      const answers = await asked
      const confirmed = answers.flatMap((it) => (it.status === 'fulfilled' ? [it.value] : []))
      const refused = answers.flatMap((it) => (it.status === 'rejected' ? [it.reason] : []))
      expect(refused.length).toBeGreaterThan(0)
      for (const it of refused) expect(it).toBeInstanceOf(Unavailable)
      expect(await written()).toEqual(expect.arrayContaining(confirmed))
      expect(await Promise.all([write(first + 100), write(first + 101)])).toEqual([first + 100, first + 101])
    },
  )

  it.each(['at-once', 'at-first-byte'] as const)(
    'fail in time while they break as they begin, and come back afterwards (%s)',
    async (how) => {
      breaker.cut(how)
      breaker.breakAll('end')
      const answers = await Promise.allSettled(Array.from({ length: 20 }, () => database.query('select 1 as it')))
      breaker.cut('never')
      expect(answers.some((it) => it.status === 'rejected')).toBe(true)
      await expect.poll(() => database.query('select 1 as it').catch(() => null)).toEqual([{ it: 1 }])
      await Promise.all(Array.from({ length: 20 }, () => database.query('select $1::int as it', [2])))
    },
  )

  it('does not say that a transaction is kept of which a statement failed unheard', async () => {
    const quiet = database.transaction(async (connection) => {
      await connection.query('insert into written (it) values ($1::int)', [1])
      await connection.query('select 1 / $1::int', [0]).catch(() => {})
    })
    await expect(quiet).rejects.toThrow(Unavailable)
    expect(await written()).not.toContain(1)
    const loud = database.transaction((connection) => connection.query('select 1 / $1::int', [0]))
    await expect(loud).rejects.toThrow(Refused)
  })

  it('that fall silent are given up, and others take their place', async () => {
    const another = await openPostgres(breaker.url, 300)
    await another.query('select $1::int', [1])
    breaker.silence()
    await expect(another.query('select $1::int', [1])).rejects.toThrow(Unavailable)
    await expect(another.transaction((it) => it.query('select $1::int as it', [2]))).resolves.toEqual([{ it: 2 }])
    await another.close()
    breaker.breakAll('resetAndDestroy')
  })

  it('do nothing afterwards of what they were said to have failed', async () => {
    const another = await openPostgres(breaker.url, 500)
    const insert = () => another.query('insert into written (it) values ($1::int)', [7000])
    await database.transaction(async (connection) => {
      await connection.query('lock table written')
      await expect(insert()).rejects.toThrow(Unavailable)
    })
    // Behind it in any queue, so that it would be there by now.
    await database.transaction((connection) => connection.query('lock table written'))
    expect(await written()).not.toContain(7000)
    await another.close()
  })

  it('that are silent do not hold up a close', async () => {
    const another = await openPostgres(breaker.url)
    await another.line?.listen(() => {})
    breaker.silence()
    await another.close()
    breaker.breakAll('resetAndDestroy')
  })

  it('closes while its line is broken and being opened again', async () => {
    const another = await openPostgres(breaker.url)
    await another.line?.listen(() => {})
    breaker.cut('at-once')
    breaker.breakAll('end')
    await new Promise((done) => setTimeout(done, 600))
    await another.close()
    breaker.cut('never')
    await expect(another.query('select 1')).rejects.toThrow(Unavailable)
  })
})
