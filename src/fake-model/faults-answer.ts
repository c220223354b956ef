import { MANGLINGS, type Mangling, mangleVerdict } from './mangle-verdict.ts'
import { between } from './random.ts'
import type { Stage, Variants } from './stage.ts'

/** A stream in order that brings an answer which is none. */

/** Sends what `make` makes of the answer, ended by `finish`. */
const instead =
  (make: (stage: Stage) => string, finish = 'stop') =>
  async (stage: Stage): Promise<void> => {
    const text = make(stage)
    stage.wire.head()
    await stage.wire.content(text)
    await stage.wire.done(text, finish)
  }

const part = ({ answer, random }: Stage): string => answer.slice(0, between(random, 1, answer.length - 1))

const SAY = '"say":"'

/** The answer as far as its words, so that what follows passes for speech that was allowed. */
function untilWords({ answer }: Stage): string {
  const at = answer.indexOf(SAY)
  return at === -1 ? `{"move":"probe","target":"none",${SAY}` : answer.slice(0, at + SAY.length)
}

/** Everything in few writes: an answer far too long. */
const flood =
  (piece: string, times: number, close: string) =>
  async (stage: Stage): Promise<void> => {
    const { wire } = stage
    wire.head()
    await wire.choice({ content: untilWords(stage) })
    for (let i = 0; i < times && !wire.isOver; i++) await wire.choice({ content: piece })
    await wire.choice({ content: close })
    await wire.done(close)
  }

export const ANSWER_FAULTS = {
  F10: { 'cut at the token limit': instead(part, 'length'), 'whole, but cut': instead((it) => it.answer, 'length') },
  F11: {
    'null content with status 200': async ({ wire }: Stage) => {
      wire.head()
      await wire.choice({ role: 'assistant', content: null }, 'content_filter')
      await wire.write('data: [DONE]\n\n')
      wire.end()
    },
    'filtered in mid-answer': instead(part, 'content_filter'),
    'a 400 error': ({ wire }: Stage) =>
      wire.error(400, {
        code: 'content_filter',
        message: 'The response was filtered by the content management policy',
      }),
    'a 400 with a completion body': ({ wire }: Stage) =>
      wire.json(400, {
        id: 'chatcmpl-fake',
        object: 'chat.completion',
        model: wire.request.model,
        choices: [{ index: 0, message: { role: 'assistant', content: null }, finish_reason: 'content_filter' }],
      }),
  },
  F12: {
    refusal: async ({ wire }: Stage) => {
      wire.head()
      for (const refusal of ["I'm sorry, ", 'but I cannot ', 'help with that.']) await wire.choice({ refusal })
      await wire.done('')
    },
    'refusal after content': async (stage: Stage) => {
      stage.wire.head()
      await stage.wire.content(part(stage))
      await stage.wire.choice({ refusal: 'I cannot go on.' })
      await stage.wire.done('')
    },
  },
  F20: {
    'wrapped in prose and a fence': instead(({ answer }) => `Here you are:\n\`\`\`json\n${answer}\n\`\`\`\nAsk away!`),
    'a trailing comma': instead(({ answer }) => answer.replace(/\}\s*$/, ',}')),
    'a field missing': instead(({ answer }) => {
      const [, ...rest] = Object.entries(JSON.parse(answer))
      return JSON.stringify(Object.fromEntries(rest))
    }),
    'a field of the wrong kind': instead(({ answer }) => {
      const fields = Object.entries(JSON.parse(answer) as Record<string, unknown>)
      return JSON.stringify(Object.fromEntries(fields.map(([name, value]) => [name, [value, value]])))
    }),
    truncated: instead(part),
    'truncated by its last brace': instead(({ answer }) => answer.trimEnd().slice(0, -1)),
    'prose alone': instead(() => 'Sure! What would you like to talk about next?'),
  },
  F21: Object.fromEntries(
    Object.keys(MANGLINGS).map((how) => [
      how,
      instead(({ wire, answer }) => mangleVerdict(how as Mangling, answer, wire.request)),
    ]),
  ),
  F24: {
    'empty with stop': instead(() => ''),
    'white space with stop': instead(() => '\n  \n'),
    'looping prose': instead(() => 'And how would you scale that? '.repeat(50)),
    'a loop that never closes': instead((stage) => `${untilWords(stage)}${'Go on. '.repeat(200)}`),
  },
  F25: {
    'a megabyte in chunks': flood('a word and another '.repeat(20), 3_000, '","observed":[]}'),
    'a megabyte in one chunk': flood('words '.repeat(175_000), 1, '","observed":[]}'),
    'a megabyte in one line without an end': async ({ wire }: Stage) => {
      wire.head()
      await wire.write('data: ')
      for (let i = 0; i < 64 && !wire.isOver; i++) await wire.write('x'.repeat(16_384))
      await wire.hang()
    },
  },
} satisfies Record<string, Variants>
