import { expect, it } from 'vitest'
import { isOrdinary } from '../../../src/interview/board/ordinary.ts'

it.each(['queue', 'Queues', 'CACHE', 'caches', 'batches', 'Queries', 'Addresses', 'Gateway'])(
  '%s is a plain noun',
  (word) => {
    expect(isOrdinary(word)).toBe(true)
  },
)

it.each(['Kafka', 'Redis', 'Postgres', 'S3', 'API', 'OrderService', 'Stripe', 'SQS', ''])('%s is a name', (word) => {
  expect(isOrdinary(word)).toBe(false)
})
