import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { folder } from '../support/files.ts'
import { type Graph, startGraph } from '../support/graph.ts'
import { manualClock } from '../support/manual-clock.ts'
import { startOffice } from '../support/office.ts'
import { whilePassing } from '../support/passing-time.ts'

/** 2026-11-20, noon in Japan. */
const noon = Date.UTC(2026, 10, 20, 3)
const titleOf = (number: string) => `{ application(number: "${number}") { number inventionTitle } }`

async function readyOf(graph: Graph) {
  const response = await fetch(`${graph.url}/ready`)
  return { status: response.status, body: (await response.json()) as Record<string, unknown> }
}

test('a refused password leaves a server that says so, at most three token requests, then one a minute', async () => {
  const clock = manualClock(noon)
  const office = await startOffice({ clock })
  const graph = await startGraph({ clock, office, env: { JPO_PASSWORD: 'Wrong-Horse-7' } })
  for (let round = 0; round < 8; round += 1) {
    const { data, errors } = await graph.query(titleOf('2020000101'))
    expect(data).toEqual({ application: { number: '2020000101', inventionTitle: null } })
    expect(errors.map(({ path, extensions }) => [path, extensions['code']])).toEqual([
      [['application', 'inventionTitle'], 'UPSTREAM_UNAUTHENTICATED'],
    ])
  }
  expect(office.sandbox.tokenRequests).toHaveLength(3)
  expect(await readyOf(graph)).toMatchObject({ status: 503, body: { ready: false, token: 'refused' } })
  expect((await fetch(`${graph.url}/health`)).status).toBe(200)
  for (let minute = 0; minute < 3; minute += 1) {
    await clock.advance(60_000)
    for (let round = 0; round < 3; round += 1) await graph.query(titleOf('2020000101'))
  }
  expect(office.sandbox.tokenRequests).toHaveLength(6)
  expect(graph.calls()).toEqual([])
  const { data } = await graph.query('{ quota { startsLeftThisMinute requestsPerMinute endpoints { used } } }')
  expect(data.quota.startsLeftThisMinute).toBe(data.quota.requestsPerMinute)
  expect((data.quota.endpoints as { used: number }[]).every(({ used }) => used === 0)).toBe(true)
})

test('with a refused password what is stored is served, and what would cost a call is UPSTREAM_UNAUTHENTICATED', async () => {
  const clock = manualClock(noon)
  const office = await startOffice({ clock })
  const graph = await startGraph({ clock, office })
  await graph.query(titleOf('2020000101'))
  expect(await readyOf(graph)).toMatchObject({ status: 200, body: { ready: true, token: 'ok' } })
  office.sandbox.refuse(true)
  office.sandbox.revokeTokens()
  graph.calls()
  const { data, errors } = await graph.query(`{
    stored: application(number: "2020000101") { inventionTitle registration { claimCount } }
    fresh: application(number: "2017000103") { number inventionTitle citations { order } }
    free: node(id: "${Buffer.from('Application:2018000122').toString('base64url')}") { ... on Application { displayNumber } }
    quota { day }
  }`)
  expect(data).toEqual({
    stored: { inventionTitle: '蓄電池の温度制御装置及び温度制御方法', registration: null },
    fresh: { number: '2017000103', inventionTitle: null, citations: null },
    free: { displayNumber: '特願2018-000122' },
    quota: { day: '2026-11-20' },
  })
  expect(new Set(errors.map(({ extensions }) => extensions['code']))).toEqual(new Set(['UPSTREAM_UNAUTHENTICATED']))
  expect(errors.map(({ path }) => path?.join('.')).toSorted()).toEqual([
    'fresh.citations',
    'fresh.inventionTitle',
    'stored.registration',
  ])
  expect(await readyOf(graph)).toMatchObject({ status: 503, body: { token: 'refused' } })

  office.sandbox.refuse(false)
  await clock.advance(60_000)
  expect((await graph.query(titleOf('2017000103'))).errors).toEqual([])
  expect(await readyOf(graph)).toMatchObject({ status: 200, body: { token: 'ok' } })
})

test('an office whose token endpoint is out of order is unavailable, not unauthenticated', async () => {
  const graph = await startGraph()
  graph.sandbox.misbehave({ kind: 'drop', endpoint: 'token' })
  const answer = await graph.query(titleOf('2020000101'))
  expect(answer.errors.map(({ extensions }) => extensions['code'])).toEqual(['UPSTREAM_UNAVAILABLE'])
  expect(graph.calls()).toEqual([])
  expect((await graph.query(titleOf('2020000101'))).errors).toEqual([])
})

test('neither password nor tokens appear in a log line, an error, an answer, the store or the journal', async () => {
  const path = folder()
  const clock = manualClock(noon)
  const office = await startOffice({ clock, accessTokenSeconds: 600 })
  const { sandbox } = office
  const secrets: string[] = [office.env['JPO_PASSWORD'] ?? '']
  const recordTokens = () =>
    sandbox.misbehave({
      kind: 'data',
      endpoint: 'token',
      times: Infinity,
      edit(tokens) {
        const issued = ['access_token', 'refresh_token', 'id_token', 'session_state'].map((name) => tokens[name])
        secrets.push(...issued.filter((token) => typeof token === 'string'))
        return tokens
      },
    })
  recordTokens()
  const lines: string[] = []
  const graph = await startGraph({
    clock,
    office,
    env: { STORE_URL: `sqlite:${join(path, 'jpo.sqlite')}` },
    lines,
  })
  let answers = ''
  const ask = async (number: string) => {
    const answer = await whilePassing(
      clock,
      graph.query(
        `{ application(number: "${number}") { inventionTitle registration { claimCount } documents { nodes { ... on DocumentWithBody { text } } } } }`,
      ),
    )
    answers += JSON.stringify(answer)
    return answer
  }
  await ask('2020000101')
  sandbox.misbehave({ kind: 'data', edit: (data) => ({ ...data, novelty: '1' }) })
  sandbox.misbehave({ kind: 'drop' })
  sandbox.misbehave({ kind: 'cut' })
  sandbox.misbehave({ kind: 'body', body: 'no JSON' })
  await ask('2017000103')
  sandbox.misbehave({ kind: 'status', statusCode: '210', times: 3 })
  await ask('2017000104')
  sandbox.revokeTokens()
  await ask('2015000105')
  await clock.advance(700_000)
  await ask('2017000110')
  sandbox.refuse(true)
  await clock.advance(700_000)
  await ask('2018000122')
  sandbox.refuse(false)
  await clock.advance(700_000)
  await ask('2018000122')
  // The token endpoint fails for the refresh token, and for the password once the refresh token is dead.
  for (const wait of [700_000, 30_000_000])
    for (const fault of [
      { kind: 'body', endpoint: 'token', body: '{"access_token": "half-a-token', times: 3 },
      { kind: 'drop', endpoint: 'token', times: 3 },
      { kind: 'cut', endpoint: 'token', times: 3 },
    ] as const) {
      await clock.advance(wait)
      sandbox.behave()
      sandbox.misbehave(fault)
      recordTokens()
      await ask('2018000124')
      sandbox.behave()
      recordTokens()
      await ask('2016000121')
    }
  answers += JSON.stringify(await readyOf(graph))
  await graph.close()

  expect(sandbox.tokenRequests.length).toBeGreaterThan(3)
  expect(secrets.length).toBeGreaterThan(8)
  expect(answers).toContain('UPSTREAM_')
  const log = lines.join('')
  expect(log).toContain('novelty')
  const store = readdirSync(path)
    .map((name) => readFileSync(join(path, name), 'latin1'))
    .join('')
  expect(store).toContain('2020000101')
  for (const [place, text] of Object.entries({ log, answers, store }))
    for (const secret of [...secrets, 'half-a-token'])
      expect(text.includes(secret), `${secret} in ${place}`).toBe(false)
})
