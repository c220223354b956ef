import { randomBytes } from 'node:crypto'
import { writeSync } from 'node:fs'
import { rm, statfs, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { createStore } from '../../../src/adapters/db/create-store.ts'
import { openDatabase } from '../../../src/adapters/db/open-database.ts'
import { makeInterview, spokeEvent, turnAppend } from './make.ts'

/**
 * Fills the small disk it is given until appends fail, makes room, appends again, and says in one line of JSON what
 * happened. `left` is the room, in KB, from which it starts; `truncating` makes the log grow faster than the tables.
 */
const [dataDir = '', left = '0', how = ''] = process.argv.slice(2)
const truncating = how === 'truncating'
const filler = join(dataDir, 'filler')
const database = await openDatabase({ databaseUrl: null, dataDir })
const store = createStore(database, async () => {})
const place = await makeInterview(store)
const { bavail, bsize } = await statfs(dataDir)
await writeFile(filler, Buffer.alloc(bavail * bsize - Number(left) * 1024, 1))
await database.query('create table ballast (text text)')

let stored = 1
const failures: string[] = []
/** A turn of the candidate; the words are random, so that they do not shrink when stored. */
const append = async (bytes: number) => {
  const events = [spokeEvent(randomBytes(bytes).toString('base64'))]
  try {
    if ((await store.append({ ...turnAppend(place, stored), events })) === 'stored') stored++
    else failures.push('stale')
  } catch (error) {
    failures.push(`${error instanceof Error ? error.name : ''} ${error instanceof Error ? error.cause : ''}`)
  }
}
while (failures.length === 0) {
  await append(20_000)
  if (!truncating) continue
  await database.query('insert into ballast values ($1)', [randomBytes(50_000).toString('base64')]).catch(() => {})
  if (stored % 10 === 0) await database.query('truncate ballast').catch(() => {})
}
await append(20_000)
const full = [...failures]
const before = stored
await rm(filler)
while (stored === before && failures.length < 100) {
  await append(20)
  if (stored === before) await sleep(500)
}
await database.close()

const again = await openDatabase({ databaseUrl: null, dataDir })
const seqs = (await createStore(again, async () => {}).readEvents(place.org, place.id))?.map((it) => it.seq)
await again.close()
writeSync(1, JSON.stringify({ full, before, stored, seqs }))
// An engine that panicked leaves a timer behind, which would keep this process.
process.exit(0)
