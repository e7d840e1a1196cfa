import { expect, test } from 'vitest'
import { startGraph } from '../support/graph.ts'
import { request } from '../support/request.ts'

const title = '{ application(number: "2020000101") { inventionTitle } }'

test('an operation that takes longer than its wait and the time beyond it is a 503 that says so, and what it had started is remembered', async () => {
  const graph = await startGraph({ env: { LIMITS: 'answerSeconds=1' } })
  graph.sandbox.misbehave({ kind: 'latency', ms: 4_000 })
  const { status, headers, errors, data } = await request(graph.url, title, { headers: { prefer: 'wait=0' } })
  expect([status, headers.get('retry-after'), data]).toEqual([503, '1', undefined])
  expect(errors.map(({ extensions }) => extensions)).toEqual([
    { code: 'OPERATION_TIMED_OUT', limit: 'answerSeconds', allowed: 1, retryAfterSeconds: 1 },
  ])
  expect(errors[0]?.message).toContain('longer than 1 s')
  const again = await request(graph.url, title)
  expect([again.status, again.errors]).toEqual([200, []])
  expect(graph.calls()).toHaveLength(1)
})

test('its own wait is not taken from that time', async () => {
  const graph = await startGraph({ env: { LIMITS: 'answerSeconds=1' } })
  graph.sandbox.misbehave({ kind: 'latency', ms: 2_000 })
  const { status, errors } = await request(graph.url, title, { headers: { prefer: 'wait=25' } })
  expect([status, errors]).toEqual([200, []])
})
