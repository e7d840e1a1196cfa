import { isInterfaceType, isNonNullType, isObjectType } from 'graphql'
import { describe, expect, test } from 'vitest'
import { schema } from '../../src/schema/index.ts'
import { type Entry, keysFile } from '../support/callers.ts'
import { startGraph } from '../support/graph.ts'
import { manualClock } from '../support/manual-clock.ts'
import { request } from '../support/request.ts'

const title = '{ application(number: "2020000101") { inventionTitle } }'
const bodies = `{
  application(number: "2020000101") {
    inventionTitle
    documents(filter: { codes: ["A131"] }) {
      nodes {
        code date number
        ... on NoticeOfReasonsForRefusal {
          dispatchNumber text html xml images { url } articles { article } reasons { text }
          citedDocuments { text } responses { date } responseDueDate examiner { name }
        }
      }
    }
  }
}`

async function start(...entries: Entry[]) {
  const keys = keysFile([{ name: 'all' }, ...entries])
  const graph = await startGraph({ env: keys.env })
  const ask = (name: string, query: string, headers: Record<string, string> = {}) =>
    request(graph.url, query, { headers: { ...keys.headers(name), ...headers } })
  return { graph, ask }
}

const codes = (errors: { extensions: Record<string, unknown> }[]) => [
  ...new Set(errors.map(({ extensions }) => extensions['code'])),
]

describe('without the scope spend', () => {
  test('a caller is given what is stored, and nothing is asked for it', async () => {
    const { graph, ask } = await start({ name: 'thrifty', scopes: ['read', 'documents'] })
    const before = await ask('thrifty', title)
    expect(before).toMatchObject({ status: 200, data: { application: { inventionTitle: null } } })
    expect(before.errors.map(({ path, extensions }) => [path, extensions])).toEqual([
      [['application', 'inventionTitle'], { code: 'NOT_CACHED', endpoint: 'APP_PROGRESS_SIMPLE' }],
    ])
    expect(before.errors[0]?.message).toContain('this operation may make no calls')
    expect(graph.calls()).toEqual([])
    await ask('all', title)
    graph.calls()
    const after = await ask('thrifty', title)
    expect([after.errors, after.data.application.inventionTitle]).toEqual([[], '蓄電池の温度制御装置及び温度制御方法'])
    expect(graph.calls()).toEqual([])
  })

  test.each([
    ['the directive', '@upstream(onlyIfCached: false, maxAge: 0, maxCalls: 5)', {}],
    ['headers', '', { 'cache-control': 'no-cache', prefer: 'wait=60' }],
  ])('%s cannot allow it', async (_, directive, headers) => {
    const { graph, ask } = await start({ name: 'thrifty', scopes: ['read'] })
    const { errors } = await ask('thrifty', `query ${directive} ${title}`, headers)
    expect(codes(errors)).toEqual(['NOT_CACHED'])
    expect(graph.calls()).toEqual([])
  })

  test('a plan says that nothing would be spent', async () => {
    const { graph, ask } = await start({ name: 'thrifty', scopes: ['read'] })
    const plan = (name: string) =>
      ask(name, `{ quotaPlan(document: ${JSON.stringify(title)}) { calls { endpoint atLeast atMost } } }`)
    expect((await plan('thrifty')).data.quotaPlan.calls).toEqual([])
    expect((await plan('all')).data.quotaPlan.calls).toEqual([
      { endpoint: 'APP_PROGRESS_SIMPLE', atLeast: 1, atMost: 1 },
    ])
    expect(graph.calls()).toEqual([])
  })
})

describe('without the scope documents', () => {
  test('what is read from a body is FORBIDDEN at its field, the rest is served, and no archive is asked for', async () => {
    const { graph, ask } = await start({ name: 'lists', scopes: ['read', 'spend'] })
    const { status, data, errors } = await ask('lists', bodies)
    expect(status).toBe(200)
    expect(data.application.inventionTitle).toBe('蓄電池の温度制御装置及び温度制御方法')
    const [notice] = data.application.documents.nodes as Record<string, unknown>[]
    const { code, date, number, dispatchNumber, ...hidden } = notice ?? {}
    expect([code, typeof date, typeof number, typeof dispatchNumber]).toEqual(['A131', 'string', 'string', 'string'])
    expect(new Set(Object.values(hidden))).toEqual(new Set([null]))
    expect(errors).toHaveLength(data.application.documents.nodes.length * Object.keys(hidden).length)
    expect(errors).toContainEqual({
      message: 'This needs the scope documents, which the caller lists does not have.',
      locations: expect.anything() as unknown,
      path: ['application', 'documents', 'nodes', 0, 'text'],
      extensions: { code: 'FORBIDDEN', scope: 'documents' },
    })
    expect(codes(errors)).toEqual(['FORBIDDEN'])
    expect(graph.calls()).toEqual(['APP_PROGRESS_SIMPLE 2020000101'])
  })

  test('a stored body is not shown either', async () => {
    const { graph, ask } = await start({ name: 'lists', scopes: ['read', 'spend', 'operate'] })
    const shown = await ask('all', bodies)
    expect(shown.errors).toEqual([])
    graph.calls()
    const { data, errors } = await ask('lists', bodies)
    expect(codes(errors)).toEqual(['FORBIDDEN'])
    const { text } = shown.data.application.documents.nodes[0] as { text: string }
    expect(JSON.stringify(data)).not.toContain(text.slice(0, 20))
    expect(graph.calls()).toEqual([])
  })

  test('an archive is not asked for to see whether it has a document', async () => {
    const { graph, ask } = await start({ name: 'lists', scopes: ['read', 'spend'] })
    const id = Buffer.from('Document:2020000101/unlisted.99999999999.A131').toString('base64url')
    const node = `{ node(id: "${id}") { id } }`
    const { errors } = await ask('lists', node)
    expect(errors.map(({ path, extensions }) => [path, extensions['code']])).toEqual([[['node'], 'FORBIDDEN']])
    expect(graph.calls()).toEqual(['APP_PROGRESS_SIMPLE 2020000101'])
    expect((await ask('all', node)).errors).toEqual([])
    expect(graph.calls()).toEqual(['APP_DOC_CONT_REFUSAL_REASON 2020000101'])
  })

  test('a plan counts no archive', async () => {
    const { ask } = await start({ name: 'lists', scopes: ['read', 'spend'] })
    const planned = async (name: string) => {
      const document = JSON.stringify(bodies)
      const { data } = await ask(name, `{ quotaPlan(document: ${document}) { calls { endpoint atLeast atMost } } }`)
      return (data.quotaPlan.calls as { endpoint: string }[]).map(({ endpoint }) => endpoint)
    }
    expect(await planned('lists')).toEqual(['APP_PROGRESS_SIMPLE'])
    expect((await planned('all')).length).toBeGreaterThan(1)
  })

  test('a picture is seen by whoever was given its URL', async () => {
    const { graph, ask } = await start()
    const { data } = await ask(
      'all',
      '{ application(number: "2020000101") { documents { nodes { ... on DocumentWithBody { images { url } } } } } }',
    )
    const nodes = data.application.documents.nodes as { images?: { url: string }[] }[]
    const [image] = nodes.flatMap(({ images }) => images ?? [])
    const response = await fetch(graph.url + (image?.url ?? ''))
    expect([response.status, response.headers.get('content-type')]).toEqual([200, 'image/png'])
  })
})

test('a caller whose scopes the file takes away is shown no answer that was made before', async () => {
  const keys = keysFile([{ name: 'desk' }])
  const clock = manualClock(Date.UTC(2026, 10, 20, 3))
  const graph = await startGraph({ env: keys.env, clock })
  const ask = () => request(graph.url, bodies, { headers: keys.headers('desk') })
  const before = await ask()
  const [{ text }] = before.data.application.documents.nodes as [{ text: string }]
  expect([codes((await ask()).errors), text.length > 100]).toEqual([[], true])
  keys.write([{ name: 'desk', scopes: ['read', 'spend'] }])
  clock.jump(1_000)
  const after = await ask()
  expect(codes(after.errors)).toEqual(['FORBIDDEN'])
  expect(JSON.stringify(after.data)).not.toContain(text.slice(0, 20))
  keys.write([])
  clock.jump(1_000)
  const { status } = await fetch(`${graph.url}/graphql`, { method: 'POST', headers: keys.headers('desk'), body: '{}' })
  expect(status).toBe(401)
})

test('without the scope operate the day is shown, and what everybody asked is not', async () => {
  const { graph, ask } = await start({ name: 'reader', scopes: ['read', 'spend'] })
  const day = '{ quota { startsLeftThisMinute waiting endpoints { endpoint limit used remaining usedElsewhere } } }'
  const figures = '{ quota { day endpoints { used asked paid saved refused answeredFromStore } } }'
  await ask('all', title)
  expect((await ask('reader', day)).errors).toEqual([])
  const { data, errors } = await ask('reader', figures)
  expect(data.quota.endpoints[0]).toEqual({
    used: expect.any(Number) as number,
    ...{ asked: null, paid: null, saved: null, refused: null, answeredFromStore: null },
  })
  expect(codes(errors)).toEqual(['FORBIDDEN'])
  expect(errors[0]?.extensions).toEqual({ code: 'FORBIDDEN', scope: 'operate' })
  expect((await ask('all', figures)).errors).toEqual([])
  expect(graph.calls()).toEqual(['APP_PROGRESS_SIMPLE 2020000101'])
})

test('what needs a scope may be null: one refused field takes only itself', () => {
  const types = Object.values(schema.getTypeMap()).filter((type) => isObjectType(type) || isInterfaceType(type))
  const fields = types.flatMap((type) => Object.values(type.getFields()).map((field) => ({ type, field })))
  const guarded = fields.filter(({ field }) => field.extensions['scope'] !== undefined)
  expect(guarded.length).toBeGreaterThan(50)
  expect(
    guarded.filter(({ field }) => isNonNullType(field.type)).map(({ type, field }) => `${type.name}.${field.name}`),
  ).toEqual([])
  for (const { field } of guarded)
    expect(field.description).toMatch(/FORBIDDEN without the scope (documents|operate)\./)
})
