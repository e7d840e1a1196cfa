import { expect, test } from 'vitest'
import type { Fault } from '../../src/sandbox/sandbox.ts'
import { type Graph, type GraphAnswer, startGraph } from '../support/graph.ts'
import { manualClock } from '../support/manual-clock.ts'
import { whilePassing } from '../support/passing-time.ts'

const showcase = '2020000101'
/** 2026-11-20, noon in Japan. */
const noon = Date.UTC(2026, 10, 20, 3)

const progress = '{ application(number: "2020000101") { inventionTitle priorityClaims { number } } }'
const register = '{ application(number: "2020000101") { number registration { claimCount } } }'

/** The calls with the seconds since noon at which they came. */
function timetable(graph: Graph): string[] {
  const calls = graph.sandbox.calls.map(({ at, endpoint }) => `${(at - noon) / 1000} ${endpoint}`)
  graph.sandbox.forget()
  return calls
}

function failuresOf({ errors }: GraphAnswer) {
  return errors.map(({ path, extensions }) => ({ path, ...extensions }))
}

async function startAtNoon(env: Record<string, string> = {}) {
  const clock = manualClock(noon)
  const graph = await startGraph({ clock, env })
  const query = (text: string, variables?: Record<string, unknown>) => whilePassing(clock, graph.query(text, variables))
  return { clock, graph, query }
}

test('303 is tried five times with back-off, each a turn and a call of its own, and ends as UPSTREAM_BUSY', async () => {
  const { graph, query } = await startAtNoon()
  graph.sandbox.misbehave({ kind: 'status', statusCode: '303', endpoint: 'REGISTRATION_INFO', times: 5 })
  await graph.query(progress)
  graph.calls()
  const answer = await query(register)
  expect(answer.data).toEqual({ application: { number: showcase, registration: null } })
  expect(failuresOf(answer)).toEqual([
    {
      path: ['application', 'registration'],
      code: 'UPSTREAM_BUSY',
      endpoint: 'REGISTRATION_INFO',
      retryAfterSeconds: 60,
      jpoStatusCode: '303',
      jpoMessage: 'アクセスが集中しています。',
    },
  ])
  expect(timetable(graph)).toEqual([0, 1, 3, 7, 15].map((second) => `${second} REGISTRATION_INFO`))
  expect(answer.quota).toMatchObject({ spent: [{ endpoint: 'REGISTRATION_INFO', calls: 5 }], waitedMs: 15_000 })
  const { data } = await graph.query('{ quota { requestsPerMinute startsLeftThisMinute } }')
  expect(data.quota.startsLeftThisMinute).toBe(data.quota.requestsPerMinute - 6)

  const again = await graph.query(register)
  expect(again.errors).toEqual([])
  expect(again.data.application.registration.claimCount).toBe(7)
  expect(graph.calls()).toEqual([`REGISTRATION_INFO ${showcase}`])
})

test('a 303 that passes is nobody’s error', async () => {
  const { graph, query } = await startAtNoon()
  graph.sandbox.misbehave({ kind: 'status', statusCode: '303', times: 2 })
  const answer = await query(register)
  expect(answer.errors).toEqual([])
  expect(timetable(graph)).toEqual(['0 REGISTRATION_INFO', '1 REGISTRATION_INFO', '3 REGISTRATION_INFO'])
  expect(answer.quota.waitedMs).toBe(3_000)
})

test('a call once answered 303 ends as UPSTREAM_BUSY where the minute is full before it is tried again', async () => {
  const { graph, query } = await startAtNoon({ JPO_REQUESTS_PER_MINUTE: '2' })
  graph.sandbox.misbehave({ kind: 'status', statusCode: '303', times: 5 })
  const answer = await query('{ applicant(code: "900000101") { name } }')
  expect(failuresOf(answer)).toEqual([
    {
      path: ['applicant'],
      code: 'UPSTREAM_BUSY',
      endpoint: 'APPLICANT_ATTORNEY_CD',
      retryAfterSeconds: 58,
      jpoStatusCode: '303',
      jpoMessage: 'アクセスが集中しています。',
    },
  ])
  expect(timetable(graph)).toEqual(['0 APPLICANT_ATTORNEY_CD', '1 APPLICANT_ATTORNEY_CD'])
})

test('302 is tried like 303 and ends as UPSTREAM_UNAVAILABLE', async () => {
  const { graph, query } = await startAtNoon()
  graph.sandbox.misbehave({ kind: 'status', statusCode: '302', times: 5 })
  const answer = await query('{ applicant(code: "900000101") { name } }')
  expect(failuresOf(answer)).toMatchObject([
    { path: ['applicant'], code: 'UPSTREAM_UNAVAILABLE', endpoint: 'APPLICANT_ATTORNEY_CD', jpoStatusCode: '302' },
  ])
  expect(timetable(graph)).toEqual([0, 1, 3, 7, 15].map((second) => `${second} APPLICANT_ATTORNEY_CD`))
})

test('999 is tried once more and no oftener', async () => {
  const { graph, query } = await startAtNoon()
  graph.sandbox.misbehave({ kind: 'status', statusCode: '999', times: 3 })
  const answer = await query('{ applicant(code: "900000101") { name } }')
  expect(failuresOf(answer)).toMatchObject([
    {
      path: ['applicant'],
      code: 'UPSTREAM_UNAVAILABLE',
      jpoStatusCode: '999',
      jpoMessage: '想定外のエラーが発生しました。',
    },
  ])
  expect(graph.calls()).toEqual(['APPLICANT_ATTORNEY_CD 900000101', 'APPLICANT_ATTORNEY_CD 900000101'])
  const again = await query('{ applicant(code: "900000101") { name } }')
  expect(again.errors).toEqual([])
  expect(graph.calls()).toEqual(['APPLICANT_ATTORNEY_CD 900000101', 'APPLICANT_ATTORNEY_CD 900000101'])
})

test('203 is QUOTA_EXHAUSTED until midnight in Japan, and the endpoint is left alone', async () => {
  const { graph, query } = await startAtNoon()
  graph.sandbox.misbehave({ kind: 'status', statusCode: '203', endpoint: 'REGISTRATION_INFO' })
  const answer = await query('{ application(number: "2020000101") { inventionTitle registration { claimCount } } }')
  expect(answer.data.application.inventionTitle).toContain('蓄電池')
  expect(failuresOf(answer)).toEqual([
    {
      path: ['application', 'registration'],
      code: 'QUOTA_EXHAUSTED',
      endpoint: 'REGISTRATION_INFO',
      resetsAt: '2026-11-21T00:00:00+09:00',
      jpoStatusCode: '203',
      jpoMessage: '1日のアクセス上限を超過したため閲覧を制限します。',
    },
  ])
  expect(graph.calls()).toEqual([`APP_PROGRESS_SIMPLE ${showcase}`, `REGISTRATION_INFO ${showcase}`])
  const other = await query('{ application(number: "2017000103") { inventionTitle registration { claimCount } } }')
  expect(failuresOf(other)).toMatchObject([{ path: ['application', 'registration'], code: 'QUOTA_EXHAUSTED' }])
  // One APP_PROGRESS_SIMPLE is gone, so APP_PROGRESS has more left.
  expect(graph.calls()).toEqual(['APP_PROGRESS 2017000103'])
})

test('where another endpoint carries the same facts it answers in place of the spent one, at once and later', async () => {
  const { graph, query } = await startAtNoon()
  const spent = (endpoint: NonNullable<Fault['endpoint']>) =>
    graph.sandbox.misbehave({ kind: 'status', statusCode: '203', endpoint })

  spent('APP_PROGRESS_SIMPLE')
  const basics = await query('{ application(number: "2017000103") { inventionTitle } }')
  expect(basics.errors).toEqual([])
  expect(graph.calls()).toEqual(['APP_PROGRESS 2017000103', 'APP_PROGRESS_SIMPLE 2017000103'])
  await query('{ application(number: "2017000104") { inventionTitle } }')
  expect(graph.calls()).toEqual(['APP_PROGRESS 2017000104'])

  spent('APP_DOC_CONT_REFUSAL_REASON')
  const notices = '{ nodes { ... on NoticeOfReasonsForRefusal { text } } }'
  const first = await query(
    `{ application(number: "2017000104") { documents(filter: { codes: ["A131"] }) ${notices} } }`,
  )
  expect(first.errors).toEqual([])
  expect(first.data.application.documents.nodes[0].text).toContain('拒絶理由通知書')
  expect(graph.calls()).toEqual([
    'APP_DOC_CONT_REFUSAL_REASON 2017000104',
    'APP_DOC_CONT_REFUSAL_REASON_DECISION 2017000104',
  ])

  spent('APP_PROGRESS')
  const rest = await query(
    '{ application(number: "2018000122") { priorityClaims { number } parent { number } divisionalFamily { number } } }',
  )
  expect(rest.errors).toEqual([])
  expect(rest.data.application).toMatchObject({ priorityClaims: [], parent: { number: '2016000121' } })
  expect(graph.calls()).toEqual([
    'APP_PROGRESS 2018000122',
    'DIVISIONAL_APP_INFO 2018000122',
    'PRIORITY_RIGHT_APP_INFO 2018000122',
  ])
  // Both that carry the basics are spent now.
  const none = await query('{ application(number: "2018000122") { inventionTitle parent { number } } }')
  expect(none.data.application.parent).toEqual({ number: '2016000121' })
  expect(failuresOf(none)).toMatchObject([{ path: ['application', 'inventionTitle'], code: 'QUOTA_EXHAUSTED' }])
  expect(graph.calls()).toEqual([])
})

test('111 is OUT_OF_SCOPE, wherever the office says it', async () => {
  const { graph, query } = await startAtNoon()
  graph.sandbox.misbehave({ kind: 'status', statusCode: '111', times: 3 })
  const answer = await query(`{
    reference: numberReference(kind: PUBLICATION, number: "2018000103") { applicationNumber }
    application(number: "2020000101") { number inventionTitle status }
    applicant(code: "900000101") { name }
  }`)
  expect(answer.data).toEqual({
    reference: null,
    application: { number: showcase, inventionTitle: null, status: null },
    applicant: null,
  })
  const out = {
    code: 'OUT_OF_SCOPE',
    jpoStatusCode: '111',
    jpoMessage: '提供対象外の案件番号のため取得できませんでした。',
  }
  expect(failuresOf(answer).toSorted((a, b) => String(a.path).localeCompare(String(b.path)))).toEqual([
    { path: ['applicant'], ...out },
    { path: ['application', 'inventionTitle'], ...out },
    { path: ['application', 'status'], ...out },
    { path: ['reference'], ...out },
  ])
})

test('a cited publication that the office does not serve is null without an error', async () => {
  const { graph, query } = await startAtNoon()
  graph.sandbox.misbehave({ kind: 'status', statusCode: '111', endpoint: 'CASE_NUMBER_REFERENCE', times: 9 })
  const answer = await query(
    '{ application(number: "2017000104") { citations { ... on PatentCitation { citedApplication { number } } } } }',
  )
  expect(answer.errors).toEqual([])
  expect(answer.data.application.citations).toEqual([{ citedApplication: null }])
})

test('a token refused with 210 is renewed once and the call repeated', async () => {
  const { graph, query } = await startAtNoon()
  await query(progress)
  graph.calls()
  graph.sandbox.revokeTokens()
  const answer = await query(register)
  expect(answer.errors).toEqual([])
  expect(timetable(graph)).toEqual(['0 REGISTRATION_INFO', '0 REGISTRATION_INFO'])
  expect(answer.quota.spent).toMatchObject([{ endpoint: 'REGISTRATION_INFO', calls: 2 }])
})

test('ten calls whose token is refused share one renewal', async () => {
  const { graph, query } = await startAtNoon()
  await query(progress)
  graph.calls()
  graph.sandbox.revokeTokens()
  const codes = Array.from({ length: 10 }, (_, i) => `9000001${String(i + 1).padStart(2, '0')}`)
  const answer = await query(
    `{ ${codes.map((code) => `c${code}: applicant(code: "${code}") { registeredName }`).join(' ')} }`,
  )
  expect(answer.errors).toEqual([])
  expect(graph.sandbox.tokenRequests).toHaveLength(1)
})

test('210 after the renewal too is UPSTREAM_UNAUTHENTICATED, with the office’s words, also for those who ask later', async () => {
  const { graph, query } = await startAtNoon()
  graph.sandbox.misbehave({ kind: 'status', statusCode: '210', times: 4 })
  const refused = {
    path: ['applicant'],
    code: 'UPSTREAM_UNAUTHENTICATED',
    jpoStatusCode: '210',
    jpoMessage: '無効なトークンです。',
  }
  const ask = '{ applicant(code: "900000101") { name } }'
  expect(failuresOf(await query(ask))).toEqual([refused])
  expect(graph.calls()).toEqual(['APPLICANT_ATTORNEY_CD 900000101', 'APPLICANT_ATTORNEY_CD 900000101'])
  expect(await (await fetch(`${graph.url}/ready`)).json()).toMatchObject({ ready: false, token: 'refused' })
  expect(failuresOf(await query(ask))).toEqual([refused])
  graph.sandbox.behave()
  expect((await query(ask)).data).toEqual({ applicant: { name: '架空電機株式会社' } })
  expect((await fetch(`${graph.url}/ready`)).status).toBe(200)
})

function without(key: string, data: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(data).filter(([name]) => name !== key))
}

const gatewayPage = '<html><head><title>502 Bad Gateway</title></head><body>Bad Gateway</body></html>'

/** What the office may do to one call, what the client is told, and how often it was called. */
const mishaps: readonly [string, Fault, Record<string, unknown>, number?][] = [
  ['204', { kind: 'status', statusCode: '204' }, { code: 'BAD_USER_INPUT', jpoStatusCode: '204' }],
  ['208', { kind: 'status', statusCode: '208' }, { code: 'BAD_USER_INPUT', jpoStatusCode: '208' }],
  ['212', { kind: 'status', statusCode: '212' }, { code: 'UPSTREAM_UNAUTHENTICATED', jpoStatusCode: '212' }],
  ['212 as HTTP 403', { kind: 'status', statusCode: '212', httpStatus: 403 }, { code: 'UPSTREAM_UNAUTHENTICATED' }],
  ['301', { kind: 'status', statusCode: '301' }, { code: 'UPSTREAM_CONTRACT', jpoStatusCode: '301' }],
  ['400', { kind: 'status', statusCode: '400' }, { code: 'UPSTREAM_CONTRACT', jpoStatusCode: '400' }],
  ['a dropped connection', { kind: 'drop' }, { code: 'UPSTREAM_UNAVAILABLE', endpoint: 'REGISTRATION_INFO' }],
  ['a cut body', { kind: 'cut' }, { code: 'UPSTREAM_UNAVAILABLE', endpoint: 'REGISTRATION_INFO' }],
  [
    'a page of HTML with 502',
    { kind: 'body', body: gatewayPage, contentType: 'text/html', httpStatus: 502 },
    { code: 'UPSTREAM_UNAVAILABLE', endpoint: 'REGISTRATION_INFO' },
  ],
  [
    'a page of HTML with 200',
    { kind: 'body', body: gatewayPage, contentType: 'text/html' },
    { code: 'UPSTREAM_CONTRACT', where: 'REGISTRATION_INFO body' },
  ],
  [
    'a redirection',
    { kind: 'body', body: '', contentType: 'text/html', httpStatus: 302 },
    { code: 'UPSTREAM_CONTRACT', where: 'REGISTRATION_INFO' },
  ],
  ['an empty body', { kind: 'body', body: '' }, { code: 'UPSTREAM_CONTRACT', where: 'REGISTRATION_INFO body' }],
  ['no envelope', { kind: 'body', body: '{}' }, { code: 'UPSTREAM_CONTRACT', where: 'REGISTRATION_INFO body.result' }],
  ['null for JSON', { kind: 'body', body: 'null' }, { code: 'UPSTREAM_CONTRACT', where: 'REGISTRATION_INFO body' }],
  [
    'a status nobody knows',
    { kind: 'body', body: '{"result":{"statusCode":"777","errorMessage":"？","remainAccessCount":"","data":{}}}' },
    { code: 'UPSTREAM_CONTRACT', jpoStatusCode: '777', jpoMessage: '？' },
  ],
  [
    'success without data',
    { kind: 'body', body: '{"result":{"statusCode":"100","errorMessage":"","remainAccessCount":"5","data":{}}}' },
    { code: 'UPSTREAM_CONTRACT', where: 'REGISTRATION_INFO data.applicationNumber' },
  ],
  [
    'a ZIP where JSON is due',
    { kind: 'body', body: 'PK\u0003\u0004 and so on', contentType: 'application/zip' },
    { code: 'UPSTREAM_CONTRACT', where: 'REGISTRATION_INFO' },
  ],
  [
    'a missing key',
    { kind: 'data', edit: (data) => without('numberOfClaims', data) },
    { code: 'UPSTREAM_CONTRACT', where: 'REGISTRATION_INFO data.numberOfClaims' },
  ],
  [
    'a missing key of a row',
    {
      kind: 'data',
      edit: (data) => ({ ...data, rightPersonInformation: [{ rightPersonCd: '900000101' }] }),
    },
    { code: 'UPSTREAM_CONTRACT', where: 'REGISTRATION_INFO data.rightPersonInformation[0].rightPersonName' },
  ],
  [
    'a number where text is due',
    { kind: 'data', edit: (data) => ({ ...data, numberOfClaims: 7 }) },
    { code: 'UPSTREAM_CONTRACT', where: 'REGISTRATION_INFO data.numberOfClaims' },
  ],
  [
    'a day that is none',
    { kind: 'data', edit: (data) => ({ ...data, registrationDate: '20240231' }) },
    { code: 'UPSTREAM_CONTRACT', where: 'REGISTRATION_INFO data.registrationDate' },
  ],
  // What stands in front of the office speaks JSON without the office's envelope.
  [
    'a gateway’s 502 in JSON',
    { kind: 'body', body: '{"message":"Internal server error"}', httpStatus: 502 },
    { code: 'UPSTREAM_UNAVAILABLE', endpoint: 'REGISTRATION_INFO' },
  ],
  [
    'a gateway’s 403 in JSON',
    { kind: 'body', body: '{"message":"Forbidden"}', httpStatus: 403 },
    { code: 'UPSTREAM_UNAUTHENTICATED' },
  ],
  [
    'a gateway’s 429 in JSON',
    { kind: 'body', body: '{"message":"Too Many Requests"}', httpStatus: 429, times: 5 },
    { code: 'UPSTREAM_BUSY', retryAfterSeconds: 60 },
    5,
  ],
  [
    'a gateway’s 504 in JSON',
    { kind: 'body', body: '{"message":"Endpoint request timed out"}', httpStatus: 504, times: 5 },
    { code: 'UPSTREAM_UNAVAILABLE' },
    5,
  ],
]

test.each(mishaps)('%s takes its own field, and is not remembered', async (_name, fault, failure, calls = 1) => {
  const { graph, query } = await startAtNoon()
  graph.sandbox.misbehave({ ...fault, endpoint: 'REGISTRATION_INFO', key: showcase })
  const all = `{
    application(number: "2020000101") { number inventionTitle registration { claimCount } citations { order } }
    other: application(number: "2017000103") { registration { claimCount } }
  }`
  const answer = await query(all)
  expect(answer.status).toBe(200)
  expect(failuresOf(answer)).toEqual([expect.objectContaining({ path: ['application', 'registration'], ...failure })])
  const place = failure['where']
  if (typeof place === 'string') expect(answer.errors[0]?.message).toContain(place)
  expect(answer.data).toMatchObject({
    application: { number: showcase, inventionTitle: '蓄電池の温度制御装置及び温度制御方法', registration: null },
    other: { registration: { claimCount: 4 } },
  })
  expect(answer.data.application.citations).toHaveLength(16)
  expect(graph.calls().filter((call) => call === `REGISTRATION_INFO ${showcase}`)).toHaveLength(calls)

  const again = await query(all)
  expect(again.errors).toEqual([])
  expect(again.data.application.registration).toEqual({ claimCount: 7 })
  expect(graph.calls()).toEqual([`REGISTRATION_INFO ${showcase}`])
})

test('a slow answer is waited for', async () => {
  const graph = await startGraph()
  graph.sandbox.misbehave({ kind: 'latency', ms: 300, endpoint: 'REGISTRATION_INFO' })
  const answer = await graph.query(register)
  expect(answer.errors).toEqual([])
  expect(answer.data.application.registration).toEqual({ claimCount: 7 })
})

test('an added key is ignored', async () => {
  const graph = await startGraph()
  graph.sandbox.misbehave({ kind: 'data', edit: (data) => ({ ...data, novelty: '1' }) })
  const answer = await graph.query(register)
  expect(answer.errors).toEqual([])
  expect(answer.data.application.registration).toEqual({ claimCount: 7 })
})

test('an application whose basics fail is still there for its other fields', async () => {
  const { graph, query } = await startAtNoon()
  graph.sandbox.misbehave({ kind: 'drop', endpoint: 'APP_PROGRESS_SIMPLE' })
  const answer = await query(
    '{ applications(numbers: ["2020000101", "2017000103"]) { number inventionTitle documents { totalCount } citations { order } registration { claimCount } } }',
  )
  const [first, second] = answer.data.applications
  const [failed, whole] = first.inventionTitle === null ? [first, second] : [second, first]
  expect(failed).toMatchObject({ inventionTitle: null, documents: null })
  expect(failed.registration.claimCount).toBeGreaterThan(0)
  expect(failed.citations.length).toBeGreaterThan(0)
  expect(whole.inventionTitle).not.toBeNull()
  const index = failed === first ? 0 : 1
  expect(answer.errors.map(({ path, extensions }) => ({ path, code: extensions['code'] }))).toEqual(
    ['inventionTitle', 'documents'].map((field) => ({
      path: ['applications', index, field],
      code: 'UPSTREAM_UNAVAILABLE',
    })),
  )
})

test('where nothing else tells whether the case exists, the failure is that of the entry point', async () => {
  const { graph, query } = await startAtNoon()
  graph.sandbox.misbehave({ kind: 'drop', endpoint: 'APP_PROGRESS_SIMPLE' })
  const answer = await query('{ application(number: "2020000101") { number } }')
  expect(answer.data).toEqual({ application: null })
  expect(failuresOf(answer)).toMatchObject([{ path: ['application'], code: 'UPSTREAM_UNAVAILABLE' }])
})

test('a stored answer that cannot be read is asked for again', async () => {
  const graph = await startGraph()
  for (const [endpoint, number] of [
    ['REGISTRATION_INFO', showcase],
    ['APP_PROGRESS_SIMPLE', '2017000103'],
  ] as const) {
    const body =
      '{"result":{"statusCode":"100","errorMessage":"","remainAccessCount":"9","data":{"of":"another release"}}}'
    const value = { retrievedAt: Date.now(), source: endpoint, statusCode: '100', body }
    await graph.services.store.set(`answer/${endpoint}/${number}`, value)
  }
  const { data, errors } = await graph.query(
    '{ applications(numbers: ["2020000101", "2017000103"]) { inventionTitle registration { claimCount } } }',
  )
  expect(errors).toEqual([])
  expect(data.applications[0].registration).toEqual({ claimCount: 7 })
  expect(graph.calls()).toEqual([
    'APP_PROGRESS 2017000103',
    `APP_PROGRESS_SIMPLE ${showcase}`,
    'REGISTRATION_INFO 2017000103',
    `REGISTRATION_INFO ${showcase}`,
  ])
})

test('a hail of faults of every kind leaves a server that answers', async () => {
  const { graph, query } = await startAtNoon()
  const kinds: Fault[] = [
    { kind: 'drop' },
    { kind: 'cut' },
    { kind: 'body', body: gatewayPage, contentType: 'text/html', httpStatus: 502 },
    { kind: 'body', body: '[' },
    { kind: 'data', edit: () => ({}) },
    { kind: 'status', statusCode: '999' },
    { kind: 'status', statusCode: '210' },
    { kind: 'status', statusCode: '303' },
    { kind: 'status', statusCode: '302' },
    { kind: 'status', statusCode: '400' },
  ]
  for (let round = 0; round < 12; round += 1) for (const fault of kinds) graph.sandbox.misbehave(fault)
  const everything = `query ($n: [ApplicationNumber!]!) { applications(numbers: $n) {
    inventionTitle priorityClaims { application { inventionTitle } } parent { application { status } }
    applicants { registeredName }
    citations { ... on PatentCitation { citedApplication { inventionTitle registration { claimCount } } } }
    registration { claimCount } unlistedDocuments { code }
    documents { nodes { ... on DocumentWithBody { text } } }
  } }`
  const numbers = ['2020000101', '2021000109', '2018000122', '2019500131', '2022000111']
  const hit = await query(everything, { n: numbers })
  expect(hit.errors.length).toBeGreaterThan(5)
  for (const { extensions, path } of hit.errors) {
    expect(extensions['code']).toMatch(/^UPSTREAM_(BUSY|UNAVAILABLE|UNAUTHENTICATED|CONTRACT)$/)
    expect(path?.[0]).toBe('applications')
  }
  graph.sandbox.behave()
  graph.sandbox.forget()
  const calm = await query(everything, { n: numbers })
  expect(calm.errors).toEqual([])
})
