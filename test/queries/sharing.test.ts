import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { folder } from '../support/files.ts'
import { ask, type Graph, startGraph } from '../support/graph.ts'

const register = '{ application(number: "2020000101") { registration { claimCount } } }'
const answered = { application: { registration: { claimCount: 7 } } }

const tenTimes = (graph: Graph, query: string) => Promise.all(Array.from({ length: 10 }, () => ask(graph.url, query)))

/** Resolves once the sandbox has received the call. */
async function arrivalOf(graph: Graph, endpoint: string): Promise<void> {
  while (!graph.sandbox.calls.some((call) => call.endpoint === endpoint)) await delay(2)
}

test('ten requests for the same at the same time share one call, and each gets the answer', async () => {
  const graph = await startGraph()
  graph.sandbox.misbehave({ kind: 'latency', ms: 200 })
  const answers = await tenTimes(graph, register)
  for (const { data, errors } of answers) {
    expect(errors).toEqual([])
    expect(data).toEqual(answered)
  }
  expect(graph.sandbox.tokenRequests).toHaveLength(1)
  expect(graph.calls()).toEqual(['REGISTRATION_INFO 2020000101'])
  expect(answers.map(({ quota }) => quota.spent.length).toSorted()).toEqual([0, 0, 0, 0, 0, 0, 0, 0, 0, 1])
})

test('one who comes while the answer is on its way waits for it', async () => {
  const graph = await startGraph()
  graph.sandbox.misbehave({ kind: 'latency', ms: 200 })
  const first = graph.query(register)
  await arrivalOf(graph, 'REGISTRATION_INFO')
  const second = await graph.query(register)
  expect(second.data).toEqual(answered)
  expect(second.quota).toMatchObject({ spent: [], cached: 1 })
  expect((await first).data).toEqual(answered)
  expect(graph.calls()).toEqual(['REGISTRATION_INFO 2020000101'])
})

test('one who needs less than what is on its way takes it from there', async () => {
  const graph = await startGraph()
  graph.sandbox.misbehave({ kind: 'latency', ms: 200 })
  const first = graph.query('{ application(number: "2020000101") { priorityClaims { number } } }')
  await arrivalOf(graph, 'APP_PROGRESS')
  const second = await graph.query('{ application(number: "2020000101") { inventionTitle } }')
  expect(second.errors).toEqual([])
  expect(second.data.application.inventionTitle).toContain('蓄電池')
  await first
  expect(graph.calls()).toEqual(['APP_PROGRESS 2020000101'])
})

test('a shared call that fails fails all who wait for it, and is not remembered', async () => {
  const graph = await startGraph()
  // All ten are there before the call leaves: it waits for its token.
  graph.sandbox.misbehave({ kind: 'latency', ms: 200, endpoint: 'token' })
  graph.sandbox.misbehave({ kind: 'drop' })
  const answers = await tenTimes(graph, '{ applicant(code: "900000101") { name } }')
  expect(answers.map(({ errors }) => errors.map(({ extensions }) => extensions['code']))).toEqual(
    Array.from({ length: 10 }, () => ['UPSTREAM_UNAVAILABLE']),
  )
  expect(graph.calls()).toEqual(['APPLICANT_ATTORNEY_CD 900000101'])
  const again = await tenTimes(graph, '{ applicant(code: "900000101") { name } }')
  for (const { data } of again) expect(data).toEqual({ applicant: { name: '架空電機株式会社' } })
  expect(graph.calls()).toEqual(['APPLICANT_ATTORNEY_CD 900000101'])
})

test('a client that goes away does not take the paid answer with it', async () => {
  const graph = await startGraph()
  graph.sandbox.misbehave({ kind: 'latency', ms: 200 })
  const leaving = new AbortController()
  const request = fetch(`${graph.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query: register }),
    signal: leaving.signal,
  })
  await arrivalOf(graph, 'REGISTRATION_INFO')
  leaving.abort()
  await expect(request).rejects.toThrow()
  await graph.services.source.idle()
  const next = await graph.query(register)
  expect(next.data).toEqual(answered)
  expect(next.quota.spent).toEqual([])
  expect(graph.calls()).toEqual(['REGISTRATION_INFO 2020000101'])
})

test('another who shares the call is not disturbed by one that goes away', async () => {
  const graph = await startGraph()
  graph.sandbox.misbehave({ kind: 'latency', ms: 200 })
  const leaving = new AbortController()
  const request = fetch(`${graph.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query: register }),
    signal: leaving.signal,
  })
  await arrivalOf(graph, 'REGISTRATION_INFO')
  const staying = graph.query(register)
  leaving.abort()
  await expect(request).rejects.toThrow()
  expect((await staying).data).toEqual(answered)
  expect(graph.calls()).toEqual(['REGISTRATION_INFO 2020000101'])
})

test('a server that stops keeps what it has paid for', async () => {
  const env = { STORE_URL: `sqlite:${join(folder(), 'jpo.sqlite')}` }
  const before = await startGraph({ env })
  before.sandbox.misbehave({ kind: 'latency', ms: 200 })
  const cut = before.query(register).catch(() => undefined)
  await arrivalOf(before, 'REGISTRATION_INFO')
  await before.close()
  await cut
  const after = await startGraph({ env })
  expect((await after.query(register)).data).toEqual(answered)
  expect(after.calls()).toEqual([])
})
