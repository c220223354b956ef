import { once } from 'node:events'
import { createServer, type ServerResponse } from 'node:http'

/** A chat completions endpoint that speaks what the test tells it, in two halves with a pause of the test's between. */
export type ModelEndpoint = {
  url: string
  /** Lets the answer that is being held go on to its end. */
  goOn: () => void
  /** Cuts the answer that is being held, and every later one before its first word. */
  die: () => void
  close: () => Promise<void>
}

export async function openModelEndpoint(first: string, rest: string): Promise<ModelEndpoint> {
  let held: { answer: ServerResponse; goOn: () => void } | null = null
  let dead = false
  const server = createServer(async (request, answer) => {
    let body = ''
    for await (const piece of request) body += piece
    if (dead) return answer.destroy()
    answer.writeHead(200, { 'content-type': 'text/event-stream' })
    const pair = firstPair(body)
    // A sentence is whole once something follows it, so the second one has begun when the pause comes.
    write(answer, `{"move":"${pair.move}","target":"${pair.target}","say":"${first} ${rest.slice(0, 5)}`)
    await new Promise<void>((resolve) => {
      held = { answer, goOn: resolve }
    })
    if (answer.destroyed) return
    write(answer, `${rest.slice(5)}","observed":[]}`)
    write(answer, '', 'stop')
    answer.end('data: [DONE]\n\n')
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  return {
    url: `http://127.0.0.1:${address.port}/v1`,
    goOn: () => held?.goOn(),
    die: () => {
      dead = true
      held?.answer.destroy()
      held?.goOn()
    },
    close: async () => {
      server.closeAllConnections()
      server.close()
    },
  }
}

/** The pair the machine's note lists first: always legal. */
function firstPair(body: string): { move: string; target: string } {
  const { messages } = JSON.parse(body) as { messages: { content: string }[] }
  const note = messages.at(-1)?.content ?? ''
  const [, move = 'none', target = 'none'] = /legal:\n- ([\w-]+) ([\w-]+):/.exec(note) ?? []
  return { move, target }
}

function write(answer: ServerResponse, content: string, finish: string | null = null) {
  const chunk = { model: 'test-model', choices: [{ index: 0, delta: { content }, finish_reason: finish }] }
  answer.write(`data: ${JSON.stringify(chunk)}\n\n`)
}
