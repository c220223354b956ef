import OpenAI, { toFile } from 'openai'
import { afterEach, describe, expect, test } from 'vitest'
import { type Running, startCommand } from './run-command.ts'

const running: Running[] = []
afterEach(() => {
  for (const { child } of running.splice(0)) child.kill('SIGKILL')
})

function start(args: string[]): Running {
  const it = startCommand(['fake-model', '--port', '0', ...args], {})
  running.push(it)
  return it
}

const asking = (name: string) => ({
  method: 'POST',
  body: JSON.stringify({
    model: 'm',
    stream: true,
    messages: [
      { role: 'user', content: 'We keep it all on disk.\n\nlegal:\n- probe disk-full: What when it is full?' },
    ],
    response_format: { type: 'json_schema', json_schema: { name, schema: {} } },
  }),
})

describe('the fake model as a command', { timeout: 60_000 }, () => {
  test('says where it is, answers, prints a line for each request without its words, and ends when told to', async () => {
    const { child, printed, ended } = start(['--pace', '10000'])
    await expect.poll(() => printed.out, { timeout: 20_000 }).toContain('npm start')
    const [url = ''] = /http:\S+\/v1/.exec(printed.out) ?? []
    const answer = await (await fetch(`${url}/chat/completions`, asking('interviewer_turn'))).text()
    const said = [...answer.matchAll(/"content":("(?:[^"\\]|\\.)*")/g)].map(([, it = '""']) => JSON.parse(it)).join('')
    expect(JSON.parse(said)).toMatchObject({ move: 'probe', target: 'disk-full', say: 'What when it is full?' })
    const refused = await fetch(`${url}/chat/completions`, asking('essay'))
    expect(refused.status).toBe(400)
    expect(await refused.text()).toContain('a fake model answers interviewer_turn, verdict,')
    await expect.poll(() => printed.out).toMatch(/ 2 essay · \d+ tokens read, \d+ of them cached\n/)
    expect(printed.out).toMatch(/ 1 interviewer_turn · \d+ tokens read, 0 of them cached\n/)
    expect(printed.out).not.toContain('on disk')
    const { audio } = new OpenAI({ apiKey: 'none', baseURL: url })
    const asked = { model: 'm', voice: 'any', input: 'Keep it in the log.', response_format: 'wav' } as const
    const file = await toFile((await audio.speech.create(asked)).blob(), 'turn.wav')
    expect((await audio.transcriptions.create({ model: 'm', file })).text).toBe('Keep it in the log.')
    await expect.poll(() => printed.out).toMatch(/ 3 speech · 2\.0 s of sound\n +4 transcription · 2\.0 s of sound\n/)
    expect(printed.out).not.toContain('in the log')
    child.kill('SIGTERM')
    expect((await ended).code).toBe(0)
  })

  test('fails as it was asked to, and says so', async () => {
    const { printed } = start(['--fault', 'F17:503'])
    await expect.poll(() => printed.out, { timeout: 20_000 }).toContain('npm start')
    const [url = ''] = /http:\S+\/v1/.exec(printed.out) ?? []
    expect((await fetch(`${url}/chat/completions`, asking('interviewer_turn'))).status).toBe(503)
    await expect.poll(() => printed.out).toContain('cached · F17: 503\n')
    const { audio } = new OpenAI({ apiKey: 'none', baseURL: url, maxRetries: 0 })
    const asked = { model: 'm', voice: 'any', input: 'One.', response_format: 'wav' } as const
    await expect(audio.speech.create(asked)).rejects.toMatchObject({ status: 503 })
    await expect.poll(() => printed.out).toContain('s of sound · F17: 503\n')
  })

  test.for([
    [['--fault', 'F77'], 'There is no fault "F77"; there is any, and F1 to F25.'],
    [['--rate', '7'], 'It should be a number from 0 to 1.'],
    [['--pace', 'slow'], 'It should be a number from 0.1 to 100000.'],
  ] as const)('%s is refused with what would be right', async ([args, sentence]) => {
    const { printed, ended } = start([...args])
    expect((await ended).code).not.toBe(0)
    expect(printed.err).toContain(sentence)
  })
})
