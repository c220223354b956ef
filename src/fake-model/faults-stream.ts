import { cutOf, type Stage, type Variants } from './stage.ts'

/** A stream that begins well. */

/** Sends a part of the answer, then does `what`. */
const after =
  (what: (stage: Stage, rest: string) => Promise<void> | void) =>
  async (stage: Stage): Promise<void> => {
    const { before, after } = cutOf(stage)
    stage.wire.head()
    await stage.wire.choice({ role: 'assistant', content: '' })
    await stage.wire.content(before)
    await what(stage, after)
  }

const KEEP_ALIVE_MS = 20

const keepAlive = async ({ wire }: Stage): Promise<void> => {
  while (!wire.isOver) {
    await wire.write(': keep-alive\n\n')
    await wire.pause(KEEP_ALIVE_MS)
  }
}

/** The whole answer, its chunks made by `send`. */
const whole =
  (send: (stage: Stage, piece: string, i: number) => Promise<void>) =>
  async (stage: Stage): Promise<void> => {
    stage.wire.head()
    for (const [i, piece] of stage.wire.pieces(stage.answer).entries()) await send(stage, piece, i)
    await stage.wire.done(stage.answer)
  }

const only =
  (...chunks: Record<string, unknown>[]) =>
  async ({ wire }: Stage): Promise<void> => {
    wire.head()
    for (const chunk of chunks) await wire.send(chunk)
    await wire.write('data: [DONE]\n\n')
    wire.end()
  }

/** The events of a good stream as one text. */
function script({ wire, answer }: Stage): string {
  const deltas = [{ role: 'assistant' }, ...wire.pieces(answer).map((content) => ({ content }))]
  const chunks = deltas.map((delta) => wire.chunk({ choices: [{ index: 0, delta, finish_reason: null }] }))
  chunks.push(wire.chunk({ choices: [{ index: 0, delta: {}, finish_reason: 'stop' }] }))
  return [...chunks.map((it) => `data: ${JSON.stringify(it)}\n\n`), 'data: [DONE]\n\n'].join('')
}

/** Sends bytes in writes that end where `cuts` says, with a pause after each. */
async function inWrites({ wire }: Stage, bytes: Buffer, cuts: number[], ms: number): Promise<void> {
  wire.head()
  for (const [i, cut] of [...cuts, bytes.length].entries()) {
    if (wire.isOver) return
    await wire.write(bytes.subarray(cuts[i - 1] ?? 0, cut))
    await wire.pause(ms)
  }
  wire.end()
}

/** Places in `bytes` right after a byte that `isCut` holds for. */
const placesAfter = (bytes: Buffer, isCut: (byte: number) => boolean): number[] =>
  [...bytes.entries()].flatMap(([at, byte]) => (isCut(byte) ? [at + 1] : []))

const FIRST_OF_MANY = 0xc0
const RETURN = 0x0d

export const STREAM_FAULTS = {
  F4: { 'stall in the body': after(({ wire }) => wire.hang()) },
  F5: { 'stall with keep-alive comments': after(keepAlive) },
  F6: {
    'role chunk, then silence': async ({ wire }: Stage) => {
      wire.head()
      await wire.choice({ role: 'assistant', content: '' })
      await wire.hang()
    },
    'role chunk, then keep-alive comments': async (stage: Stage) => {
      stage.wire.head()
      await stage.wire.choice({ role: 'assistant', content: '' })
      await keepAlive(stage)
    },
  },
  F7: {
    'end without a finish reason': after(({ wire }) => wire.end()),
    'whole answer without a finish reason': async ({ wire, answer }: Stage) => {
      wire.head()
      await wire.content(answer)
      wire.end()
    },
    'end in mid-event': after(async ({ wire }) => {
      await wire.write('data: {"choices":[{"delta":{"content":"and th')
      wire.end()
    }),
  },
  F8: { 'reset in mid-stream': after(({ wire }) => wire.reset()) },
  F9: {
    '[DONE] with a null finish reason': after(async ({ wire }) => {
      await wire.write('data: [DONE]\n\n')
      wire.end()
    }),
  },
  F13: {
    'empty choices': only({ choices: [] }, { choices: [] }),
    'null choices': only({ choices: null }),
    'no choices': only({}),
    'null delta': only({ choices: [{ index: 0, delta: null, finish_reason: null }] }),
    'null delta and stop': only({ choices: [{ index: 0, delta: null, finish_reason: 'stop' }] }),
  },
  F14: {
    'an error object in a chunk': after(async ({ wire }) => {
      await wire.write(`data: ${JSON.stringify({ error: { message: 'the engine died', code: 500 } })}\n\n`)
      wire.end()
    }),
    'an error event': after(async ({ wire }) => {
      await wire.write('event: error\ndata: the engine died\n\n')
      await wire.hang()
    }),
    'an error object first': async ({ wire }: Stage) => {
      wire.head()
      await wire.write(`data: ${JSON.stringify({ error: { message: 'the engine died' } })}\n\ndata: [DONE]\n\n`)
      wire.end()
    },
  },
  F15: {
    'malformed JSON': after(async ({ wire }) => {
      await wire.write('data: {"choices":[{"delta":{"content":\n\n')
      await wire.hang()
    }),
    'a character split over writes': (stage: Stage) => {
      const bytes = Buffer.from(script(stage))
      return inWrites(
        stage,
        bytes,
        placesAfter(bytes, (byte) => byte >= FIRST_OF_MANY),
        1,
      )
    },
    'CRLF line ends': (stage: Stage) => {
      const bytes = Buffer.from(script(stage).replaceAll('\n', '\r\n'))
      return inWrites(
        stage,
        bytes,
        placesAfter(bytes, (byte) => byte === RETURN),
        1,
      )
    },
  },
  F22: {
    'usage on every chunk': whole(({ wire, answer }, content) =>
      wire.send({ choices: [{ index: 0, delta: { content }, finish_reason: null }], usage: wire.usage(answer) }),
    ),
    'usage-only chunks between': whole(async ({ wire, answer }, content) => {
      await wire.send({ choices: [], usage: wire.usage(answer) })
      await wire.choice({ content })
    }),
    'role and empty chunks again': whole(async ({ wire }, content) => {
      await wire.choice({ role: 'assistant', content: '' })
      await wire.choice({ content })
      await wire.choice({})
    }),
    'finish before the last piece, and twice': async ({ wire, answer }: Stage) => {
      wire.head()
      await wire.content(answer.slice(0, -3))
      await wire.choice({}, 'stop')
      await wire.choice({ content: answer.slice(-3) })
      await wire.done(answer)
    },
    'a piece of content twice': async ({ wire, answer }: Stage) => {
      wire.head()
      await wire.choice({ content: answer.slice(0, 8) })
      await wire.choice({ content: answer.slice(0, 8) })
      await wire.content(answer.slice(8))
      await wire.done(answer)
    },
  },
  F23: {
    'a slow drip of chunks': whole(async ({ wire }, content) => {
      await wire.choice({ content })
      await wire.pause(4)
    }),
    'a slow drip of bytes': (stage: Stage) => {
      const bytes = Buffer.from(script(stage))
      const size = Math.ceil(bytes.length / 100)
      return inWrites(
        stage,
        bytes,
        Array.from({ length: 99 }, (_, i) => (i + 1) * size).filter((it) => it < bytes.length),
        4,
      )
    },
  },
} satisfies Record<string, Variants>
