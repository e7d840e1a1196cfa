import { expect, test } from 'vitest'
import { type Graph, type GraphAnswer, startGraph } from '../support/graph.ts'

const idOf = (text: string) => Buffer.from(text).toString('base64url')

/** What refuses an argument refuses it before anything is asked, not even a token. */
function expectNothingSpent(graph: Graph, { quota }: GraphAnswer): void {
  expect(quota).toMatchObject({ spent: [], cached: 0 })
  expect(graph.sandbox.tokenRequests).toEqual([])
  expect(graph.calls()).toEqual([])
}

function expectBadInput({ errors }: GraphAnswer): void {
  expect(errors).toHaveLength(1)
  expect(errors[0]?.extensions['code']).toBe('BAD_USER_INPUT')
}

const malformed: readonly [string, string, string][] = [
  ['application', 'ApplicationNumber', ''],
  ['application', 'ApplicationNumber', '20201234567'],
  ['application', 'ApplicationNumber', '202012345'],
  ['application', 'ApplicationNumber', '2020-0'],
  ['application', 'ApplicationNumber', '平32-000001'],
  ['application', 'ApplicationNumber', '1700-000001'],
  ['application', 'ApplicationNumber', '特開2020-000101'],
  ['application', 'ApplicationNumber', '実願2020-000101'],
  ['application', 'ApplicationNumber', '特許第7900101号'],
  ['application', 'ApplicationNumber', '../auth/token'],
  ['application', 'ApplicationNumber', '2020000101\u0000'],
  ['application', 'ApplicationNumber', '９'.repeat(50)],
  ['applicationByPublicationNumber', 'PublicationNumber', '特願2020-000101'],
  ['applicationByPublicationNumber', 'PublicationNumber', '特表2020-000101'],
  ['applicationByPublicationNumber', 'PublicationNumber', '603090037'],
  ['applicationByPublicationNumber', 'PublicationNumber', 'WO2018/099131'],
  ['applicationByRegistrationNumber', 'RegistrationNumber', '2020000101'],
  ['applicationByRegistrationNumber', 'RegistrationNumber', '特願2020-000101'],
  ['applicationByRegistrationNumber', 'RegistrationNumber', '0'],
]

test.each(malformed)('%s refuses as %s %j, as a literal and as a variable', async (field, type, number) => {
  const graph = await startGraph()
  const literal = await graph.query(`{ ${field}(number: ${JSON.stringify(number)}) { inventionTitle } }`)
  expectBadInput(literal)
  expectNothingSpent(graph, literal)
  const variable = await graph.query(`query ($n: ${type}!) { ${field}(number: $n) { inventionTitle } }`, { n: number })
  expectBadInput(variable)
  expectNothingSpent(graph, variable)
})

test('a number that is no string is refused too', async () => {
  const graph = await startGraph()
  const literal = await graph.query('{ application(number: 2020000101) { inventionTitle } }')
  expect(literal.errors[0]?.extensions['code']).toBe('BAD_USER_INPUT')
  const variable = await graph.query('query ($n: ApplicationNumber!) { application(number: $n) { inventionTitle } }', {
    n: 2020000101,
  })
  expectBadInput(variable)
  expectNothingSpent(graph, variable)
})

test('a wrong number in a list refuses the operation and is named by its index', async () => {
  const graph = await startGraph()
  const literal = await graph.query(
    '{ applications(numbers: ["2020000101", "2017000103", "特開2020-1"]) { inventionTitle } }',
  )
  expectBadInput(literal)
  expect(literal.errors[0]).toMatchObject({ extensions: { index: 2 } })
  expect(literal.errors[0]?.message).toContain('At index 2')
  expectNothingSpent(graph, literal)

  const variable = await graph.query(
    'query ($n: [ApplicationNumber!]!) { applications(numbers: $n) { inventionTitle } }',
    { n: ['2020000101', '2017000103', '特開2020-1'] },
  )
  expectBadInput(variable)
  expect(variable.errors[0]?.message).toContain('"n[2]"')
  expectNothingSpent(graph, variable)

  const element = await graph.query(
    'query ($n: ApplicationNumber!) { applications(numbers: ["2020000101", $n]) { inventionTitle } }',
    { n: '特開2020-1' },
  )
  expectBadInput(element)
  expectNothingSpent(graph, element)
})

test.each([
  ['Int', 'documents(first: $value) { nodes { id } }', 'ten'],
  ['Int', 'documents(first: $value) { nodes { id } }', 2 ** 40],
  ['Boolean!', 'number @include(if: $value)', null],
  ['Boolean!', 'number @include(if: $value)', 'yes'],
])('a variable of %s that is none refuses the operation as one of our own scalars does', async (type, field, value) => {
  const graph = await startGraph()
  const answer = await graph.query(
    `query ($value: ${type}) { application(number: "2020000101") { inventionTitle ${field} } }`,
    { value },
  )
  expectBadInput(answer)
  expect(answer.errors[0]?.message).toContain('"$value"')
  expectNothingSpent(graph, answer)
})

test('every wrong number of a list is named', async () => {
  const graph = await startGraph()
  const numbers = ['x', '2020000101', 'y']
  const literal = await graph.query(`{ applications(numbers: ${JSON.stringify(numbers)}) { number } }`)
  expect(literal.errors.map(({ extensions }) => extensions['index'])).toEqual([0, 2])
  const variable = await graph.query('query ($n: [ApplicationNumber!]!) { applications(numbers: $n) { number } }', {
    n: numbers,
  })
  expect(variable.errors.map(({ message }) => /"n\[\d\]"/.exec(message)?.[0])).toEqual(['"n[0]"', '"n[2]"'])
})

test('of thousands of wrong values fifty are named, no time is spent on the others, and none repeats all that was sent', async () => {
  const graph = await startGraph()
  const wrong: readonly [string, string, unknown][] = [
    ['[ApplicationNumber!]!', 'applications(numbers: $v) { number }', Array<number>(45_000).fill(1)],
    [
      'DocumentFilter',
      'application(number: "2020000101") { documents(filter: $v) { totalCount } }',
      Object.fromEntries(Array.from({ length: 6_000 }, (_, index) => [`code${index}`, 1])),
    ],
  ]
  for (const [type, field, v] of wrong) {
    const document = `query ($v: ${type}) { ${field} }`
    const answer = await graph.query(document, { v })
    expect([answer.status, answer.errors.length]).toEqual([400, 51])
    expect(Math.max(...answer.errors.map(({ message }) => message.length))).toBeLessThan(1_100)
    const plan = await graph.query(
      'query ($d: String!, $v: JSON) { quotaPlan(document: $d, variables: $v) { feasible } }',
      {
        d: document,
        v: { v },
      },
    )
    expect(plan.errors[0]?.extensions['errors']).toHaveLength(51)
  }
  expect(graph.calls()).toEqual([])
})

test.each(['架空,電機', '架空\t電機', '架空:電機', '架空;電機', '架空|電機', '', '   ', '架空\n電機', '\ud800'])(
  'the name %j is refused and nothing asked',
  async (name) => {
    const graph = await startGraph()
    const answer = await graph.query('query ($name: String!) { applicantsByName(name: $name) { code } }', { name })
    expectBadInput(answer)
    expectNothingSpent(graph, answer)
  },
)

test('half-width letters and blanks are folded to the office’s full-width ones; two spellings are one call', async () => {
  const graph = await startGraph()
  const answer = await graph.query(
    '{ a: applicantsByName(name: "架空FIC株式会社") { code } b: applicantsByName(name: "架空ＦＩＣ株式会社") { code } c: applicantsByName(name: "ｶｸｳ ﾃｸﾉﾛｼﾞｰｽﾞ ｲﾝｺｰﾎﾟﾚｲﾃｯﾄﾞ") { code } }',
  )
  expect(answer.errors).toEqual([])
  expect(answer.data).toEqual({ a: [{ code: '900000108' }], b: [{ code: '900000108' }], c: [{ code: '900000107' }] })
  expect(graph.calls()).toEqual([
    'APPLICANT_ATTORNEY カクウ　テクノロジーズ　インコーポレイテッド',
    'APPLICANT_ATTORNEY 架空ＦＩＣ株式会社',
  ])
})

test.each(['90000010', '9000001011', '90000010a', ''])('the applicant code %j is refused', async (code) => {
  const graph = await startGraph()
  const answer = await graph.query('query ($code: ApplicantCode!) { applicant(code: $code) { name } }', { code })
  expectBadInput(answer)
  expectNothingSpent(graph, answer)
})

test.each([
  ['PUBLICATION', '特願2020-000101'],
  ['APPLICATION', '特開2020-000101'],
  ['REGISTRATION', '2020000101'],
  ['REGISTRATION', 'x'],
])('numberReference refuses as %s the number %s', async (kind, number) => {
  const graph = await startGraph()
  const answer = await graph.query(
    'query ($kind: NumberKind!, $number: String!) { numberReference(kind: $kind, number: $number) { applicationNumber } }',
    { kind, number },
  )
  expectBadInput(answer)
  expectNothingSpent(graph, answer)
})

test('a publication of before 平成 is OUT_OF_SCOPE and not asked', async () => {
  const graph = await startGraph()
  const answer = await graph.query('{ applicationByPublicationNumber(number: "特開昭60-999033") { number } }')
  expect(answer.errors.map(({ extensions }) => extensions['code'])).toEqual(['OUT_OF_SCOPE'])
  expectNothingSpent(graph, answer)
})

test.each([
  '',
  'nonsense',
  '!!!!',
  idOf('Application'),
  idOf('Application:'),
  idOf('Application:x'),
  idOf('Application:特開2020-000101'),
  `${idOf('Application:2020000101')}=`,
  `${idOf('Application:2020000101')}A`,
  idOf('Query:1'),
  idOf('Publication:2020000101'),
  idOf('__proto__:1'),
  idOf('Applicant:90000010'),
  idOf('Document:x/A131'),
  idOf('Registration:7900101x'),
])('the id %j is BAD_USER_INPUT', async (id) => {
  const graph = await startGraph()
  const answer = await graph.query('query ($id: ID!) { node(id: $id) { id } }', { id })
  expectBadInput(answer)
  expectNothingSpent(graph, answer)
})

test('a wrong id among several takes only its own place', async () => {
  const graph = await startGraph()
  const good = idOf('Application:2020000101')
  const answer = await graph.query('query ($ids: [ID!]!) { nodes(ids: $ids) { id } }', {
    ids: [good, 'nonsense', good],
  })
  expectBadInput(answer)
  expect(answer.errors[0]?.path).toEqual(['nodes', 1])
  expect(answer.data).toEqual({ nodes: [{ id: good }, null, { id: good }] })
})

test('an id edited to name what is not there is null, and costs no more than the look', async () => {
  const graph = await startGraph()
  const ids = [
    'Document:2020000101/A131.00000000000.K',
    'Document:2020000101/',
    'Document:2020999999/A131.1.K',
    'Registration:2020000108',
  ]
  const answer = await graph.query('query ($ids: [ID!]!) { nodes(ids: $ids) { id } }', { ids: ids.map(idOf) })
  expect(answer.errors).toEqual([])
  expect(answer.data).toEqual({ nodes: [null, null, null, null] })
  expect(graph.calls()).toEqual([
    'APP_PROGRESS 2020999999',
    'APP_PROGRESS_SIMPLE 2020000101',
    'REGISTRATION_INFO 2020000108',
  ])
})

test('ids of applications, applicants and registrations lead back to what gave them', async () => {
  const graph = await startGraph()
  const first = await graph.query(`{ applications(numbers: ["2020000101", "2026000152"]) {
    id __typename applicants { id __typename code name } registration { id __typename registrationNumber }
  } }`)
  expect(first.errors).toEqual([])
  const [granted, pending] = first.data.applications
  const things = [granted, granted.registration, ...granted.applicants, ...pending.applicants] as { id: string }[]
  graph.calls()
  const again = await graph.query(
    `query ($ids: [ID!]!) { nodes(ids: $ids) { id __typename ... on Applicant { code name } ... on Registration { registrationNumber } } }`,
    { ids: things.map(({ id }) => id) },
  )
  expect(again.errors).toEqual([])
  expect(again.data.nodes).toEqual([{ id: granted.id, __typename: 'Application' }, ...things.slice(1)])
  expect(graph.calls()).toEqual([])
})

test.each(['2024-02-30', '2024-2-3', '20240227', '2024-02-27T00:00:00Z', '', 'yesterday'])(
  'the day %j is refused as a filter',
  async (day) => {
    const graph = await startGraph()
    const literal = await graph.query(
      `{ application(number: "2020000101") { documents(filter: { from: ${JSON.stringify(day)} }) { totalCount } } }`,
    )
    expectBadInput(literal)
    expectNothingSpent(graph, literal)
    const variable = await graph.query(
      'query ($f: DocumentFilter) { application(number: "2020000101") { documents(filter: $f) { totalCount } } }',
      { f: { to: day } },
    )
    expectBadInput(variable)
    expectNothingSpent(graph, variable)
  },
)
