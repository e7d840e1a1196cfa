import { expect, test } from 'vitest'
import { encodeId } from '../../src/schema/ids.ts'
import { type Graph, startGraph } from '../support/graph.ts'
import { type ManualClock, manualClock } from '../support/manual-clock.ts'
import { askPlan } from '../support/plans.ts'

/** An operation, what was asked before it, and what plan and sandbox say: `ENDPOINT at least ≤ made ≤ at most`. */
interface Row {
  readonly name: string
  readonly before?: readonly string[]
  /** Whether all that was asked before was asked on the day before. */
  readonly isNextDay?: boolean
  readonly limits?: string
  readonly query: string
  readonly variables?: Record<string, unknown>
  readonly expected: readonly string[]
}

const glance = `{ application(number: "特願2020-000101") {
  displayNumber inventionTitle status applicants { name } priorityClaims { date number } registration { nextAnnuityDueDate }
} }`

const numbers = ['2020000101', '2017000103', '2020000108', '2021000109', '2022000111', '2020000112']
const portfolio = (fields: string) => `{ applications(numbers: ${JSON.stringify(numbers)}) { number ${fields} } }`

const notices = (fields: string) =>
  `{ application(number: "2020000101") { documents(filter: { codes: ["A131"] }) { nodes { date ... on NoticeOfReasonsForRefusal { ${fields} } } } } }`

const citations = (fields: string) =>
  `{ application(number: "2021000109") { citations(filter: { types: ["19"] }) { order ... on PatentCitation { displayNumber ${fields} } } } }`

const family = (fields: string) =>
  `{ application(number: "2018000122") { parent { number } divisionalFamily { generation number ${fields} } } }`

const rows: readonly Row[] = [
  {
    name: 'a case at a glance, for the first time',
    query: glance,
    expected: ['APP_PROGRESS 1 ≤ 1 ≤ 1', 'REGISTRATION_INFO 0 ≤ 1 ≤ 1'],
  },
  {
    name: 'the same once more, from what is stored only',
    before: [glance],
    query: `query @upstream(onlyIfCached: true) ${glance}`,
    expected: [],
  },
  {
    name: 'the same on the next day: the list of documents may say that the register still holds',
    before: [glance],
    isNextDay: true,
    query: glance,
    expected: ['APP_PROGRESS_SIMPLE 1 ≤ 1 ≤ 1', 'REGISTRATION_INFO 0 ≤ 0 ≤ 1'],
  },
  {
    name: 'priorities and family on a day that has no progress left',
    limits: 'APP_PROGRESS=1',
    before: ['{ application(number: "2021000109") { priorityClaims { date } } }'],
    query:
      '{ application(number: "2018000122") { inventionTitle priorityClaims { number } divisionalFamily { number } } }',
    expected: ['APP_PROGRESS_SIMPLE 1 ≤ 1 ≤ 1', 'DIVISIONAL_APP_INFO 1 ≤ 1 ≤ 1', 'PRIORITY_RIGHT_APP_INFO 1 ≤ 1 ≤ 1'],
  },
  {
    name: 'a portfolio of six, basics',
    query: portfolio('status expirationDate applicants { name }'),
    expected: ['APP_PROGRESS 3 ≤ 3 ≤ 3', 'APP_PROGRESS_SIMPLE 3 ≤ 3 ≤ 3'],
  },
  {
    name: 'the registrations of the six, their progress at hand',
    before: [portfolio('status')],
    query: portfolio('registration { nextAnnuityDueDate }'),
    expected: ['REGISTRATION_INFO 4 ≤ 4 ≤ 4'],
  },
  {
    name: 'the text of the notices, the list at hand',
    before: ['{ application(number: "2020000101") { status } }'],
    query: notices('text articles { text }'),
    expected: ['APP_DOC_CONT_REFUSAL_REASON 1 ≤ 1 ≤ 1'],
  },
  {
    name: 'the documents cited in a notice that is at hand, with their numbers',
    before: [notices('text')],
    query: notices('citedDocuments { order text application { displayNumber } }'),
    expected: ['CASE_NUMBER_REFERENCE 3 ≤ 3 ≤ 3'],
  },
  {
    name: 'citations with their applications, for the first time: nobody knows how many',
    query: citations('citedApplication { displayNumber inventionTitle }'),
    expected: [
      'APP_PROGRESS 0 ≤ 1 ≤ 400',
      'APP_PROGRESS_SIMPLE 0 ≤ 1 ≤ 400',
      'CASE_NUMBER_REFERENCE 0 ≤ 2 ≤ 50',
      'CITE_DOC_INFO 0 ≤ 1 ≤ 1',
      'DIVISIONAL_APP_INFO 0 ≤ 0 ≤ 1',
      'PRIORITY_RIGHT_APP_INFO 0 ≤ 0 ≤ 1',
    ],
  },
  {
    name: 'citations at hand, with their applications',
    before: [citations('')],
    query: citations('citedApplication { displayNumber }'),
    expected: ['CASE_NUMBER_REFERENCE 2 ≤ 2 ≤ 2'],
  },
  {
    name: 'a family at hand, with what became of its members',
    before: [family('')],
    query: family('application { status expirationDate }'),
    expected: ['APP_PROGRESS 1 ≤ 1 ≤ 1', 'APP_PROGRESS_SIMPLE 2 ≤ 2 ≤ 2'],
  },
  {
    name: 'the registration and the people as they are registered now: nobody knows how many',
    query: '{ application(number: "2020000101") { registration { rightHolders { code name registeredName } } } }',
    expected: ['APPLICANT_ATTORNEY_CD 0 ≤ 2 ≤ 200', 'APP_PROGRESS_SIMPLE 0 ≤ 0 ≤ 1', 'REGISTRATION_INFO 0 ≤ 1 ≤ 1'],
  },
  {
    name: 'an applicant by code and by name, with variables and a fragment',
    query: `
      query ($code: ApplicantCode!, $name: String!, $deep: Boolean = false) {
        applicant(code: $code) { ...Person }
        applicantsByName(name: $name) { ...Person }
      }
      fragment Person on Applicant { code name registeredName @include(if: $deep) }`,
    variables: { code: '900000101', name: '架空化学工業株式会社' },
    expected: ['APPLICANT_ATTORNEY 1 ≤ 1 ≤ 1', 'APPLICANT_ATTORNEY_CD 0 ≤ 1 ≤ 1'],
  },
  {
    name: 'number references, one call allowed',
    query: `query @upstream(maxCalls: 1) {
      numberReference(kind: PUBLICATION, number: "特開2021-000101") { applicationNumber registrationNumber }
      applicationByRegistrationNumber(number: "特許第7900109号") { displayNumber }
    }`,
    expected: ['CASE_NUMBER_REFERENCE 0 ≤ 1 ≤ 1'],
  },
  {
    name: 'ids that a client kept, the list of documents at hand: a registration, a document, an applicant',
    before: ['{ application(number: "2020000101") { status } }'],
    query: 'query ($ids: [ID!]!) { nodes(ids: $ids) { __typename id ... on Registration { claimCount } } }',
    variables: {
      ids: ['Registration:2021000109', 'Document:2020000101/A131.1.K', 'Applicant:900000101'].map((it) => {
        const [typename = '', id = ''] = it.split(':')
        return encodeId({ typename, id })
      }),
    },
    expected: ['REGISTRATION_INFO 1 ≤ 1 ≤ 1'],
  },
]

const DAY = 24 * 3_600_000

async function started({ before = [], isNextDay, limits = 'handbook' }: Row): Promise<Graph> {
  const clock: ManualClock = manualClock(Date.parse('2026-11-23T10:00:00+09:00'))
  const graph = await startGraph({ clock, env: { JPO_DAILY_LIMITS: limits } })
  for (const query of before) expect((await graph.query(query)).errors).toEqual([])
  if (isNextDay) clock.jump(DAY)
  graph.calls()
  return graph
}

/** How many calls more than were made the plan held possible, by operation. */
const excess = new Map<string, number>()

test.for(rows)('the plan of $name', async (row) => {
  const graph = await started(row)
  const { calls: planned } = await askPlan(graph, row.query, row.variables)
  expect(graph.calls()).toEqual([])
  await graph.query(row.query, row.variables)
  const calls = graph.calls()
  const madeAt = (endpoint: string) => calls.filter((call) => call.startsWith(`${endpoint} `)).length
  expect(
    planned.map(({ endpoint, atLeast, atMost }) => `${endpoint} ${atLeast} ≤ ${madeAt(endpoint)} ≤ ${atMost}`).sort(),
  ).toEqual(row.expected)
  expect(planned.filter(({ endpoint, atLeast }) => madeAt(endpoint) < atLeast)).toEqual([])
  expect(planned.filter(({ endpoint, atMost }) => madeAt(endpoint) > atMost)).toEqual([])
  expect(planned.reduce((total, { endpoint }) => total + madeAt(endpoint), 0)).toBe(calls.length)
  excess.set(row.name, planned.reduce((total, { atMost }) => total + atMost, 0) - calls.length)
})

test('of fifteen operations at least twelve are planned to within one call', ({ annotate }) => {
  expect(excess.size).toBe(15)
  const close = [...excess.values()].filter((calls) => calls <= 1).length
  const exact = [...excess.values()].filter((calls) => calls === 0).length
  void annotate(`${close} of 15 within one call, ${exact} of them exact`)
  expect(close, `${close} of 15 within one call`).toBeGreaterThanOrEqual(12)
})

test('a plan asks for no token and leaves no trace in the counts of the day', async () => {
  const graph = await startGraph()
  const counts = '{ quota { startsLeftThisMinute endpoints { endpoint used asked paid saved refused } } }'
  const before = (await graph.query(counts)).data
  for (const { query, variables } of rows) await askPlan(graph, query, variables)
  expect((await graph.query(counts)).data).toEqual(before)
  await graph.query(glance)
  const spent = (await graph.query(counts)).data
  const again = await graph.query('query ($document: String!) { quotaPlan(document: $document) { feasible } }', {
    document: glance,
  })
  expect(again.quota).toMatchObject({ spent: [], cached: 0, stale: 0, waitedMs: 0 })
  expect((await graph.query(counts)).data).toEqual(spent)
  expect(graph.sandbox.tokenRequests).toHaveLength(1)
})
