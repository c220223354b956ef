import { describe, expect, test } from 'vitest'
import { GOOD, hear, modelAt, REQUEST } from './call.ts'

const event = (chunk: object) => `data: ${JSON.stringify(chunk)}\n\n`
const content = event({ choices: [{ index: 0, delta: { content: JSON.stringify(GOOD) }, finish_reason: null }] })
const finish = event({ choices: [{ index: 0, delta: {}, finish_reason: 'stop' }] })
const usage = event({ choices: [], usage: { prompt_tokens: 30, completion_tokens: 9 } })

/** A model whose endpoint sends these texts, then does as `after` says. */
function answering(texts: string[], after: (body: ReadableStreamDefaultController) => void) {
  const body = () =>
    new ReadableStream({
      start: (controller) => {
        for (const text of texts) controller.enqueue(new TextEncoder().encode(text))
      },
      pull: (controller) => after(controller),
    })
  const fetch = async () => new Response(body(), { headers: { 'content-type': 'text/event-stream' } })
  return modelAt('https://models.example/v1', { fetch, limits: { afterFinish: 60 } })
}
const silent = () => {}
const broken = (body: ReadableStreamDefaultController) => body.error(new TypeError('terminated'))

describe('an answer that has come to its good end', () => {
  test('is given out soon, though the endpoint never closes the line', async () => {
    const heard = await hear(answering([content, finish, ': keep-alive\n\n'], silent).stream(REQUEST))
    expect(heard.end).toMatchObject({ value: GOOD, call: { promptTokens: null } })
    expect(heard.ms).toBeGreaterThanOrEqual(50)
    expect(heard.ms).toBeLessThan(400)
  })

  test('is whole, though the line breaks right after it', async () => {
    const heard = await hear(answering([content, finish], broken).stream(REQUEST))
    expect(heard.end?.value).toEqual(GOOD)
  })

  test('counts its tokens when they come after it', async () => {
    const heard = await hear(answering([content, finish, usage], silent).stream(REQUEST))
    expect(heard.end?.call).toMatchObject({ promptTokens: 30, outputTokens: 9 })
  })

  test('is no end when the line breaks before it', async () => {
    const { end, fault } = await hear(answering([content], broken).stream(REQUEST))
    expect([end, fault?.kind]).toEqual([null, 'cut'])
  })
})

test('a refusal in the manner of other frameworks is understood by what it names, not by what it repeats', async () => {
  const asked: Record<string, unknown>[] = []
  const fetch = async (_: unknown, init?: RequestInit) => {
    asked.push(JSON.parse(String(init?.body)))
    const detail = [{ loc: ['body', 'stream_options'], msg: 'Extra inputs are not permitted', input: asked[0] }]
    const whole = { choices: [{ index: 0, message: { content: JSON.stringify(GOOD) }, finish_reason: 'stop' }] }
    return asked.length === 1 ? Response.json({ detail }, { status: 422 }) : Response.json(whole)
  }
  const heard = await hear(modelAt('https://models.example/v1', { fetch }).stream({ ...REQUEST, temperature: 1 }))
  expect(heard.end?.value).toEqual(GOOD)
  expect(asked.map((it) => ['temperature' in it, 'stream_options' in it])).toEqual([
    [true, true],
    [true, false],
  ])
})
