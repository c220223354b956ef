import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { v7 } from 'uuid'
import { expect, it, onTestFinished } from 'vitest'
import { readConfig } from '../../src/config.ts'
import type { ChatRequest } from '../../src/fake-model/answer-wire.ts'
import type { Criterion } from '../../src/interview/rubric.ts'
import type { World } from '../../src/ports.ts'
import { acceptTurn } from '../../src/services/accept-turn.ts'
import { beginWork } from '../../src/services/begin-work.ts'
import { endInterview } from '../../src/services/change-clock.ts'
import { speakTurn } from '../../src/services/speak-turn.ts'
import { startInterview } from '../../src/services/start-interview.ts'
import { openWorld } from '../../src/world.ts'
import { describeOnPostgres, silentLog } from '../support/databases.ts'
import { startFakeModel } from '../support/fake-model/start-fake-model.ts'
import { makeGate } from './language-model.ts'

const MAIN = join(import.meta.dirname, '../../src/main.ts')
const ORG = v7()
const VERDICT = { quotes: [], points: [], level: 1 }

/** An ended interview in which every criterion was reached; its grading is queued. */
async function held(world: World, criteria: Criterion[]): Promise<string> {
  const id = await startInterview(world, ORG, { problem: 'queue-loss', interviewer: 'scripted' })
  const text = criteria.map((it) => it.points[0]?.yes[0]).join(' ')
  await acceptTurn(world, ORG, id, { key: crypto.randomUUID(), text })
  await speakTurn(world, ORG, id)
  await endInterview(world, ORG, id, 'candidate')
  return id
}

// Mostly waiting: in a file of its own, so that others run meanwhile.
describeOnPostgres('a server that is killed in the middle of a grading', (makeUrl) => {
  it('has it finished by another within 30 s, and nothing stored is asked for twice', { timeout: 90_000 }, async () => {
    const asked: string[] = []
    const revived = makeGate()
    let late: Criterion[] = []
    let criteria: Criterion[] = []
    const criterionIn = (request: ChatRequest) =>
      criteria.find((it) => request.messages.at(-1)?.content.includes(`${it.id}: ${it.asks}`))?.id ?? '?'
    const endpoint = await startFakeModel({
      respond: async (request) => {
        // The debrief follows the grades; a refusal leaves it to the script.
        if (request.response_format?.json_schema?.name !== 'verdict')
          return { status: 401, body: { error: { message: 'verdicts only' } } }
        const criterion = criterionIn(request)
        asked.push(criterion)
        // The first server dies while it waits for these.
        if (late.some((it) => it.id === criterion)) await revived.passed
        return VERDICT
      },
    })
    const env = { DATABASE_URL: await makeUrl(), OPENAI_BASE_URL: endpoint.baseUrl, OPENAI_API_KEY: 'none' }
    const { world, close } = await openWorld(readConfig(env), silentLog)
    criteria = world.library.catalogue.problems.find((it) => it.id === 'queue-loss')?.criteria ?? []
    late = criteria.slice(-2)
    const id = await held(world, criteria)
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
