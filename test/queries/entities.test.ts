import { expect, test } from 'vitest'
import { encodeId } from '../../src/schema/ids.ts'
import { startGraph } from '../support/graph.ts'
import { entities, entitiesQuery } from '../support/entities.ts'
import { manualClock } from '../support/manual-clock.ts'
import { request } from '../support/request.ts'

const case101 = { __typename: 'Application', number: '2020000101' }
const idOf = (typename: string, id: string) => encodeId({ typename, id })
const register101 = { __typename: 'Registration', id: idOf('Registration', '2020000101') }
const notice = '2020000101/A131.06124000101.'

test.each([
  [
    'an Application',
    { __typename: 'Application', number: '特願2020-000101' },
    '... on Application { __typename number displayNumber id mayBeIncomplete }',
    {
      __typename: 'Application',
      number: '2020000101',
      displayNumber: '特願2020-000101',
      id: idOf('Application', '2020000101'),
      mayBeIncomplete: false,
    },
  ],
  [
    'an Applicant',
    { __typename: 'Applicant', code: '900000101' },
    '... on Applicant { __typename code id }',
    { __typename: 'Applicant', code: '900000101', id: idOf('Applicant', '900000101') },
  ],
  [
    'a Registration',
    register101,
    '... on Registration { __typename id application { number } }',
    { ...register101, application: { number: '2020000101' } },
  ],
  [
    'a document',
    { __typename: 'NoticeOfReasonsForRefusal', id: idOf('Document', notice) },
    '... on Document { __typename id application { displayNumber } }',
    {
      __typename: 'NoticeOfReasonsForRefusal',
      id: idOf('Document', notice),
      application: { displayNumber: '特願2020-000101' },
    },
  ],
  [
    'a NumberReference by a published number',
    { __typename: 'NumberReference', publicationNumber: '特開2021-000101' },
    '... on NumberReference { __typename publicationNumber }',
    { __typename: 'NumberReference', publicationNumber: '2021000101' },
  ],
  [
    'a NumberReference by a registered number',
    { __typename: 'NumberReference', registrationNumber: '特許第7900101号' },
    '... on NumberReference { __typename registrationNumber }',
    { __typename: 'NumberReference', registrationNumber: '7900101' },
  ],
])('a reference to %s costs nothing as long as its key tells what is selected', async (_, sent, fields, expected) => {
  const graph = await startGraph()
  expect(await entities(graph, [sent], fields)).toMatchObject({ data: { _entities: [expected] }, errors: [] })
  expect(graph.calls()).toEqual([])
})

test('whatever has a key is found by it, as through the graph itself', async () => {
  const graph = await startGraph()
  const { data } = await graph.query(`{ application(number: "2020000101") {
    __typename number inventionTitle
    applicants { __typename code registered: name }
    registration { __typename id claimCount }
    documents { nodes { __typename id kind: code date } }
  } }`)
  const { applicants, registration, documents, ...application } = data.application
  const objects = [application, ...applicants, registration, ...documents.nodes]
  expect(new Set(objects.map(({ __typename }) => __typename as string)).size).toBeGreaterThan(7)
  graph.calls()
  const fields = `__typename
    ... on Application { number inventionTitle }
    ... on Applicant { code registered: name }
    ... on Registration { id claimCount }
    ... on Document { id kind: code date }`
  expect((await entities(graph, objects, fields)).data).toEqual({ _entities: objects })
  expect(graph.calls()).toEqual([])
})

const selections = [
  'inventionTitle status applicants { name }',
  'inventionTitle priorityClaims { date } parent { number }',
  'inventionTitle registration { nextAnnuityDueDate application { divisionalFamily { number } } }',
  'citations { order ... on PatentCitation { citedApplication { displayNumber } } } documents { nodes { date } }',
  'documents { nodes { ... on NoticeOfReasonsForRefusal { isFinal responses { name } } ... on DecisionToGrant { claimCount } } }',
]

test.each(selections)('{ %s } costs a gateway the same calls as a client', async (fields) => {
  const [direct, composed] = await Promise.all([startGraph(), startGraph()])
  const asked = await direct.query(`{ application(number: "2020000101") { ${fields} } }`)
  const answer = await entities(composed, [case101], `... on Application { ${fields} }`)
  expect(answer).toMatchObject({ errors: [], data: { _entities: [asked.data.application] } })
  const calls = direct.calls()
  expect(calls.length).toBeGreaterThan(0)
  expect(composed.calls()).toEqual(calls)
})

test('the same key costs one call, however often it stands in one operation', async () => {
  const graph = await startGraph()
  const answer = await graph.query(
    `query ($sent: [_Any!]!) {
      first: _entities(representations: $sent) { ... on Application { inventionTitle } }
      again: _entities(representations: $sent) { ... on Application { priorityClaims { date } } }
    }`,
    { sent: [case101, case101, { ...case101, number: '特願２０２０－０００１０１' }] },
  )
  expect(answer.errors).toEqual([])
  expect(answer.data.first).toEqual(Array(3).fill({ inventionTitle: '蓄電池の温度制御装置及び温度制御方法' }))
  expect(graph.calls()).toEqual(['APP_PROGRESS 2020000101'])
})

test('nor does it in requests that a gateway sends side by side', async () => {
  const graph = await startGraph()
  graph.sandbox.misbehave({ kind: 'latency', ms: 50 })
  const fields = '... on Application { inventionTitle } ... on Registration { claimCount }'
  const sent = [[case101], [register101, case101], [case101, register101]]
  const answers = await Promise.all(sent.map((representations) => entities(graph, representations, fields)))
  expect(answers.flatMap(({ errors }) => errors)).toEqual([])
  expect(answers[2]?.data._entities).toEqual(answers[1]?.data._entities.toReversed())
  expect(graph.calls()).toEqual(['APP_PROGRESS_SIMPLE 2020000101', 'REGISTRATION_INFO 2020000101'])
})

test('what is selected of another type is not asked of this one', async () => {
  const graph = await startGraph()
  const fields = `
    ... on Application { inventionTitle }
    ... on Registration { application { priorityClaims { date } citations { order } } claimCount }
    ... on NoticeOfReasonsForRefusal { text }`
  expect((await entities(graph, [case101], fields)).errors).toEqual([])
  expect(graph.calls()).toEqual(['APP_PROGRESS_SIMPLE 2020000101'])
})

test('a published number leads to its application: for one call, and for none where another answer told the link', async () => {
  const graph = await startGraph()
  const fields = '... on NumberReference { publicationNumber application { inventionTitle } }'
  const sent = [{ __typename: 'NumberReference', publicationNumber: '2021000101' }]
  const expected = {
    publicationNumber: '2021000101',
    application: { inventionTitle: '蓄電池の温度制御装置及び温度制御方法' },
  }
  expect((await entities(graph, sent, fields)).data).toEqual({ _entities: [expected] })
  expect(graph.calls()).toEqual(['APP_PROGRESS_SIMPLE 2020000101', 'CASE_NUMBER_REFERENCE publication/2021000101'])
  expect((await entities(graph, sent, fields)).data).toEqual({ _entities: [expected] })
  const registered = [{ __typename: 'NumberReference', registrationNumber: '7900101' }]
  const numbers = '... on NumberReference { applicationNumber publicationNumber registrationNumber }'
  expect((await entities(graph, registered, numbers)).data).toEqual({
    _entities: [{ applicationNumber: '2020000101', publicationNumber: '2021000101', registrationNumber: '7900101' }],
  })
  expect(graph.calls()).toEqual([])
})

test('nor does it on a later day, though a gateway asks for the other key too: what leads on tells it', async () => {
  const clock = manualClock(Date.parse('2026-11-20T12:00:00+09:00'))
  const graph = await startGraph({ clock })
  const { data } = await graph.query('{ application(number: "2022000111") { publication { number } } }')
  const publicationNumber = data.application.publication.number
  clock.jump(24 * 3_600_000)
  graph.calls()
  const answer = await entities(
    graph,
    [{ __typename: 'NumberReference', publicationNumber }],
    '... on NumberReference { application { inventionTitle } registrationNumber publicationNumber }',
  )
  expect(answer.data).toEqual({
    _entities: [{ application: { inventionTitle: '薬剤の保冷容器' }, registrationNumber: null, publicationNumber }],
  })
  expect(graph.calls()).toEqual(['APP_PROGRESS_SIMPLE 2022000111'])
})

test('what the office does not have is null, and nothing is asked for a name that is not known', async () => {
  const nothing = { application: null, internationalPublicationNumber: null }
  const graph = await startGraph()
  const answer = await entities(
    graph,
    [
      { __typename: 'NumberReference', publicationNumber: '2021999999' },
      { __typename: 'NumberReference', registrationNumber: '7999999' },
      { __typename: 'Registration', id: idOf('Registration', '2022000111') },
      { __typename: 'OtherDocument', id: idOf('Document', '2022000111/A63.none.') },
      { __typename: 'Applicant', code: '999999999' },
    ],
    `... on NumberReference { application { number } internationalPublicationNumber }
     ... on Registration { claimCount } ... on Document { date } ... on Applicant { name }`,
  )
  expect(answer).toMatchObject({ errors: [], data: { _entities: [nothing, nothing, null, null, { name: null }] } })
})

test('a document may be referred to as a Document: which type it is, the list of its case tells', async () => {
  const graph = await startGraph()
  const { data } = await graph.query(
    '{ application(number: "2020000101") { documents(filter: { codes: ["A131"] }) { nodes { id } } } }',
  )
  const [{ id }] = data.application.documents.nodes
  const sent = ['Document', 'DocumentWithBody'].map((__typename) => ({ __typename, id }))
  const answer = await entities(graph, sent, '__typename ... on Document { id }')
  expect(answer.data).toEqual({ _entities: Array(2).fill({ __typename: 'NoticeOfReasonsForRefusal', id }) })
})

test('explain names the place in the list, and headers hold as for every operation', async () => {
  const graph = await startGraph()
  const variables = { sent: [{ __typename: 'Application', number: '2022000111' }, case101] }
  const query = entitiesQuery('... on Application { inventionTitle }')
  const frugal = await request(graph.url, query, { variables, headers: { 'cache-control': 'only-if-cached' } })
  expect(frugal.errors.map(({ path, extensions }) => [path, extensions['code']])).toEqual([
    [['_entities', 0, 'inventionTitle'], 'NOT_CACHED'],
    [['_entities', 1, 'inventionTitle'], 'NOT_CACHED'],
  ])
  expect(graph.calls()).toEqual([])
  const { upstream = [] } = await request(graph.url, query, { variables, headers: { prefer: 'explain' } })
  expect(upstream.map(({ path, key }) => [path, key]).toSorted()).toEqual([
    [['_entities', 0, 'inventionTitle'], '2022000111'],
    [['_entities', 1, 'inventionTitle'], '2020000101'],
  ])
})
