import { expect, test } from 'vitest'
import { startGraph } from '../support/graph.ts'
import { manualClock } from '../support/manual-clock.ts'
import { request } from '../support/request.ts'

const noon = Date.UTC(2026, 10, 20, 3)
const title = '{ application(number: "2020000101") { inventionTitle } }'

test('an operation that takes longer than its wait and the time beyond it is a 503 that says so, and what it had started is remembered', async () => {
  const clock = manualClock(noon)
  const graph = await startGraph({ clock, env: { LIMITS: 'answerSeconds=10' } })
  graph.sandbox.misbehave({ kind: 'latency', ms: 1_000 })
  const asked = request(graph.url, title, { headers: { prefer: 'wait=5' } })
  await expect.poll(() => graph.sandbox.calls.length).toBe(1)
  await clock.advance(14_000)
  let isAnswered = false
  void asked.then(() => (isAnswered = true))
  await new Promise((resolve) => setTimeout(resolve, 50))
  expect(isAnswered).toBe(false)
  await clock.advance(2_000)
  const { status, headers, errors, data } = await asked
  expect([status, headers.get('retry-after'), data]).toEqual([503, '1', undefined])
  expect(errors.map(({ extensions }) => extensions)).toEqual([{ code: 'OPERATION_TIMED_OUT', retryAfterSeconds: 1 }])
  expect(errors[0]?.message).toContain('longer than 15 s')
  const again = await request(graph.url, title)
  expect([again.status, again.errors]).toEqual([200, []])
  expect(graph.calls()).toHaveLength(1)
})
