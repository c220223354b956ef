import { openEndpoint } from '../../../src/fake-model/open-endpoint.ts'
import { REPLY, SENTENCE } from './reply.ts'

/** The model that every measurement speaks to, in a process of its own: a legal pair in 120 characters, at a pace. */

/** Longer than any pair. */
const HEAD = 96

const model = await openEndpoint({
  paceMs: Number(process.argv[2] ?? 0),
  respond: ({ body: { messages } }) => {
    const [, move = 'none', target = 'none'] = /legal:\n- ([\w-]+) ([\w-]+):/.exec(messages.at(-1)?.content ?? '') ?? []
    // Its words begin at the same place whatever is chosen, and so in the same piece.
    const pair = `{"move":"${move}","target":"${target}"`.padEnd(HEAD)
    return `${pair},"say":"${SENTENCE} ${REPLY}","observed":[]}`
  },
})
console.log(model.baseUrl)
