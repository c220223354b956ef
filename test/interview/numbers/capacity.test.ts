import { describe, expect, it } from 'vitest'
import { capacityIn } from '../../../src/interview/numbers/capacity.ts'

const machines = (text: string) =>
  capacityIn(text, { start: 0, end: text.length }).map((it) =>
    [it.quote, it.value === 1 ? 'one' : 'many', it.about, ...it.scope].filter(Boolean).join(', '),
  )

describe('one machine as the choice of the design', () => {
  it.each([
    ['One small server.', 'One small server, one, small'],
    ['So just one small server then.', 'just one small server, one, small'],
    ['One small server is enough.', 'One small server, one, small'],
    ["I'd run it on a single box.", 'a single box, one'],
    ['Everything runs on one machine.', 'one machine, one'],
    ['It all fits in memory on one host.', 'one host, one'],
    ['We use one Redis node.', 'one Redis node, one, redis'],
    ['A single Postgres instance would be plenty.', 'A single Postgres instance, one, database'],
    ['One server handles that.', 'One server, one'],
    ['A tiny VM can take the whole load.', 'A tiny VM, one, small'],
    ['It would be a small box.', 'a small box, one, small'],
    ["Let's go with one cheap server.", 'one cheap server, one, small'],
  ])('%s', (text, expected) => {
    expect(machines(text)).toEqual([expected])
  })

  it.each([
    'The reports run on one small server.',
    "I'd run the nightly job on one machine.",
    'The bottleneck is one server.',
    'I need one machine less.',
    'One server handles 10,000 requests a second.',
  ])('qualified where it may be of a part: %s', (text) => {
    expect(machines(text)[0] ?? 'qualified').toContain('qualified')
  })
})

describe('more machines than one', () => {
  it.each([
    ['We have three nodes.', 'nodes, many, redundant'],
    ['Postgres with a standby.', 'standby, many, database, redundant'],
    ['Two small servers.', 'servers, many, app, redundant'],
    ['The API is stateless.', 'stateless, many, app, redundant'],
    ['It sits behind a load balancer.', 'load balancer, many, app, redundant'],
    ['A single node with a replica.', 'replica, many, redundant'],
    ['We fail over to the other zone, a hot spare.', 'hot spare, many, redundant'],
    ['I shard by customer.', 'shard, many, redundant'],
  ])('%s', (text, expected) => {
    expect(machines(text)).toEqual([expected])
  })
})

describe('no choice of a machine', () => {
  it.each([
    'A server.',
    'The server answers.',
    'One server per region.',
    'One server for each tenant is enough.',
    'I take one server out.',
    'We start on one machine to begin with.',
    'One node dies.',
    'A single node sees all of it.',
    "One small server isn't enough.",
    'I would not run it on one server.',
    'It does not fit on one machine.',
    'Maybe one small server.',
    "That's more than I'd put on one node.",
    'One Postgres with all tables.',
    'A small team.',
    'One worker takes it.',
    '',
  ])('%s', (text) => {
    expect(machines(text)).toEqual([])
  })
})

describe('capacityIn', () => {
  it('quotes the machine at its place in the whole text', () => {
    const text = 'Okay. So I’d run everything on one small server.'
    const [found] = capacityIn(text, { start: 6, end: text.length })
    expect(text.slice(found?.start, found?.end)).toBe('one small server')
    expect(found?.quote).toBe('one small server')
  })
})

describe('what runs on the machine', () => {
  it.each([
    ['Everything runs on one server, API, queue and database.', ''],
    ['The database runs on a single instance.', 'database'],
    ['The queue sits on one node.', 'broker'],
    ['The API and the database run on one server.', ''],
    ['One Redis node is enough.', 'redis'],
  ])('%s', (text, about) => {
    expect(capacityIn(text, { start: 0, end: text.length }).map((it) => it.about)).toEqual([about])
  })

  it('is named for each that has more than one', () => {
    const text = 'Postgres has a standby and Kafka as well.'
    expect(capacityIn(text, { start: 0, end: text.length }).map((it) => it.about)).toEqual(['database', 'broker'])
  })
})
