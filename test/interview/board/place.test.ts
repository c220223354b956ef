import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { graphOf } from '../../../src/interview/board/graph.ts'
import { nodeFor, describe as said } from '../../../src/interview/board/place.ts'
import { sentences } from '../../../src/interview/words.ts'
import { anyDrawings, arrow, bound, box, type Drawing, sceneOf, shape, text } from '../../support/board.ts'

type Drawings = (Drawing | Drawing[])[]
const find = (binds: string[], ...drawings: Drawings) => nodeFor(graphOf(sceneOf(...drawings)), binds)
const say = (binds: string[], ...drawings: Drawings) => {
  const node = find(binds, ...drawings)
  return node && said(node)
}
const BINDS = ['queue', 'broker', 'kafka', 'sqs', 'dead letter', 'event bus', 'cache']
/** Orders → the thing → Worker. */
const line = (label: string): Drawings => [
  ...[box('o', 0, 0, 'Orders'), box('q', 300, 0, label), box('w', 600, 0, 'Worker')],
  ...[bound('x', 'o', 'q'), bound('y', 'q', 'w')],
]

describe('the thing that a probe binds to', () => {
  it('is the node whose label holds one of its cues, with what stands on both sides', () => {
    expect(find(BINDS, ...line('Queue'))).toEqual({ id: 'q', label: 'Queue', between: ['Orders', 'Worker'] })
  })

  it.each([
    ['Message queue', 'the message queue you drew'],
    ['QUEUES', 'the queues you drew'],
    ['Kafka', 'the Kafka you drew'],
    ['kafka', 'the kafka you drew'],
    ['Kafka topic', 'the Kafka topic you drew'],
    ['Redis Cache', 'the Redis cache you drew'],
    ['CDN cache', 'the CDN cache you drew'],
    ['OrderQueue', 'the OrderQueue you drew'],
    ['order_queue', 'the order_queue you drew'],
    ['order-queue.v2', 'the order-queue.v2 you drew'],
    ['The queue', 'the queue you drew'],
    ['Our Event Bus', 'the event bus you drew'],
    ['Dead-letter queue', 'the dead-letter queue you drew'],
    ['Queue (SQS, fifo?)', 'the queue you drew'],
    ['Kafka: 3 brokers, RF=3', 'the Kafka you drew'],
    ['Queue - at least once', 'the queue you drew'],
    ['Here every order goes onto the queue, then out', 'the queue you drew'],
    ['All that we wrote gets queued here by then', 'the queue you drew'],
    ['Is this a queue? Say yes.', 'the queue you drew'],
    ['😀 Queue', 'the queue you drew'],
  ])('labelled %j is %j', (label, expected) => {
    expect(say(BINDS, box('q', 0, 0, label))).toBe(expected)
  })

  it.each(['No cache', 'Without a queue', 'Worker', 'Kaf', ''])('is not there when all there is is %j', (label) => {
    expect(find(BINDS, box('q', 0, 0, label))).toBeNull()
  })

  it('is not on an empty board, nor for a probe that binds nothing', () => {
    expect(find(BINDS)).toBeNull()
    expect(find([], ...line('Queue'))).toBeNull()
    expect(find(['', '&', '|'], ...line('Queue'))).toBeNull()
  })

  it('may be met by alternatives, or by two parts of a label', () => {
    expect(say(['broker|queue'], box('q', 0, 0, 'SQS queue'))).toBe('the SQS queue you drew')
    expect(say(['order & queue'], box('q', 0, 0, 'where the orders wait, which is our own queue'))).toBe(
      'the orders you drew',
    )
  })

  it('is what stands in the flow rather than what stands aside', () => {
    expect(say(BINDS, box('d', 300, -300, 'Dead letter queue'), ...line('Kafka'))).toBe(
      'the Kafka you drew between Orders and Worker',
    )
  })

  it('is what the earlier cue names, then what is read first', () => {
    expect(find(['cache', 'queue'], box('q', 0, 0, 'Queue'), box('c', 300, 0, 'Cache'))?.id).toBe('c')
    expect(find(BINDS, box('b', 300, 0, 'Queue B'), box('a', 0, 0, 'Queue A'))?.id).toBe('a')
  })

  it('is a zone only when no node is', () => {
    const cluster = [shape('z', -40, -80, { width: 900, height: 300 }), text('t', -20, -70, 'Kafka cluster')]
    expect(say(['kafka'], ...cluster, ...line('Topic'))).toBe('the Kafka cluster you drew')
    expect(find(['kafka'], ...cluster, ...line('Kafka'))?.id).toBe('q')
  })

  it('may be a text that an arrow ends at, but not a note', () => {
    const queue = text('q', 300, 0, 'Queue')
    expect(find(BINDS, box('o', 0, 0, 'Orders'), queue)).toBeNull()
    expect(find(BINDS, box('o', 0, 0, 'Orders'), queue, bound('x', 'o', 'q'))?.id).toBe('q')
  })
})

describe('what it stands between', () => {
  const q = box('q', 300, 0, 'Queue')
  const [a, b, c] = [box('a', 0, 0, 'A'), box('b', 600, 0, 'B'), box('c', 300, 300, 'C')]
  const both = { startArrowhead: 'arrow', endArrowhead: 'arrow' }
  it.each<[string, Drawings, [string, string] | null]>([
    ['one before and one after', [bound('x', 'b', 'q'), bound('y', 'q', 'a')], ['B', 'A']],
    ['two before', [bound('x', 'a', 'q'), bound('y', 'b', 'q')], ['A', 'B']],
    ['two it is joined to both ways', [bound('x', 'b', 'q', both), bound('y', 'q', 'a', both)], ['A', 'B']],
    [
      'one joined by several arrows, and one more',
      [bound('x', 'a', 'q'), bound('y', 'a', 'q'), bound('z', 'b', 'q')],
      ['A', 'B'],
    ],
    ['guessed ones', [arrow('x', [165, 40], [290, 40]), arrow('y', [465, 40], [590, 40])], ['A', 'B']],
    ['itself and one other', [bound('x', 'q', 'q'), bound('y', 'q', 'a')], null],
    ['one that answers', [bound('x', 'a', 'q'), bound('y', 'q', 'a')], null],
    ['three', [bound('x', 'a', 'q'), bound('y', 'q', 'b'), bound('z', 'q', 'c')], null],
    ['one and the air', [bound('x', 'a', 'q'), arrow('y', [465, 40], [530, 200])], null],
    ['nothing', [], null],
  ])('%s', (_, arrows, expected) => {
    expect(find(['queue'], a, b, c, q, ...arrows)?.between).toEqual(expected)
  })

  it('is not said when a neighbour has no name, or both have the same', () => {
    const arrows = [bound('x', 'a', 'q'), bound('y', 'q', 'b')]
    expect(find(['queue'], a, q, shape('b', 600, 0), ...arrows)?.between).toBeNull()
    expect(find(['queue'], a, q, box('b', 600, 0, 'A'), ...arrows)?.between).toBeNull()
    expect(
      find(['queue'], a, q, box('b', 600, 0, 'all of the things that we never named'), ...arrows)?.between,
    ).toBeNull()
  })

  it('is said as the candidate wrote it', () => {
    expect(say(BINDS, ...line('Queue'))).toBe('the queue you drew between Orders and Worker')
  })
})

describe('any board', () => {
  it('fills a question without ending its sentence or asking another', () => {
    const labels = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 60 }),
      fc.constantFrom('Queue.', 'a queue? no!', 'queue…'),
    )
    fc.assert(
      fc.property(labels, labels, (label, other) => {
        const drawn = say(BINDS, ...line(`${label} queue`), text('n', 0, 400, other))
        if (drawn === null) return
        const question = `You avoid direct writes with ${drawn}. What if a message is lost?`
        expect(sentences(question)).toHaveLength(2)
        expect(question.match(/\?/g)).toHaveLength(1)
        expect(drawn).not.toMatch(/[<>{}`\n"]/)
        expect(drawn.length).toBeLessThan(160)
      }),
    )
  })

  it('has a place for a probe only where a label is', () => {
    fc.assert(
      fc.property(anyDrawings, (drawings) => {
        const graph = graphOf(sceneOf(drawings))
        const node = nodeFor(graph, BINDS)
        if (node) expect([...graph.nodes, ...graph.zones].map((it) => it.id)).toContain(node.id)
        if (node) expect(said(node)).toMatch(/^the \S.* you drew/u)
      }),
    )
  })
})
