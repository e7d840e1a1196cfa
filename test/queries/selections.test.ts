import { expect, test } from 'vitest'
import { type Endpoint, endpoints } from '../../src/sources/jpo/endpoints.ts'
import { asks } from '../support/asks.ts'
import { type Graph, startGraph } from '../support/graph.ts'
import { manualClock } from '../support/manual-clock.ts'

const noon = Date.parse('2026-11-20T12:00:00+09:00')
const day = 24 * 3_600_000

/** A selection, a state of day and store, and the calls that it costs in that state. */
interface Row {
  readonly name: string
  /** Asked before, each on its own. */
  readonly before?: readonly string[]
  /** How many days passed since. */
  readonly daysLater?: number
  /** What is left today where it is not the handbook's whole day less what `before` cost. */
  readonly left?: Partial<Record<Endpoint, number>>
  readonly query: string
  readonly calls: readonly string[]
  /** The data, where the calls alone would not tell that it is right. */
  readonly data?: unknown
}

const application = (number: string, selection: string) => `{ application(number: "${number}") { ${selection} } }`
const idOf = (id: string) => Buffer.from(id).toString('base64url')
const text = (code: string) =>
  `documents(filter: { codes: ["${code}"] }) { nodes { ... on DocumentWithBody { text } } }`

const [rich, refused, pending, absent] = ['2020000101', '2020000108', '2025000151', '2020999999']
const [notice, opinion, grant] = [text('A131'), text('A53'), text('A01')]

const basics: readonly Row[] = [
  { name: 'basics', query: application(rich, 'inventionTitle status'), calls: [`APP_PROGRESS_SIMPLE ${rich}`] },
  {
    name: 'basics, where the simple endpoint has less left',
    left: { APP_PROGRESS_SIMPLE: 399 },
    query: application(rich, 'inventionTitle'),
    calls: [`APP_PROGRESS ${rich}`],
  },
  {
    name: 'basics, where the progress has less left',
    left: { APP_PROGRESS_SIMPLE: 2, APP_PROGRESS: 1 },
    query: application(rich, 'applicants { name code } publication { number }'),
    calls: [`APP_PROGRESS_SIMPLE ${rich}`],
  },
  {
    name: 'basics, the simple day spent',
    left: { APP_PROGRESS_SIMPLE: 0 },
    query: application(rich, 'inventionTitle'),
    calls: [`APP_PROGRESS ${rich}`],
  },
  {
    name: 'basics, both days spent',
    left: { APP_PROGRESS_SIMPLE: 0, APP_PROGRESS: 0 },
    query: application(rich, 'inventionTitle'),
    calls: [],
    data: { application: { inventionTitle: null } },
  },
  {
    name: 'basics of four cases, in turns',
    query: '{ applications(numbers: ["2020000101", "2020000108", "2025000151", "2017000103"]) { inventionTitle } }',
    calls: [
      'APP_PROGRESS 2017000103',
      `APP_PROGRESS ${refused}`,
      `APP_PROGRESS_SIMPLE ${rich}`,
      `APP_PROGRESS_SIMPLE ${pending}`,
    ],
  },
  {
    name: 'what costs nothing of a case that an answer about something else told',
    before: [application(rich, 'citations { order }')],
    query: application(rich, 'id number displayNumber mayBeIncomplete'),
    calls: [],
  },
  {
    name: 'existence alone',
    query: application(rich, 'number'),
    calls: [`APP_PROGRESS_SIMPLE ${rich}`],
  },
  {
    name: 'existence alone, a year after it was seen',
    before: [application(rich, 'citations { order }')],
    daysLater: 365,
    query: application(rich, 'number'),
    calls: [],
  },
  {
    name: 'existence told by the family of another case',
    before: [application('2018000122', 'divisionalFamily { number }')],
    query: application('2018000124', 'number'),
    calls: [],
  },
]

const progress: readonly Row[] = [
  {
    name: 'priorities, and basics along with them',
    query: application(rich, 'inventionTitle priorityClaims { number }'),
    calls: [`APP_PROGRESS ${rich}`],
  },
  {
    name: 'priorities while the progress has one left',
    left: { APP_PROGRESS: 1 },
    query: application(rich, 'priorityClaims { number }'),
    calls: [`APP_PROGRESS ${rich}`],
  },
  {
    name: 'priorities from their own endpoint where the progress is spent',
    left: { APP_PROGRESS: 0 },
    query: application(rich, 'priorityClaims { number }'),
    calls: [`PRIORITY_RIGHT_APP_INFO ${rich}`],
  },
  {
    name: 'family and parent from their own endpoint where the progress is spent',
    left: { APP_PROGRESS: 0 },
    query: application('2018000122', 'parent { number } divisionalFamily { number }'),
    calls: ['DIVISIONAL_APP_INFO 2018000122'],
  },
  {
    name: 'all that the progress carries, piece by piece where it is spent',
    left: { APP_PROGRESS: 0 },
    query: application('2018000122', 'inventionTitle priorityClaims { number } parent { number }'),
    calls: ['APP_PROGRESS_SIMPLE 2018000122', 'DIVISIONAL_APP_INFO 2018000122', 'PRIORITY_RIGHT_APP_INFO 2018000122'],
  },
  {
    name: 'priorities and family where progress and fallbacks are spent',
    left: { APP_PROGRESS: 0, PRIORITY_RIGHT_APP_INFO: 0, DIVISIONAL_APP_INFO: 0 },
    query: application(rich, 'inventionTitle priorityClaims { number } divisionalFamily { number }'),
    calls: [`APP_PROGRESS_SIMPLE ${rich}`],
  },
  {
    name: 'a family known from another member, and that its first application has no parent',
    before: [application('2018000122', 'divisionalFamily { number }')],
    query: application('2016000121', 'divisionalFamily { number } parent { number }'),
    calls: [],
  },
  {
    name: 'the parent of a member whose family another one told',
    before: [application('2018000122', 'divisionalFamily { number }')],
    query: application('2020000123', 'parent { number }'),
    calls: ['APP_PROGRESS 2020000123'],
  },
  {
    name: 'priorities of a case whose basics the simple endpoint told',
    before: [application(rich, 'inventionTitle')],
    query: application(rich, 'inventionTitle priorityClaims { number }'),
    calls: [`APP_PROGRESS ${rich}`],
  },
  {
    name: 'basics of a case whose priorities the progress told',
    before: [application(rich, 'priorityClaims { number }')],
    query: application(rich, 'inventionTitle documents { totalCount } divisionalFamily { number }'),
    calls: [],
  },
]

const single: readonly Row[] = [
  { name: 'citations alone', query: application(rich, 'citations { order }'), calls: [`CITE_DOC_INFO ${rich}`] },
  {
    name: 'the register alone',
    query: application(rich, 'registration { claimCount }'),
    calls: [`REGISTRATION_INFO ${rich}`],
  },
  {
    name: 'basics, register and citations',
    query: application(rich, 'inventionTitle registration { claimCount } citations { order }'),
    calls: [`APP_PROGRESS_SIMPLE ${rich}`, `CITE_DOC_INFO ${rich}`, `REGISTRATION_INFO ${rich}`],
  },
  {
    name: 'the register of a case that is not registered, beside its basics',
    query: application(refused, 'status registration { claimCount }'),
    calls: [`APP_PROGRESS_SIMPLE ${refused}`],
    data: { application: { status: 'REFUSED', registration: null } },
  },
  {
    name: 'the register of a case known not to be registered',
    before: [application(refused, 'status')],
    query: application(refused, 'registration { claimCount }'),
    calls: [],
  },
  {
    name: 'citations, their day spent',
    left: { CITE_DOC_INFO: 0 },
    query: application(rich, 'inventionTitle citations { order }'),
    calls: [`APP_PROGRESS_SIMPLE ${rich}`],
  },
  {
    name: 'filtered citations after others of them',
    before: [application(rich, 'citations(filter: { types: ["19"] }) { order }')],
    query: application(rich, 'citations(filter: { types: ["31"] }) { order }'),
    calls: [],
  },
]

const documents: readonly Row[] = [
  {
    name: 'notices',
    query: application(rich, notice),
    calls: [`APP_DOC_CONT_REFUSAL_REASON ${rich}`, `APP_PROGRESS_SIMPLE ${rich}`],
  },
  {
    name: 'notices, where the archive of decisions has more left',
    left: { APP_DOC_CONT_REFUSAL_REASON: 99 },
    query: application(rich, notice),
    calls: [`APP_DOC_CONT_REFUSAL_REASON_DECISION ${rich}`, `APP_PROGRESS_SIMPLE ${rich}`],
  },
  {
    name: 'notices, where the archive of decisions has less left',
    left: { APP_DOC_CONT_REFUSAL_REASON: 5, APP_DOC_CONT_REFUSAL_REASON_DECISION: 4 },
    query: application(rich, notice),
    calls: [`APP_DOC_CONT_REFUSAL_REASON ${rich}`, `APP_PROGRESS_SIMPLE ${rich}`],
  },
  {
    name: 'notices, their own day spent',
    left: { APP_DOC_CONT_REFUSAL_REASON: 0, APP_DOC_CONT_REFUSAL_REASON_DECISION: 1 },
    query: application(rich, notice),
    calls: [`APP_DOC_CONT_REFUSAL_REASON_DECISION ${rich}`, `APP_PROGRESS_SIMPLE ${rich}`],
  },
  {
    name: 'decisions',
    query: application(rich, grant),
    calls: [`APP_DOC_CONT_REFUSAL_REASON_DECISION ${rich}`, `APP_PROGRESS_SIMPLE ${rich}`],
  },
  {
    name: 'decisions, their day spent: the other archive has none',
    left: { APP_DOC_CONT_REFUSAL_REASON_DECISION: 0 },
    query: application(rich, grant),
    calls: [`APP_PROGRESS_SIMPLE ${rich}`],
  },
  {
    name: 'notices with decisions, from one archive',
    query: application(rich, text('A131", "A01')),
    calls: [`APP_DOC_CONT_REFUSAL_REASON_DECISION ${rich}`, `APP_PROGRESS_SIMPLE ${rich}`],
  },
  {
    name: 'notices after the decisions of the same archive',
    before: [application(rich, grant)],
    query: application(rich, notice),
    calls: [],
  },
  {
    name: 'decisions after the notices of the other archive',
    before: [application(rich, notice)],
    query: application(rich, grant),
    calls: [`APP_DOC_CONT_REFUSAL_REASON_DECISION ${rich}`],
  },
  {
    name: 'papers of the applicant',
    query: application(rich, opinion),
    calls: [`APP_DOC_CONT_OPINION_AMENDMENT ${rich}`, `APP_PROGRESS_SIMPLE ${rich}`],
  },
  {
    name: 'every document of a case',
    query: application(rich, 'documents { nodes { ... on DocumentWithBody { text xml } } }'),
    calls: [
      `APP_DOC_CONT_OPINION_AMENDMENT ${rich}`,
      `APP_DOC_CONT_REFUSAL_REASON_DECISION ${rich}`,
      `APP_PROGRESS_SIMPLE ${rich}`,
    ],
  },
  {
    name: 'a page that holds the notice alone',
    query: application(
      rich,
      'documents(first: 1, filter: { deliverable: true }) { nodes { ... on DocumentWithBody { text } } }',
    ),
    calls: [`APP_DOC_CONT_REFUSAL_REASON ${rich}`, `APP_PROGRESS_SIMPLE ${rich}`],
  },
  {
    name: 'documents without their bodies',
    query: application(rich, 'documents { totalCount nodes { code name date deliverable } }'),
    calls: [`APP_PROGRESS_SIMPLE ${rich}`],
  },
  {
    name: 'bodies of a case that has none to deliver',
    query: application(pending, 'documents { nodes { ... on DocumentWithBody { text } } }'),
    calls: [`APP_PROGRESS_SIMPLE ${pending}`],
  },
  {
    name: 'bodies that the office withholds, asked for once',
    before: [application('2020000112', notice)],
    query: application('2020000112', notice),
    calls: [],
    data: { application: { documents: { nodes: [{ text: null }] } } },
  },
]

const numbers: readonly Row[] = [
  {
    name: 'a case by its publication',
    query: '{ applicationByPublicationNumber(number: "2021000101") { number } }',
    calls: ['CASE_NUMBER_REFERENCE publication/2021000101'],
  },
  {
    name: 'a case by its registration, and its title',
    query: '{ applicationByRegistrationNumber(number: "7900101") { inventionTitle } }',
    calls: [`APP_PROGRESS_SIMPLE ${rich}`, 'CASE_NUMBER_REFERENCE registration/7900101'],
  },
  {
    name: 'a case by a publication that its progress told, years later',
    before: [application(rich, 'inventionTitle')],
    daysLater: 1_000,
    query: '{ applicationByPublicationNumber(number: "2021000101") { number } }',
    calls: [],
  },
  {
    name: 'a case by a publication that the family of another told',
    before: [application('2016000121', 'divisionalFamily { number }')],
    query: '{ applicationByPublicationNumber(number: "2018000222") { number } }',
    calls: [],
  },
  {
    name: 'the numbers of a published and registered case, years later',
    before: ['{ numberReference(kind: APPLICATION, number: "2020000101") { publicationNumber } }'],
    daysLater: 1_000,
    query: '{ numberReference(kind: REGISTRATION, number: "7900101") { applicationNumber publicationNumber } }',
    calls: [],
  },
  {
    name: 'the numbers of a case without a registration, the next day',
    before: [application(refused, 'inventionTitle')],
    daysLater: 1,
    query: '{ numberReference(kind: PUBLICATION, number: "2021000108") { registrationNumber } }',
    calls: ['CASE_NUMBER_REFERENCE publication/2021000108'],
  },
  {
    name: 'numbers that the progress wanted beside them tells',
    query:
      '{ n: numberReference(kind: REGISTRATION, number: "7900101") { applicationNumber } application(number: "2020000101") { inventionTitle } }',
    calls: [`APP_PROGRESS_SIMPLE ${rich}`],
  },
  {
    name: 'numbers, their day spent, from an answer of today',
    before: [application(rich, 'inventionTitle')],
    left: { CASE_NUMBER_REFERENCE: 0 },
    query: '{ numberReference(kind: PUBLICATION, number: "2021000101") { registrationNumber } }',
    calls: [],
    data: { numberReference: { registrationNumber: '7900101' } },
  },
  {
    name: 'a publication of 昭和',
    query: '{ numberReference(kind: PUBLICATION, number: "特開昭60-999033") { applicationNumber } }',
    calls: [],
    data: { numberReference: null },
  },
  {
    name: 'a number that the office does not have, twice in a day',
    before: ['{ numberReference(kind: REGISTRATION, number: "1234567") { applicationNumber } }'],
    query: '{ applicationByRegistrationNumber(number: "1234567") { number } }',
    calls: [],
  },
  {
    name: 'a number that the office did not have yesterday',
    before: ['{ numberReference(kind: REGISTRATION, number: "1234567") { applicationNumber } }'],
    daysLater: 1,
    query: '{ numberReference(kind: REGISTRATION, number: "1234567") { applicationNumber } }',
    calls: ['CASE_NUMBER_REFERENCE registration/1234567'],
  },
  {
    name: 'cited applications: those of 昭和 and of abroad are not asked for, one that the office lacks is null',
    query: application(
      '2005000143',
      'citations(filter: { types: ["19"] }) { ... on PatentCitation { displayNumber citedApplication { number } } }',
    ),
    calls: ['CASE_NUMBER_REFERENCE publication/1999999143', 'CITE_DOC_INFO 2005000143'],
    data: {
      application: {
        citations: [
          { displayNumber: '特表平11-999143', citedApplication: null },
          { displayNumber: '特表昭63-999144', citedApplication: null },
        ],
      },
    },
  },
  {
    name: 'a cited application that was seen before, by its own number',
    before: [application('2017000103', 'inventionTitle')],
    query: application(refused, 'citations { ... on PatentCitation { citedApplication { inventionTitle } } }'),
    left: { APP_PROGRESS: 400, APP_PROGRESS_SIMPLE: 399 },
    calls: ['APP_PROGRESS 2017000110', 'CASE_NUMBER_REFERENCE publication/2019000110', `CITE_DOC_INFO ${refused}`],
  },
]

const people: readonly Row[] = [
  {
    name: 'an applicant by code',
    query: '{ applicant(code: "900000101") { name } }',
    calls: ['APPLICANT_ATTORNEY_CD 900000101'],
  },
  {
    name: 'an applicant by code whom a case named today',
    before: [application(rich, 'inventionTitle')],
    query: '{ applicant(code: "900000101") { name } }',
    calls: [],
  },
  {
    name: 'an applicant by code whom a case named yesterday',
    before: [application(rich, 'inventionTitle')],
    daysLater: 1,
    query: '{ applicant(code: "900000101") { name } }',
    calls: ['APPLICANT_ATTORNEY_CD 900000101'],
  },
  {
    name: 'a holder of a right whom the register named',
    before: [application('2014000146', 'registration { claimCount }')],
    query: '{ applicant(code: "900000103") { name } }',
    calls: [],
  },
  {
    name: 'the registered name of one whom a case named as filed',
    before: [application(rich, 'inventionTitle')],
    query: '{ applicant(code: "900000101") { registeredName } }',
    calls: ['APPLICANT_ATTORNEY_CD 900000101'],
  },
  {
    name: 'applicants by name',
    query: '{ applicantsByName(name: "架空精機株式会社") { code registeredName } }',
    calls: ['APPLICANT_ATTORNEY 架空精機株式会社'],
  },
  {
    name: 'the registered name of one whom a look-up by name told',
    before: ['{ applicantsByName(name: "架空精機株式会社") { code } }'],
    query: '{ applicant(code: "900000106") { registeredName } }',
    calls: [],
  },
]

const absences: readonly Row[] = [
  {
    name: 'a case that the office does not have, with all that could be selected',
    query: application(absent, `inventionTitle citations { order } registration { id } ${notice}`),
    calls: [`APP_PROGRESS_SIMPLE ${absent}`],
    data: { application: null },
  },
  {
    name: 'the same again on that day, by other fields',
    before: [application(absent, 'inventionTitle')],
    query: application(absent, 'priorityClaims { number } divisionalFamily { number } citations { order }'),
    calls: [],
    data: { application: null },
  },
  {
    name: 'the same on the next day',
    before: [application(absent, 'inventionTitle')],
    daysLater: 1,
    query: application(absent, 'citations { order } number'),
    calls: [`APP_PROGRESS_SIMPLE ${absent}`, `CITE_DOC_INFO ${absent}`],
    data: { application: null },
  },
]

const depths: readonly Row[] = [
  {
    name: 'a case by its id',
    query: `{ node(id: "${idOf(`Application:${rich}`)}") { ... on Application { inventionTitle } } }`,
    calls: [`APP_PROGRESS_SIMPLE ${rich}`],
  },
  {
    name: 'a register entry by its id, with what is selected of its case',
    query: `{ node(id: "${idOf(`Registration:${rich}`)}") { ... on Registration { claimCount application { priorityClaims { number } } } } }`,
    calls: [`APP_PROGRESS ${rich}`, `REGISTRATION_INFO ${rich}`],
  },
  {
    name: 'a document by its id, with its body and the priorities of its case',
    query: `{ node(id: "${idOf(`Document:${rich}/A131.06123010104.K`)}") { ... on DocumentWithBody { text application { priorityClaims { number } } } } }`,
    calls: [`APP_DOC_CONT_REFUSAL_REASON ${rich}`, `APP_PROGRESS ${rich}`],
  },
  {
    name: 'one case at three depths',
    query: application(
      rich,
      'inventionTitle documents(first: 1) { nodes { application { filingDate documents(first: 1) { nodes { application { parent { number } } } } } } }',
    ),
    calls: [`APP_PROGRESS ${rich}`],
  },
  {
    name: 'one case under two aliases that want different things',
    query: `{ a: application(number: "${rich}") { inventionTitle } b: application(number: "特願2020-000101") { divisionalFamily { number } citations { order } } }`,
    calls: [`APP_PROGRESS ${rich}`, `CITE_DOC_INFO ${rich}`],
  },
  {
    name: 'the parent by way of its child, known to have no parent itself',
    query: application('2018000122', 'parent { application { parent { number } inventionTitle } }'),
    calls: ['APP_PROGRESS 2018000122', 'APP_PROGRESS_SIMPLE 2016000121'],
  },
]

const days: readonly Row[] = [
  {
    name: 'a case that can still change, the next day',
    before: [application(rich, 'inventionTitle')],
    daysLater: 1,
    query: application(rich, 'inventionTitle'),
    calls: [`APP_PROGRESS_SIMPLE ${rich}`],
  },
  {
    name: 'an abandoned case, a month later less a day',
    before: [application('2022000156', 'inventionTitle')],
    daysLater: 29,
    query: application('2022000156', 'inventionTitle citations { order }'),
    calls: ['CITE_DOC_INFO 2022000156'],
  },
  {
    name: 'an abandoned case, a month later',
    before: [application('2022000156', 'inventionTitle')],
    daysLater: 30,
    query: application('2022000156', 'inventionTitle'),
    calls: ['APP_PROGRESS_SIMPLE 2022000156'],
  },
  {
    name: 'a case withdrawn years ago, almost a year later, and never of its priorities',
    before: [application('2021000155', 'priorityClaims { number }')],
    daysLater: 364,
    query: application('2021000155', 'inventionTitle priorityClaims { number }'),
    calls: [],
  },
  {
    name: 'notices, citations and register of yesterday: the list alone',
    before: [application(rich, `${notice} citations { order } registration { claimCount }`)],
    daysLater: 1,
    query: application(rich, `${notice} citations { order } registration { claimCount }`),
    calls: [`APP_PROGRESS_SIMPLE ${rich}`],
  },
  {
    name: 'the register of yesterday alone: the list, to the endpoint with the larger day',
    before: [application(rich, 'registration { claimCount }')],
    daysLater: 1,
    query: application(rich, 'registration { claimCount }'),
    calls: [`APP_PROGRESS_SIMPLE ${rich}`],
  },
  {
    name: 'the same where no list is to be had',
    before: [application(rich, 'registration { claimCount }')],
    daysLater: 1,
    left: { APP_PROGRESS: 0, APP_PROGRESS_SIMPLE: 0 },
    query: application(rich, 'registration { claimCount }'),
    calls: [`REGISTRATION_INFO ${rich}`],
  },
  {
    name: 'priorities beside a register of yesterday: one progress for both',
    before: [application(rich, 'registration { claimCount }')],
    daysLater: 1,
    query: application(rich, 'registration { claimCount } priorityClaims { number }'),
    calls: [`APP_PROGRESS ${rich}`],
  },
  {
    name: 'a register entry of yesterday by its id, with priorities of its case: one progress for both',
    before: [application(rich, 'registration { claimCount }')],
    daysLater: 1,
    query: `{ node(id: "${idOf(`Registration:${rich}`)}") { ... on Registration { claimCount application { priorityClaims { number } } } } }`,
    calls: [`APP_PROGRESS ${rich}`],
  },
  {
    name: 'on a spent day the answers of yesterday',
    before: [application(rich, 'inventionTitle priorityClaims { number }')],
    daysLater: 1,
    left: { APP_PROGRESS: 0, APP_PROGRESS_SIMPLE: 0, PRIORITY_RIGHT_APP_INFO: 0 },
    query: application(rich, 'freshness { state } priorityClaims { number }'),
    calls: [],
    data: { application: { freshness: { state: 'STALE' }, priorityClaims: [{ number: '2019000102' }] } },
  },
]

const table = [...basics, ...progress, ...single, ...documents, ...numbers, ...people, ...absences, ...depths, ...days]

/** Sees to it that so much is left of each day, in our count and in the office's. */
async function leave(graph: Graph, left: NonNullable<Row['left']>): Promise<void> {
  for (const [endpoint, wanted] of Object.entries(left) as [Endpoint, number][]) {
    const { ledger } = graph.services
    const row = (await ledger.day()).find((it) => it.endpoint === endpoint)
    const more = (row?.remaining ?? 0) - wanted
    for (const grant of await ledger.reserve(asks(...Array.from({ length: more }, () => endpoint))))
      if (grant.granted) await ledger.settle(grant.reservation, { kind: 'answered', remaining: null })
    graph.sandbox.spend(endpoint, more)
  }
}

test.each(table)('$name', async ({ before = [], daysLater = 0, left = {}, query, calls, data }) => {
  const clock = manualClock(noon)
  const graph = await startGraph({ clock, env: { JPO_DAILY_LIMITS: 'handbook', JPO_REQUESTS_PER_MINUTE: '100000' } })
  for (const earlier of before) expect((await graph.query(earlier)).errors).toEqual([])
  await clock.advance(daysLater * day)
  await leave(graph, left)
  graph.calls()
  const answer = await graph.query(query)
  expect(graph.calls()).toEqual(calls)
  if (data !== undefined) expect(answer.data).toEqual(data)
  // The account in the answer is the office's own log.
  expect(answer.quota.spent.reduce((sum, spent) => sum + spent.calls, 0)).toBe(calls.length)
})

test('the table has every endpoint in it', () => {
  const asked = new Set(table.flatMap(({ calls }) => calls.map((call) => call.split(' ')[0])))
  expect([...asked].sort()).toEqual(Object.keys(endpoints).sort())
  expect(table.length).toBeGreaterThanOrEqual(40)
})
