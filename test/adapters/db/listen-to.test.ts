import { expect, it } from 'vitest'
import { listenTo } from '../../../src/adapters/db/listen-to.ts'
import { openPostgres } from '../../../src/adapters/db/open-postgres.ts'
import { describeOnPostgres } from '../../support/databases.ts'

describeOnPostgres('a connection that listens', (makeUrl) => {
  it('is not left open where it could not listen, nor after it was closed', async () => {
    const url = await makeUrl()
    const database = await openPostgres(url)
    const config = { connectionString: url, application_name: 'listener-of-this-test' }
    const open = async () => {
      const rows = await database.query<{ pid: number }>(
        'select pid from pg_stat_activity where application_name = $1',
        [config.application_name],
      )
      return rows.length
    }
    await expect(listenTo(config, 'not a channel', () => {})).rejects.toThrow('syntax error')
    await expect.poll(open).toBe(0)
    const heard: string[] = []
    const listener = await listenTo(config, 'a_channel', (text) => heard.push(text))
    expect(await open()).toBe(1)
    await database.query(`select pg_notify('a_channel', 'first')`)
    await expect.poll(() => heard).toEqual(['first'])
    await listener.close()
    await expect.poll(open).toBe(0)
    await database.close()
  })
})
