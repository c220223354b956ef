import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { v7 } from 'uuid'
import { expect, it, onTestFinished } from 'vitest'
import { readConfig } from '../../src/config.ts'
import type { Criterion } from '../../src/interview/rubric.ts'
import { beginWork } from '../../src/services/begin-work.ts'
import { openWorld } from '../../src/world.ts'
import { describeOnPostgres, silentLog } from '../support/databases.ts'
import { startFakeModel } from '../support/fake-model/start-fake-model.ts'
import { criteriaOf, criterionIn, holdInterview } from '../support/held.ts'
import { makeGate } from './language-model.ts'

const MAIN = join(import.meta.dirname, '../../src/main.ts')
const ORG = v7()
const VERDICT = { quotes: [], points: [], level: 1 }

// Mostly waiting: in a file of its own, so that others run meanwhile.
describeOnPostgres('a server that is killed in the middle of a grading', (makeUrl) => {
  it('has it finished by another within 30 s, and nothing stored is asked for twice', { timeout: 90_000 }, async () => {
    const asked: string[] = []
    const revived = makeGate()
    let late: Criterion[] = []
    let criteria: Criterion[] = []
    const endpoint = await startFakeModel({
      respond: async (request) => {
        // The debrief follows the grades; a refusal leaves it to the script.
        if (request.response_format?.json_schema?.name !== 'verdict')
          return { status: 401, body: { error: { message: 'verdicts only' } } }
        const criterion = criterionIn(criteria, request)
        asked.push(criterion)
        // The first server dies while it waits for these.
        if (late.some((it) => it.id === criterion)) await revived.passed
        return VERDICT
      },
    })
    const env = { DATABASE_URL: await makeUrl(), OPENAI_BASE_URL: endpoint.baseUrl, OPENAI_API_KEY: 'none' }
    const { world, close } = await openWorld(readConfig(env), silentLog)
    criteria = criteriaOf(world)
    late = criteria.slice(-2)
    const id = await holdInterview(world, undefined, { org: ORG })
    const runs = () => world.store.readRuns(ORG, id)

    const server = spawn(process.execPath, [MAIN], {
      env: { ...process.env, ...env, PORT: '0', LOG_LEVEL: 'warn' },
      stdio: ['ignore', 'ignore', 'inherit'],
    })
    const gone = once(server, 'exit')
    onTestFinished(() => void server.kill('SIGKILL'))
    const early = criteria.length - late.length
    await expect.poll(async () => (await runs())[0]?.grades.length, { timeout: 20_000 }).toBe(early)
    await expect.poll(() => late.every((it) => asked.includes(it.id))).toBe(true)
    server.kill('SIGKILL')
    await gone
    const killedAt = performance.now()
    const [before] = await runs()
    expect(before?.status).toBe('grading')

    asked.length = 0
    revived.open()
    await beginWork(world, { alone: false, provisional: 0 })
    await expect.poll(async () => (await runs())[0]?.status, { timeout: 35_000, interval: 100 }).toBe('graded')
    expect(performance.now() - killedAt).toBeLessThan(30_000)

    const [run, ...others] = await runs()
    expect(others).toEqual([])
    expect(run?.id).toBe(before?.id)
    expect(run?.grades.map((it) => it.criterion)).toEqual(criteria.map((it) => it.id).toSorted())
    for (const grade of before?.grades ?? []) expect(run?.grades).toContainEqual(grade)
    expect(asked.toSorted()).toEqual(late.flatMap(({ id }) => [id, id, id]).toSorted())
    await close()
    await endpoint.close()
  })
})
