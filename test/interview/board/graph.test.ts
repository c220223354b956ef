import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { graphOf } from '../../../src/interview/board/graph.ts'
import { anyDrawings, arrow, bound, box, type Drawing, sceneOf, shape, text } from '../../support/board.ts'

const read = (...drawings: (Drawing | Drawing[])[]) => graphOf(sceneOf(...drawings))
const labels = (...drawings: (Drawing | Drawing[])[]) => read(...drawings).nodes.map((node) => node.label)
const notes = (...drawings: (Drawing | Drawing[])[]) => read(...drawings).loose.notes.map((note) => note.label)

describe('the label of a box', () => {
  it('is the text bound to it', () => {
    expect(read(box('q', 0, 0, 'Queue')).nodes).toEqual([{ id: 'q', label: 'Queue', kind: 'rectangle' }])
  })

  it('is the free text inside it, as when it was typed over the box', () => {
    const graph = read(shape('q', 0, 0, { type: 'ellipse' }), text('t', 30, 30, 'Queue'))
    expect(graph.nodes).toEqual([{ id: 'q', label: 'Queue', kind: 'ellipse' }])
    expect(graph.loose.notes).toEqual([])
  })

  it('is all of its texts: the bound one, then the others as they are read', () => {
    expect(labels(text('b', 20, 60, 'RF 3'), text('a', 20, 5, 'eu-1'), box('q', 0, 0, 'Kafka'))).toEqual([
      'Kafka / eu-1 / RF 3',
    ])
  })

  it('is the text grouped with it, where it is the only shape of the group', () => {
    const grouped = { groupIds: ['g'] }
    const caption = text('t', 20, 90, 'Cache', grouped)
    expect(labels(shape('c', 0, 0, grouped), caption)).toEqual(['Cache'])
    expect(labels(box('c', 0, 0, 'Redis', grouped), caption)).toEqual(['Redis'])
    expect(labels(shape('c', 0, 0, grouped), shape('d', 300, 0, grouped), caption)).toEqual(['', ''])
  })

  it('is empty where nobody wrote one', () => {
    expect(labels(shape('q', 0, 0), text('t', 20, 20, ' \n '))).toEqual([''])
  })

  it('is not lost with the box that a text was bound to', () => {
    const [gone, label] = box('q', 0, 0, 'Queue')
    expect(notes({ ...(gone as Drawing), isDeleted: true }, label as Drawing)).toEqual(['Queue'])
  })

  it('is cleaned', () => {
    expect(labels(box('q', 0, 0, 'the\n"hot" <b>queue</b>'))).toEqual(["the 'hot' ‹b›queue‹/b›"])
    expect(labels(box('q', 0, 0, 'x'.repeat(500)), text('t', 10, 10, 'y'))[0]).toHaveLength(120)
  })
})

describe('a text', () => {
  it('that an arrow is fastened to is a node', () => {
    const graph = read(text('client', 0, 0, 'Client'), box('api', 300, 0, 'API'), bound('a', 'client', 'api'))
    expect(graph.nodes[0]).toEqual({ id: 'client', label: 'Client', kind: 'text' })
    expect(graph.edges).toMatchObject([{ from: 'client', to: 'api', guessed: false }])
  })

  it('that an arrow ends at is a node', () => {
    const graph = read(text('client', 0, 0, 'Client'), box('api', 300, -30, 'API'), arrow('a', [75, 12], [295, 10]))
    expect(graph.edges).toMatchObject([{ from: 'client', to: 'api', guessed: true }])
  })

  it('that labels a box stands for the box when an arrow is fastened to it', () => {
    const graph = read(shape('q', 0, 0), text('t', 30, 30, 'Queue'), box('w', 300, 0, 'Worker'), bound('a', 't', 'w'))
    expect(graph.edges).toMatchObject([{ from: 'q', to: 'w', guessed: false }])
    expect(graph.nodes).toHaveLength(2)
  })

  it('that nothing touches is a note', () => {
    expect(read(text('n', 0, 0, '10k orders a second')).loose.notes).toEqual([
      { id: 'n', label: '10k orders a second', zone: null },
    ])
  })

  it('joined to another inside one outline makes that outline a zone', () => {
    const graph = read(
      shape('eu', 0, 0, { width: 600, height: 200 }),
      text('title', 10, 5, 'EU'),
      text('q', 40, 100, 'Queue'),
      text('w', 400, 100, 'Worker'),
      arrow('a', [100, 112], [395, 112]),
    )
    expect(graph.zones).toEqual([{ id: 'eu', label: 'EU', nodes: ['q', 'w'] }])
    expect(graph.edges).toMatchObject([{ from: 'q', to: 'w' }])
  })
})

describe('the label of an arrow', () => {
  const ends = [box('a', 0, 0, 'A'), box('b', 500, 0, 'B')]
  it('is the text bound to it', () => {
    const label = text('t', 300, 300, 'publish', { containerId: 'x' })
    expect(read(...ends, bound('x', 'a', 'b'), label).edges).toMatchObject([{ label: 'publish' }])
  })

  it('is the free text that stands beside it, rather than beside another', () => {
    const graph = read(
      ...ends,
      ...[arrow('x', [165, 30], [495, 30]), arrow('y', [495, 60], [165, 60])],
      ...[text('t', 280, 0, 'publish'), text('u', 280, 64, 'ack')],
    )
    expect(graph.edges.map((edge) => [edge.from, edge.label])).toEqual([
      ['a', 'publish'],
      ['b', 'ack'],
    ])
    expect(graph.loose.notes).toEqual([])
  })

  it('is that of the nearer of two arrows', () => {
    const pair = (upper: string, lower: string) => [
      arrow(upper, [165, 27], [495, 27]),
      arrow(lower, [495, 33], [165, 33]),
    ]
    for (const ids of [pair('x', 'y'), pair('y', 'x')])
      expect(read(...ends, ...ids, text('t', 280, 0, 'publish')).edges.map((edge) => edge.label)).toEqual([
        'publish',
        '',
      ])
  })

  it('is not a text that stands beside one with a label, nor one that stands apart', () => {
    const own = text('t', 300, 300, 'publish', { containerId: 'x' })
    const line = arrow('x', [165, 40], [495, 40])
    expect(notes(...ends, line, own, text('n', 280, 10, 'idempotent?'))).toEqual(['idempotent?'])
    expect(notes(...ends, line, text('n', 280, 90, 'idempotent?'))).toEqual(['idempotent?'])
  })
})

describe('a zone', () => {
  const region = shape('eu', -40, -80, { width: 700, height: 260 })
  const inside = [box('a', 0, 0, 'A'), box('b', 400, 10, 'B')]

  it('is a shape that holds others, by what was written in it above them', () => {
    expect(read(region, text('t', -20, -70, 'EU region'), ...inside).zones).toEqual([
      { id: 'eu', label: 'EU region', nodes: ['a', 'b'] },
    ])
  })

  it.each([
    ['below what it holds', -20, 140],
    ['on top of its outline', 100, -110],
    ['across its outline', 100, -90],
  ])('is named by the text %s', (_, x, y) => {
    expect(read(region, text('t', x, y, 'EU'), ...inside)).toMatchObject({
      zones: [{ label: 'EU' }],
      loose: { notes: [] },
    })
  })

  it('is not named by a text level with what it holds', () => {
    const graph = read(region, text('n', 200, 20, '3 replicas'), ...inside)
    expect(graph).toMatchObject({ zones: [{ label: '' }], loose: { notes: [{ label: '3 replicas', zone: 'eu' }] } })
  })

  it('keeps other texts as notes in it', () => {
    const graph = read(region, text('t', -20, -70, 'EU'), text('n', 200, 20, '3 replicas'), ...inside)
    expect(graph.zones[0]?.label).toBe('EU')
    expect(graph.loose.notes).toEqual([{ id: 'n', label: '3 replicas', zone: 'eu' }])
  })

  it('may lie in a zone; each holds what is directly in it', () => {
    const cell = shape('cell', -20, -20, { width: 300, height: 140 })
    expect(read(region, cell, ...inside).zones.map(({ id, nodes }) => [id, nodes])).toEqual([
      ['cell', ['a']],
      ['eu', ['cell', 'b']],
    ])
  })

  it('is a frame by its name, even an empty one, and what says that it belongs to it', () => {
    const frame = { id: 'f', type: 'frame', x: 0, y: 0, width: 300, height: 300, name: 'Write path' }
    expect(read(frame).zones).toEqual([{ id: 'f', label: 'Write path', nodes: [] }])
    expect(read(frame, box('a', 290, 0, 'A', { frameId: 'f' })).zones[0]?.nodes).toEqual(['a'])
    expect(read(frame, box('a', 900, 0, 'A', { frameId: 'gone' })).zones[0]?.nodes).toEqual([])
    expect(read(frame, text('n', 290, 0, 'a wide note', { frameId: 'f' })).loose.notes[0]?.zone).toBe('f')
  })

  it('may be what an arrow is fastened to, or ends at when no box is near', () => {
    const client = box('c', -400, 0, 'Client')
    const fastened = read(region, ...inside, client, bound('x', 'c', 'eu'))
    expect(fastened.edges).toMatchObject([{ from: 'c', to: 'eu', guessed: false }])
    const inner = box('a', 300, 0, 'A')
    expect(read(region, inner, client, arrow('x', [-235, 40], [-45, 40])).edges).toMatchObject([
      { to: 'eu', guessed: true },
    ])
  })
})

describe('what cannot be read', () => {
  it('is counted: strokes, pictures, types nobody knows', () => {
    const types = ['freedraw', 'image', 'hologram', 'constructor', '__proto__']
    expect(read(types.map((type) => shape(type, 0, 0, { type })))).toEqual({
      ...{ nodes: [], edges: [], zones: [] },
      loose: { arrows: [], notes: [], strokes: 5 },
    })
  })

  it('is left out when it was deleted', () => {
    const gone = [...box('a', 0, 0, 'A'), text('n', 0, 300, 'note'), shape('s', 0, 0, { type: 'freedraw' })]
    expect(read(gone.map((it) => ({ ...it, isDeleted: true })))).toEqual(read())
  })
})

describe('any scene', () => {
  it('can be read: every end stands on the board, and everything stands there once', () => {
    fc.assert(
      fc.property(anyDrawings, (drawings) => {
        const { nodes, edges, zones, loose } = read(drawings)
        const places = [...nodes, ...zones].map((it) => it.id)
        expect(new Set(places).size).toBe(places.length)
        for (const edge of edges) expect(places).toEqual(expect.arrayContaining([edge.from, edge.to]))
        for (const it of loose.arrows) expect(it.from === null || it.to === null).toBe(true)
        const held = zones.flatMap((zone) => zone.nodes)
        expect(new Set(held).size).toBe(held.length)
        expect(places).toEqual(expect.arrayContaining(held))
        for (const zone of zones) expect(zone.nodes).not.toContain(zone.id)
      }),
      { numRuns: 300 },
    )
  })

  it('reads alike in any order of its elements', () => {
    const shuffled = anyDrawings.chain((drawings) =>
      fc.tuple(fc.constant(drawings), fc.shuffledSubarray(drawings, { minLength: drawings.length })),
    )
    fc.assert(
      fc.property(shuffled, ([drawings, other]) => {
        expect(read(other)).toEqual(read(drawings))
      }),
      { numRuns: 300 },
    )
  })

  it('has labels of one line and at most 120 characters', () => {
    fc.assert(
      fc.property(anyDrawings, (drawings) => {
        const { nodes, edges, zones, loose } = read(drawings)
        for (const { label } of [...nodes, ...edges, ...zones, ...loose.arrows, ...loose.notes]) {
          expect(label.length).toBeLessThanOrEqual(120)
          expect(label).not.toMatch(/[\p{Cc}\u2028\u2029<>{}`"]/u)
        }
      }),
    )
  })
})

describe('reading order', () => {
  it('goes by rows, and arrows by what they join', () => {
    const graph = read(
      ...[box('z', 0, 0, 'One'), box('y', 300, 12, 'Two'), box('x', 0, 300, 'Three'), text('n', 600, 0, 'note')],
      ...[bound('a', 'x', 'z'), bound('b', 'z', 'x'), bound('c', 'z', 'y'), arrow('d', [900, 900], [980, 900])],
    )
    expect(graph.nodes.map((node) => node.label)).toEqual(['One', 'Two', 'Three'])
    expect(graph.edges.map((edge) => edge.id)).toEqual(['c', 'b', 'a'])
  })
})
