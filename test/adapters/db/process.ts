import { writeSync } from 'node:fs'
import { join } from 'node:path'
import { createStore } from '../../../src/adapters/db/create-store.ts'
import { lockFolder } from '../../../src/adapters/db/lock-folder.ts'
import { openDatabase } from '../../../src/adapters/db/open-database.ts'
import { makeInterview, turnAppend } from './make.ts'

/** A process for tests that kill it: takes the folder it is given and says on stdout what was acknowledged. */

const say = (line: string) => writeSync(1, `${line}\n`)
const [, , dataDir = '', work = 'append'] = process.argv

try {
  say('opening')
  if (work === 'lock') {
    await lockFolder(join(dataDir, 'postgres'))
    say('locked')
    await new Promise(() => setInterval(() => {}, 1000))
  }
  const database = await openDatabase({ databaseUrl: null, dataDir })
  const store = createStore(database, async () => {})
  say('ready')
  if (work === 'append') {
    const place = await makeInterview(store)
    say(`interview ${place.org} ${place.id}`)
    for (let after = 1; ; after++) {
      if ((await store.append(turnAppend(place, after))) !== 'stored') throw new Error('stale')
      say(`stored ${after + 1}`)
    }
  }
  setInterval(() => {}, 1000)
} catch (error) {
  say(`failed ${error instanceof Error ? `${error.name} ${error.message}` : error}`)
  process.exit(1)
}
