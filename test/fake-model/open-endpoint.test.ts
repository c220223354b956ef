import { afterEach, describe, expect, test } from 'vitest'
import { type Endpoint, type EndpointSettings, openEndpoint } from '../../src/fake-model/open-endpoint.ts'

const opened: Endpoint[] = []
afterEach(() => Promise.all(opened.splice(0).map((it) => it.close())))

async function open(settings: Partial<EndpointSettings> = {}): Promise<Endpoint> {
  const endpoint = await openEndpoint({ respond: () => ({ say: 'Hm.' }), ...settings })
  opened.push(endpoint)
  return endpoint
}

const ask = (endpoint: Endpoint, contents: string[], more: object = {}) =>
  fetch(`${endpoint.baseUrl}/chat/completions`, {
    method: 'POST',
    body: JSON.stringify({
      model: 'm',
      messages: contents.map((content) => ({ role: 'user', content })),
      ...more,
    }),
  })

const countsOf = async (response: Response) => {
  const { usage } = (await response.json()) as {
    usage: { prompt_tokens: number; prompt_tokens_details: { cached_tokens: number } }
  }
  return [usage.prompt_tokens, usage.prompt_tokens_details.cached_tokens]
}

const LONG = 'a'.repeat(395)

describe('the counts of a prompt', () => {
  test('hold what it shares with the longest beginning of any before it, whichever came in between', async () => {
    const endpoint = await open()
    expect(await countsOf(await ask(endpoint, [LONG]))).toEqual([101, 0])
    expect(await countsOf(await ask(endpoint, ['else']))).toEqual([3, 1])
    expect(await countsOf(await ask(endpoint, [LONG, LONG]))).toEqual([201, 100])
  })

  test('come in a stream where they are asked for, and not otherwise', async () => {
    const endpoint = await open()
    const asking = { stream: true, stream_options: { include_usage: true } }
    expect(await (await ask(endpoint, ['a'], asking)).text()).toContain('"prompt_tokens":2')
    expect(await (await ask(endpoint, ['a'], { stream: true })).text()).not.toContain('prompt_tokens')
  })
})

describe('a request that cannot be answered', () => {
  test.for([
    ['at another path', 'POST', '/models', 'there is no POST /v1/models'],
    ['that is no JSON', 'POST', '/chat/completions', 'JSON'],
  ])('%s gets an error that says so, and the endpoint answers on', async ([, method, path, says]) => {
    const told: string[] = []
    const endpoint = await open({ onStranger: (because) => told.push(because) })
    const response = await fetch(endpoint.baseUrl + path, { method: method ?? '', body: '{' })
    expect([response.status, told.length]).toEqual([404, 1])
    expect(await response.text()).toContain(says)
    expect((await ask(endpoint, ['a'])).status).toBe(200)
  })

  test('with a fault, since it asks for no stream, is told to', async () => {
    const endpoint = await open({ respond: () => ({ fault: 'F4' }) })
    expect(await (await ask(endpoint, ['a'])).text()).toContain('"stream\\": true')
  })
})

test('an endpoint that went away is back at the same place after its time', async () => {
  let isAway = true
  const endpoint = await open({ awayMs: 50, respond: () => (isAway ? { fault: 'F1' } : { say: 'Back' }) })
  await expect(ask(endpoint, ['a'], { stream: true })).rejects.toThrow()
  isAway = false
  const answered = () =>
    ask(endpoint, ['a'], { stream: true }).then(
      (it) => it.text(),
      () => '',
    )
  await expect.poll(answered, { timeout: 5000 }).toContain('Back')
})

test('a port that is taken is an error, and no endpoint', async () => {
  const { baseUrl } = await open()
  await expect(open({ port: Number(new URL(baseUrl).port) })).rejects.toMatchObject({ code: 'EADDRINUSE' })
})
