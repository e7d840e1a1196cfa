import { connect } from 'node:net'
import { expect, test } from 'vitest'
import { startGraph } from '../support/graph.ts'
import { manualClock } from '../support/manual-clock.ts'

test('two hundred applications with all that a portfolio shows are not too many', async () => {
  const graph = await startGraph({ env: { JPO_REQUESTS_PER_MINUTE: '10000' } })
  const numbers = Array.from(
    { length: 200 },
    (_, index) =>
      `2019${String(index + 900_001)
        .slice(1)
        .padStart(6, '0')}`,
  )
  const answer = await graph.query(
    `query ($numbers: [ApplicationNumber!]!) { applications(numbers: $numbers) {
      number inventionTitle status filingDate registrationNumber expirationDate
      applicants { name code } agents { name } priorityClaims { kind date number }
      documents { nodes { date code name number deliverable } }
      citations { type { code } order ... on PatentCitation { displayNumber } }
      registration { nextAnnuityDueDate rightHolders { name } }
    } }`,
    { numbers },
  )
  expect(answer.errors).toEqual([])
  expect(answer.data.applications).toHaveLength(200)
})

test('a page that cannot be one is refused before anything is asked', async () => {
  const graph = await startGraph()
  const foreign = Buffer.from('Cursor:2020000108/A131.06123010104.K').toString('base64url')
  for (const page of [
    'first: -1',
    'first: 1, last: 1',
    'after: "zz"',
    `after: "${foreign}"`,
    'filter: { from: "2024-02-01", to: "2024-01-01" }',
  ]) {
    const answer = await graph.query(
      `{ application(number: "2020000101") { number documents(${page}) { totalCount } } }`,
    )
    expect(answer.errors.map(({ extensions }) => extensions['code'])).toEqual(['BAD_USER_INPUT'])
    await graph.query('{ quota { day } }')
  }
  // The list says whether the case exists; the page itself asks for nothing more.
  expect(graph.calls()).toEqual(['APP_PROGRESS_SIMPLE 2020000101'])
})

test('an absent application reached by reference has empty lists, and only the progress is asked', async () => {
  const graph = await startGraph()
  const answer = await graph.query(
    '{ application(number: "2021000135") { priorityClaims { application { number inventionTitle priorityClaims { date } divisionalFamily { number } citations { order } registration { id } documents { totalCount } } } } }',
  )
  expect(answer.errors).toEqual([])
  expect(answer.data.application.priorityClaims[0].application).toMatchObject({
    inventionTitle: null,
    priorityClaims: [],
    divisionalFamily: [],
    citations: [],
    registration: null,
    documents: null,
  })
  expect(graph.calls().every((call) => call.startsWith('APP_PROGRESS '))).toBe(true)
})

test('an answer about another case is unreadable, and nothing of it is remembered', async () => {
  const graph = await startGraph()
  const query = '{ application(number: "2020000101") { inventionTitle } }'
  graph.sandbox.misbehave({ kind: 'data', edit: (data) => ({ ...data, applicationNumber: '2019000102' }) })
  const wrong = await graph.query(query)
  expect(wrong.errors[0]?.extensions).toMatchObject({
    code: 'UPSTREAM_CONTRACT',
    where: 'APP_PROGRESS_SIMPLE data.applicationNumber',
  })
  expect((await graph.query(query)).data.application.inventionTitle).toBe('蓄電池の温度制御装置及び温度制御方法')
  expect(graph.calls()).toHaveLength(2)
})

test('nothing of the kind at one endpoint does not make a case vanish that another one has', async () => {
  const graph = await startGraph({ env: { JPO_DAILY_LIMITS: 'APP_PROGRESS=0' } })
  graph.sandbox.misbehave({ endpoint: 'DIVISIONAL_APP_INFO', kind: 'status', statusCode: '107' })
  const query = '{ application(number: "2020000101") { inventionTitle divisionalFamily { number } } }'
  for (let round = 0; round < 2; round++)
    expect((await graph.query(query)).data.application).toMatchObject({ divisionalFamily: [] })
})

test('the bill waits for what still spends behind an answer that is null as a whole', async () => {
  const graph = await startGraph()
  graph.sandbox.misbehave({ endpoint: 'APP_PROGRESS_SIMPLE', kind: 'latency', ms: 100 })
  graph.sandbox.misbehave({ endpoint: 'APPLICANT_ATTORNEY', kind: 'status', statusCode: '208' })
  const answer = await graph.query(
    '{ application(number: "2022000134") { inventionTitle } applicantsByName(name: "架空電機株式会社") { code } }',
  )
  expect(answer.data).toBeNull()
  expect(answer.quota.spent.map(({ endpoint, calls }) => `${calls} ${endpoint}`).sort()).toEqual([
    '1 APPLICANT_ATTORNEY',
    '1 APP_PROGRESS_SIMPLE',
  ])
})

test('unreadable variables of a GET are the client’s mistake, and an odd path is only not found', async () => {
  const graph = await startGraph()
  const response = await fetch(`${graph.url}/graphql?query={quota{day}}&variables={bad`)
  expect(response.status).toBe(400)
  expect(await response.json()).toMatchObject({
    errors: [{ message: 'variables and extensions must be JSON objects.', extensions: { code: 'BAD_REQUEST' } }],
  })
})

test('a look-up by name beside a look-up by code teaches the name', async () => {
  const graph = await startGraph()
  const answer = await graph.query(
    '{ applicantsByName(name: "架空電機株式会社") { code } applicant(code: "900000101") { name registeredName } }',
  )
  expect(answer.data.applicant).toEqual({ name: '架空電機株式会社', registeredName: '架空電機株式会社' })
  expect(graph.calls()).toEqual(['APPLICANT_ATTORNEY 架空電機株式会社'])
})

test.for([
  '{ application(number: "2020000101") { documents(first: -1) { totalCount } } }',
  '{ application(number: "2020000101") { documents(after: "zz") { totalCount } } }',
  '{ application(number: "2020000101") { inventionTitle } applicantsByName(name: "a,b") { code } }',
  '{ application(number: "2020000101") { inventionTitle } numberReference(kind: REGISTRATION, number: "xx") { applicationNumber } }',
  `{ application(number: "2020000101") { inventionTitle } applications(numbers: [${'"2020000101",'.repeat(201)}]) { number } }`,
])('an argument that cannot be meant refuses the whole operation: %s', async (query) => {
  const graph = await startGraph()
  const answer = await graph.query(query)
  expect(answer.data).toBeUndefined()
  expect(answer.errors.map(({ path, extensions }) => [path, extensions['code']])).toEqual([
    [undefined, 'BAD_USER_INPUT'],
  ])
  expect(answer.quota.spent).toEqual([])
  expect(graph.calls()).toEqual([])
})

test('a text of brackets is a syntax error, and a Host that is none is refused in a sentence', async () => {
  const graph = await startGraph()
  const answer = await graph.query(`{a(b:${'['.repeat(6000)}`)
  expect(answer.errors[0]?.extensions['code']).toBe('GRAPHQL_PARSE_FAILED')
  const response = await new Promise<string>((resolve, reject) => {
    const { hostname, port } = new URL(graph.url)
    const socket = connect(Number(port), hostname, () =>
      socket.write('GET /graphql HTTP/1.1\r\nHost: ]\r\nConnection: close\r\n\r\n'),
    )
    let text = ''
    socket.on('data', (bytes) => (text += bytes.toString()))
    socket.on('close', () => resolve(text))
    socket.on('error', reject)
  })
  expect(response).toMatch(/^HTTP\/1\.1 400 [^]*The Host header is no host\./)
})

test('numbers that may have grown since yesterday answer as older ones where the office does not; links hold for ever', async () => {
  const clock = manualClock(Date.parse('2026-11-20T12:00:00+09:00'))
  const graph = await startGraph({ clock })
  await graph.query('{ applications(numbers: ["2020000101", "2020000108"]) { inventionTitle } }')
  await clock.advance(24 * 3_600_000)
  graph.sandbox.misbehave({ kind: 'drop', times: Infinity })
  // Published and registered: no number can come to these.
  const complete = await graph.query(
    '{ r: numberReference(kind: REGISTRATION, number: "7900101") { applicationNumber } a: numberReference(kind: APPLICATION, number: "2020000101") { registrationNumber } }',
  )
  expect(complete.errors).toEqual([])
  expect(complete.data).toEqual({ r: { applicationNumber: '2020000101' }, a: { registrationNumber: '7900101' } })
  expect(complete.quota).toMatchObject({ spent: [], cached: 2, stale: 0 })
  // Not registered yesterday: it may be today.
  const open = await graph.query(
    '{ p: numberReference(kind: PUBLICATION, number: "2021000108") { applicationNumber registrationNumber } a: applicationByPublicationNumber(number: "2021000108") { number } }',
  )
  expect(open.errors).toEqual([])
  expect(open.data).toEqual({
    p: { applicationNumber: '2020000108', registrationNumber: null },
    a: { number: '2020000108' },
  })
  expect(open.quota.stale).toBe(1)
})
