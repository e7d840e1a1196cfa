import { join } from 'node:path'
import { expect, test } from 'vitest'
import { composedPortfolio, manyCases } from '../../src/sandbox/portfolio/index.ts'
import { folder } from '../support/files.ts'
import { type Graph, startGraph } from '../support/graph.ts'

const pace = { JPO_REQUESTS_PER_MINUTE: '10000' }

const everything = `query ($numbers: [ApplicationNumber!]!) {
  applications(numbers: $numbers) {
    number
    inventionTitle
    applicants { code name }
    priorityClaims { date number application { number } }
    documents { totalCount nodes { code name date } }
    citations { order ... on PatentCitation { documentNumber citedApplication { number inventionTitle } } }
    registration { registrationNumber nextAnnuityDueDate rightHolders { name } }
  }
}`

const twenty = manyCases(20)
const numbersOfTwenty = twenty.cases.map(({ number }) => number)

async function startWithTwenty(env: Record<string, string> = {}): Promise<Graph> {
  const graph = await startGraph({ env: { ...pace, ...env } })
  graph.sandbox.setPortfolio(twenty)
  return graph
}

/** Each cites its neighbours' publications and claims the priority of the one before: nothing needs a reference. */
const callsOfTwenty = [
  ...numbersOfTwenty.map((number) => `APP_PROGRESS ${number}`),
  ...numbersOfTwenty.map((number) => `CITE_DOC_INFO ${number}`),
  ...twenty.cases.filter(({ registration }) => registration).map(({ number }) => `REGISTRATION_INFO ${number}`),
].sort()

test('twenty applications with all about them cost one call per key and endpoint, and the same again none', async () => {
  const graph = await startWithTwenty()
  const first = await graph.query(everything, { numbers: numbersOfTwenty })
  expect(first.errors).toEqual([])
  expect(graph.calls()).toEqual(callsOfTwenty)
  expect(callsOfTwenty).toHaveLength(54)
  expect(first.quota.spent).toEqual([
    { endpoint: 'APP_PROGRESS', calls: 20, remaining: 3980 },
    { endpoint: 'CITE_DOC_INFO', calls: 20, remaining: 480 },
    { endpoint: 'REGISTRATION_INFO', calls: 14, remaining: 1986 },
  ])
  expect(first.data.applications[1]).toMatchObject({
    number: '2021000002',
    inventionTitle: '見本装置その2',
    applicants: [{ code: '900000104' }, { code: '900000103' }],
    priorityClaims: [{ number: '2021000001', application: { number: '2021000001' } }],
    citations: [
      { order: 1, citedApplication: { number: '2021000001', inventionTitle: '見本装置その1' } },
      { order: 2, citedApplication: { number: '2021000003', inventionTitle: '見本装置その3' } },
      { order: 1, citedApplication: { number: '2021000001' } },
      { order: 2, citedApplication: { number: '2021000003' } },
    ],
    registration: { registrationNumber: '7800002' },
  })
  expect(first.data.applications[2].registration).toBeNull()

  const second = await graph.query(everything, { numbers: numbersOfTwenty })
  expect(second.data).toEqual(first.data)
  expect(graph.calls()).toEqual([])
  expect(second.quota.spent).toEqual([])
})

test('after a restart on the same file the same query costs nothing', async () => {
  const env = { STORE_URL: `sqlite:${join(folder(), 'jpo.sqlite')}` }
  const before = await startWithTwenty(env)
  const first = await before.query(everything, { numbers: numbersOfTwenty })
  await before.close()
  const after = await startWithTwenty(env)
  const second = await after.query(everything, { numbers: numbersOfTwenty })
  expect(second.errors).toEqual([])
  expect(second.data).toEqual(first.data)
  expect(after.calls()).toEqual([])
  expect(after.sandbox.tokenRequests).toEqual([])
})

test('twenty composed applications pay references only for publications that none of them has', async () => {
  const graph = await startGraph({ env: pace })
  const cases = composedPortfolio.cases.slice(0, 20)
  const numbers = cases.map(({ number }) => number)
  const { errors, data } = await graph.query(everything, { numbers })
  expect(errors).toEqual([])
  expect(graph.calls()).toEqual(
    [
      ...numbers.map((number) => `APP_PROGRESS ${number}`),
      ...numbers.map((number) => `CITE_DOC_INFO ${number}`),
      ...cases.flatMap(({ number, registration }) => (registration ? [`REGISTRATION_INFO ${number}`] : [])),
      'CASE_NUMBER_REFERENCE publication/1992999022',
      'CASE_NUMBER_REFERENCE publication/2012999011',
      'CASE_NUMBER_REFERENCE publication/2015999107',
      'CASE_NUMBER_REFERENCE publication/2017999131',
      'CASE_NUMBER_REFERENCE publication/2020999109',
    ].sort(),
  )
  const cited = data.applications[0].citations as { documentNumber?: string; citedApplication?: unknown }[]
  // A publication of 昭和 is not served and an international one has no Japanese number: neither is asked.
  expect(cited.find(({ documentNumber }) => documentNumber === 'JPA 360999033')?.citedApplication).toBeNull()
  expect(cited.find(({ documentNumber }) => documentNumber === 'WOA 2018999055')?.citedApplication).toBeNull()
  expect(cited.find(({ documentNumber }) => documentNumber === 'JPA 430000103')?.citedApplication).toEqual({
    number: '2017000103',
    inventionTitle: '冷媒循環装置及びその制御プログラム',
  })
})

test('the answers keep the order asked, and a repeated number costs once', async () => {
  const graph = await startWithTwenty()
  const { data, errors } = await graph.query(
    `query ($numbers: [ApplicationNumber!]!) { applications(numbers: $numbers) { number inventionTitle } }`,
    { numbers: ['2021000007', '特願2021-000003', '2021999999', '2021000007', '2021-3', '2021000001'] },
  )
  expect(errors).toEqual([])
  const seventh = { number: '2021000007', inventionTitle: '見本装置その7' }
  const third = { number: '2021000003', inventionTitle: '見本装置その3' }
  expect(data.applications).toEqual([
    seventh,
    third,
    null,
    seventh,
    third,
    { number: '2021000001', inventionTitle: '見本装置その1' },
  ])
  // In turns to the endpoint that has more left, in the order asked.
  expect(graph.calls()).toEqual([
    'APP_PROGRESS 2021000001',
    'APP_PROGRESS 2021000003',
    'APP_PROGRESS_SIMPLE 2021000007',
    'APP_PROGRESS_SIMPLE 2021999999',
  ])
})

test('citations of citations ask for each application once, however many ways lead to it', async () => {
  // Which of the two endpoints tells the basics follows from which link arrives first: here one alone can.
  const graph = await startWithTwenty({ JPO_DAILY_LIMITS: 'APP_PROGRESS_SIMPLE=0,APP_PROGRESS=9' })
  const { errors, data } = await graph.query(`{
    application(number: "2021000010") {
      citations { ... on PatentCitation { citedApplication {
        inventionTitle
        citations { ... on PatentCitation { citedApplication {
          inventionTitle
          citations { ... on PatentCitation { citedApplication { number } } }
        } } }
      } } }
    }
  }`)
  expect(errors).toEqual([])
  const [first] = data.application.citations
  expect(first.citedApplication.inventionTitle).toBe('見本装置その9')
  expect(first.citedApplication.citations[1].citedApplication.inventionTitle).toBe('見本装置その10')
  expect(graph.calls()).toEqual([
    'APP_PROGRESS 2021000008',
    'APP_PROGRESS 2021000009',
    'APP_PROGRESS 2021000010',
    'APP_PROGRESS 2021000011',
    'APP_PROGRESS 2021000012',
    // 2021000010 is reached again; 7 and 13 are new, and their numbers are all that is asked.
    'CASE_NUMBER_REFERENCE publication/2022000007',
    'CASE_NUMBER_REFERENCE publication/2022000008',
    'CASE_NUMBER_REFERENCE publication/2022000009',
    'CASE_NUMBER_REFERENCE publication/2022000010',
    'CASE_NUMBER_REFERENCE publication/2022000011',
    'CASE_NUMBER_REFERENCE publication/2022000012',
    'CASE_NUMBER_REFERENCE publication/2022000013',
    'CITE_DOC_INFO 2021000008',
    'CITE_DOC_INFO 2021000009',
    'CITE_DOC_INFO 2021000010',
    'CITE_DOC_INFO 2021000011',
    'CITE_DOC_INFO 2021000012',
  ])
})

test("the parent's family and its applications cost one answer about each", async () => {
  const graph = await startGraph({ env: pace })
  const { errors, data } = await graph.query(`{
    application(number: "2020000123") {
      inventionTitle
      parent { application {
        inventionTitle
        parent { number }
        divisionalFamily { generation application { number inventionTitle divisionalFamily { number } } }
      } }
    }
  }`)
  expect(errors).toEqual([])
  const { parent } = data.application
  expect(parent.application.parent).toEqual({ number: '2016000121' })
  expect(parent.application.divisionalFamily).toHaveLength(4)
  for (const { application } of parent.application.divisionalFamily)
    expect(application.divisionalFamily).toHaveLength(4)
  expect(graph.calls()).toEqual([
    'APP_PROGRESS 2018000122',
    'APP_PROGRESS 2020000123',
    'APP_PROGRESS_SIMPLE 2016000121',
    'APP_PROGRESS_SIMPLE 2018000124',
  ])
})

test('a publication number of the same digits as an application is asked and answered apart', async () => {
  const graph = await startGraph()
  const { data, errors } = await graph.query(`{
    a: application(number: "2020000101") { inventionTitle }
    p: applicationByPublicationNumber(number: "2020000101") { number inventionTitle }
    n: numberReference(kind: APPLICATION, number: "2020000101") { publicationNumber }
  }`)
  expect(errors).toEqual([])
  expect(data).toEqual({
    a: { inventionTitle: '蓄電池の温度制御装置及び温度制御方法' },
    p: { number: '2020000123', inventionTitle: '画像表示装置の駆動方法' },
    n: { publicationNumber: '2021000101' },
  })
  expect(graph.calls()).toEqual([
    'APP_PROGRESS 2020000123',
    'APP_PROGRESS_SIMPLE 2020000101',
    'CASE_NUMBER_REFERENCE publication/2020000101',
  ])
})

test('numbers and names that another call of the operation tells are not asked for', async () => {
  const graph = await startGraph()
  const { data, errors } = await graph.query(`{
    r: applicationByRegistrationNumber(number: "特許7900101") { number }
    p: applicationByPublicationNumber(number: "特開2021-000101") { number }
    who: applicant(code: "900000102") { name }
    a: application(number: "2020000101") { inventionTitle }
  }`)
  expect(errors).toEqual([])
  expect(data).toMatchObject({
    r: { number: '2020000101' },
    p: { number: '2020000101' },
    who: { name: '架空化学工業株式会社' },
  })
  expect(graph.calls()).toEqual(['APP_PROGRESS_SIMPLE 2020000101'])
})

test('the register tells its number and its holders', async () => {
  const graph = await startGraph()
  const { data, errors } = await graph.query(`{
    r: applicationByRegistrationNumber(number: "6900146") { number }
    a: application(number: "2014000146") { registration { rightHolders { code name } } }
  }`)
  expect(errors).toEqual([])
  expect(data.r).toEqual({ number: '2014000146' })
  expect(graph.calls()).toEqual(['REGISTRATION_INFO 2014000146'])
  const later = await graph.query('{ applicant(code: "900000104") { name } }')
  expect(later.data).toEqual({ applicant: { name: '架空自動車株式会社' } })
  expect(graph.calls()).toEqual([])
})

test('registered names are asked once per code, and not where a look-up by name told them', async () => {
  const graph = await startGraph()
  const found = await graph.query('{ applicantsByName(name: "架空精機株式会社") { code name registeredName } }')
  expect(found.data.applicantsByName).toEqual([
    { code: '900000105', name: '架空精機株式会社', registeredName: '架空精機株式会社' },
    { code: '900000106', name: '架空精機株式会社', registeredName: '架空精機株式会社' },
  ])
  expect(graph.calls()).toEqual(['APPLICANT_ATTORNEY 架空精機株式会社'])
  const { errors } = await graph.query(
    '{ applications(numbers: ["2015000141", "2018000145", "2020000101"]) { applicants { registeredName } } }',
  )
  expect(errors).toEqual([])
  expect(graph.calls()).toEqual([
    'APPLICANT_ATTORNEY_CD 900000101',
    'APPLICANT_ATTORNEY_CD 900000102',
    'APPLICANT_ATTORNEY_CD 900000110',
    'APP_PROGRESS 2018000145',
    'APP_PROGRESS_SIMPLE 2015000141',
    'APP_PROGRESS_SIMPLE 2020000101',
  ])
})

test('where one of the selected answers tells that the case exists, nothing is paid for knowing it', async () => {
  const graph = await startGraph()
  const { data, errors } = await graph.query(
    '{ application(number: "2020000108") { registration { id } citations { order } } }',
  )
  expect(errors).toEqual([])
  expect(data.application.registration).toBeNull()
  expect(data.application.citations).toHaveLength(2)
  expect(graph.calls()).toEqual(['CITE_DOC_INFO 2020000108', 'REGISTRATION_INFO 2020000108'])
})

test('a member of a family that is known is known to exist', async () => {
  const graph = await startGraph()
  await graph.query('{ application(number: "2020000123") { divisionalFamily { number } } }')
  graph.calls()
  const { data } = await graph.query(
    '{ application(number: "2016000121") { displayNumber divisionalFamily { number } } }',
  )
  expect(data.application.divisionalFamily).toHaveLength(4)
  const { data: alone } = await graph.query('{ application(number: "2018000122") { displayNumber } }')
  expect(alone).toEqual({ application: { displayNumber: '特願2018-000122' } })
  expect(graph.calls()).toEqual([])
})

test('no applications are asked for where none are given', async () => {
  const graph = await startGraph()
  const { data, errors } = await graph.query('{ applications(numbers: []) { inventionTitle } }')
  expect(errors).toEqual([])
  expect(data).toEqual({ applications: [] })
  expect(graph.calls()).toEqual([])
})

test('what is selected behind an id is seen ahead like elsewhere', async () => {
  const graph = await startGraph()
  const listed = await graph.query(
    '{ application(number: "2017000104") { documents(filter: { codes: ["A131"] }) { nodes { id } } } }',
  )
  graph.calls()
  const elsewhere = await startGraph()
  const { data, errors } = await elsewhere.query(
    `query ($document: ID!, $application: ID!) {
      node(id: $document) { ... on Document { application { priorityClaims { number } } } }
      nodes(ids: [$application]) { ... on Application {
        inventionTitle
        documents(first: 1) { nodes { application { parent { number } } } }
      } }
    }`,
    {
      document: listed.data.application.documents.nodes[0].id,
      application: Buffer.from('Application:2018000122').toString('base64url'),
    },
  )
  expect(errors).toEqual([])
  expect(data.nodes[0].documents.nodes[0].application.parent).toEqual({ number: '2016000121' })
  expect(elsewhere.calls()).toEqual(['APP_PROGRESS 2017000104', 'APP_PROGRESS 2018000122'])
})

test('no register is asked of a case whose progress, known earlier, says that it is not registered', async () => {
  const graph = await startGraph()
  await graph.query('{ application(number: "2020000108") { status } }')
  graph.calls()
  const { data, errors } = await graph.query('{ application(number: "2020000108") { registration { id } } }')
  expect(errors).toEqual([])
  expect(data).toEqual({ application: { registration: null } })
  expect(graph.calls()).toEqual([])
})

test('absence is remembered: a case, a register entry, citations, a reference and a name that are not there', async () => {
  const graph = await startGraph()
  const query = `{
    absent: application(number: "2020999999") { inventionTitle }
    pending: application(number: "2025000151") { citations { order } }
    reference: numberReference(kind: REGISTRATION, number: "1234567") { applicationNumber }
    name: applicantsByName(name: "誰もいない") { code }
    code: applicant(code: "999999999") { name }
  }`
  const nothing = { absent: null, pending: { citations: [] }, reference: null, name: [], code: null }
  const first = await graph.query(query)
  expect(first.errors).toEqual([])
  expect(first.data).toEqual(nothing)
  expect(graph.calls()).toEqual([
    'APPLICANT_ATTORNEY 誰もいない',
    'APPLICANT_ATTORNEY_CD 999999999',
    'APP_PROGRESS 2025000151',
    'APP_PROGRESS_SIMPLE 2020999999',
    'CASE_NUMBER_REFERENCE registration/1234567',
    'CITE_DOC_INFO 2025000151',
  ])
  const second = await graph.query(query)
  expect(second.errors).toEqual([])
  expect(second.data).toEqual(nothing)
  expect(graph.calls()).toEqual([])
})
