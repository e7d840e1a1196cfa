import { expect, test } from 'vitest'
import { startGraph } from '../support/graph.ts'
import { request } from '../support/request.ts'

const title = (number: string) => `{ application(number: "${number}") { inventionTitle } }`

test('as many operations of one caller are under way as the limit says; the next is told to come again, and comes when one has ended', async () => {
  const graph = await startGraph({ env: { LIMITS: 'operationsAtOnce=2' } })
  graph.sandbox.misbehave({ kind: 'latency', ms: 400, times: 2 })
  const first = [request(graph.url, title('2020000101')), request(graph.url, title('2020000108'))]
  await expect.poll(() => graph.sandbox.calls.length).toBe(2)
  const refused = await request(graph.url, '{ quota { day } }').catch(() => null)
  expect(refused).toBeNull()
  const response = await fetch(`${graph.url}/graphql?query={quota{day}}`)
  expect([response.status, response.headers.get('retry-after')]).toEqual([429, '1'])
  expect(await response.json()).toMatchObject({
    errors: [
      {
        extensions: {
          code: 'TOO_MANY_OPERATIONS',
          limit: 'operationsAtOnce',
          asked: 3,
          allowed: 2,
          retryAfterSeconds: 1,
        },
      },
    ],
  })
  // What is no operation goes on.
  expect((await fetch(`${graph.url}/health`)).status).toBe(200)
  for (const { errors } of await Promise.all(first)) expect(errors).toEqual([])
  expect((await request(graph.url, '{ quota { day } }')).status).toBe(200)
})

test('a client that goes away leaves its place at once, though what it asked for goes on', async () => {
  const graph = await startGraph({ env: { LIMITS: 'operationsAtOnce=1' } })
  graph.sandbox.misbehave({ kind: 'latency', ms: 1_500 })
  const leaving = new AbortController()
  const gone = request(graph.url, title('2020000101'), { signal: leaving.signal })
  await expect.poll(() => graph.sandbox.calls.length).toBe(1)
  leaving.abort()
  await expect(gone).rejects.toThrow()
  await expect.poll(async () => (await fetch(`${graph.url}/graphql?query={quota{day}}`)).status).toBe(200)
  // The call that was paid for is remembered.
  expect((await request(graph.url, title('2020000101'))).errors).toEqual([])
  expect(graph.calls()).toHaveLength(1)
})

test('of many that come and go no place is lost', async () => {
  const graph = await startGraph({ env: { LIMITS: 'operationsAtOnce=3' } })
  for (let round = 0; round < 20; round++) {
    const answers = await Promise.all(Array.from({ length: 3 }, () => fetch(`${graph.url}/graphql?query={quota{day}}`)))
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200])
    await Promise.all(answers.map((answer) => answer.arrayBuffer()))
  }
})
