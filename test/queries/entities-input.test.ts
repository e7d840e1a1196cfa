import { expect, test } from 'vitest'
import { encodeId } from '../../src/schema/ids.ts'
import { entities, entitiesQuery } from '../support/entities.ts'
import { startGraph } from '../support/graph.ts'
import { request } from '../support/request.ts'

const fine = { __typename: 'Application', number: '2020000101' }
const title = '蓄電池の温度制御装置及び温度制御方法'
const fields = `__typename
  ... on Application { number inventionTitle }
  ... on Applicant { registeredName }
  ... on NumberReference { applicationNumber }
  ... on Registration { claimCount }
  ... on Document { name }`

const types =
  /Accepted are Applicant \(code\), Application \(number\), .*NumberReference \(publicationNumber or registrationNumber\), .*Registration \(id\)/

test.each([
  ['no object', 'Application', /must be an object with __typename and a key/],
  ['a list', [fine], /must be an object with __typename and a key/],
  ['an empty object', {}, types],
  ['a __typename that is no text', { __typename: 7, number: '2020000101' }, types],
  ['a type that does not exist', { __typename: 'Patent', number: '2020000101' }, /^'Patent' cannot be referred to/],
  ['a type without a key', { __typename: 'Citation', id: 'x' }, types],
  ['the root', { __typename: 'Query' }, types],
  ['a name of JavaScript’s own', { __typename: 'constructor' }, types],
  ['a very long type', { __typename: 'A'.repeat(10_000) }, /^'A{60}' cannot/],
  ['no key', { __typename: 'Application' }, /^A representation of Application needs number, as a string\.$/],
  ['another key', { __typename: 'Application', id: 'x' }, /needs number, as a string/],
  ['a key that is null', { __typename: 'Registration', id: null }, /needs id, as a string/],
  ['a key that is a number', { __typename: 'Application', number: 2020000101 }, /needs number, as a string/],
  ['a key that is an object', { __typename: 'Applicant', code: { code: '900000101' } }, /needs code, as a string/],
  ['neither of two keys', { __typename: 'NumberReference' }, /needs publicationNumber or registrationNumber/],
  ['a number that cannot be one', { __typename: 'Application', number: '2020' }, /2020/],
  ['a published number as the application’s', { __typename: 'Application', number: '特開2021-000101' }, /特開/],
  ['a code that cannot be one', { __typename: 'Applicant', code: '12' }, /applicant code/],
  ['a publication that cannot be one', { __typename: 'NumberReference', publicationNumber: '7' }, /7/],
  ['an id that is none', { __typename: 'Registration', id: 'nonsense' }, /not the id of a Registration/],
  [
    'the id of another kind',
    { __typename: 'Registration', id: encodeId({ typename: 'Application', id: '2020000101' }) },
    /not the id of a Registration/,
  ],
  [
    'a document’s id without a number',
    { __typename: 'OtherDocument', id: encodeId({ typename: 'Document', id: '/x' }) },
    /it is empty/,
  ],
])(
  '%s is BAD_USER_INPUT at its own place, costs nothing, and what stands beside it is served',
  async (_, bad, said) => {
    const graph = await startGraph()
    await entities(graph, [fine], fields)
    graph.calls()
    const { data, errors } = await entities(graph, [fine, bad, fine], fields)
    const served = { __typename: 'Application', number: '2020000101', inventionTitle: title }
    expect(data).toEqual({ _entities: [served, null, served] })
    expect(errors).toMatchObject([{ path: ['_entities', 1], extensions: { code: 'BAD_USER_INPUT' } }])
    expect(errors[0]?.message).toMatch(said)
    expect(graph.calls()).toEqual([])
  },
)

test('the id of a document of another type is refused, not shown as what it is not', async () => {
  const graph = await startGraph()
  const { data } = await graph.query(
    '{ application(number: "2020000101") { documents(filter: { codes: ["A131"] }) { nodes { id } } } }',
  )
  const [{ id }] = data.application.documents.nodes
  const answer = await entities(graph, [{ __typename: 'DecisionToGrant', id }], fields)
  expect(answer.errors).toMatchObject([
    {
      path: ['_entities', 0],
      message: 'This is the id of NoticeOfReasonsForRefusal, not of DecisionToGrant.',
      extensions: { code: 'BAD_USER_INPUT' },
    },
  ])
})

test('10,000 representations are refused by their size, before anything of them is read', async () => {
  const graph = await startGraph()
  const variables = { sent: Array.from({ length: 10_000 }, () => fine) }
  const response = await fetch(`${graph.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query: entitiesQuery(fields), variables }),
  })
  const { errors } = (await response.json()) as { errors: unknown }
  expect(response.status).toBe(413)
  expect(errors).toMatchObject([{ extensions: { code: 'REQUEST_TOO_LARGE', limit: 'bodyBytes', allowed: 100_000 } }])
  expect(graph.calls()).toEqual([])
})

test('more than 200 representations refuse the operation with the limit, and nothing beside them is asked', async () => {
  const graph = await startGraph()
  const sent = Array.from({ length: 1_000 }, () => fine)
  const query = `query ($sent: [_Any!]!) { _entities(representations: $sent) { ${fields} } applicant(code: "900000101") { name } }`
  const answer = await graph.query(query, { sent })
  expect(answer).toMatchObject({ status: 400, data: undefined })
  expect(answer.errors).toMatchObject([
    {
      message: 'representations has 1000 elements; at most 200 are accepted.',
      extensions: { code: 'BAD_USER_INPUT', limit: 'listLength', asked: 1_000, allowed: 200 },
    },
  ])
  expect(graph.calls()).toEqual([])
  const most = await graph.query(query, { sent: sent.slice(0, 200) })
  expect(most.errors).toEqual([])
  expect(most.data._entities).toHaveLength(200)
  expect(graph.calls()).toEqual(['APP_PROGRESS_SIMPLE 2020000101'])
})

test('no list at all, or null in it, is GraphQL’s own error', async () => {
  const graph = await startGraph()
  for (const sent of [undefined, null, [null]])
    expect(await entities(graph, sent, fields)).toMatchObject({ status: 400, data: undefined })
  expect((await entities(graph, [], fields)).data).toEqual({ _entities: [] })
  expect(graph.calls()).toEqual([])
})

test('what is selected counts as often as it is asked for: too complex is refused before anything is spent', async () => {
  const graph = await startGraph()
  const lists = '... on Application { documents { nodes { application { documents { nodes { code name date } } } } } }'
  const sent = Array.from({ length: 200 }, (_, index) => ({
    __typename: 'Application',
    number: String(2020000101 + index),
  }))
  expect((await entities(graph, sent, lists)).errors[0]?.extensions).toMatchObject({
    code: 'QUERY_TOO_COMPLEX',
    allowed: 100_000,
  })
  expect(graph.calls()).toEqual([])
  expect((await entities(graph, sent.slice(0, 1), lists)).errors).toEqual([])
})

test('representations may stand in the document itself, with variables in them', async () => {
  const graph = await startGraph()
  const query = `query ($number: String) {
    _entities(representations: [{ __typename: "Application", number: $number }, { __typename: Application, number: 2 }]) {
      ... on Application { displayNumber }
    }
  }`
  const { data, errors } = await request(graph.url, query, { variables: { number: '2020000101' } })
  expect(data).toEqual({ _entities: [{ displayNumber: '特願2020-000101' }, null] })
  expect(errors).toMatchObject([{ path: ['_entities', 1], extensions: { code: 'BAD_USER_INPUT' } }])
})

test('where the day is spent, each reference fails by itself', async () => {
  const graph = await startGraph({ env: { JPO_DAILY_LIMITS: 'REGISTRATION_INFO=0' } })
  const sent = [{ __typename: 'Registration', id: encodeId({ typename: 'Registration', id: '2020000101' }) }, fine]
  const answer = await request(graph.url, entitiesQuery(fields), { variables: { sent } })
  expect(answer.data._entities).toEqual([null, expect.objectContaining({ inventionTitle: title })])
  expect(answer.errors).toMatchObject([{ path: ['_entities', 0], extensions: { code: 'QUOTA_EXHAUSTED' } }])
})
