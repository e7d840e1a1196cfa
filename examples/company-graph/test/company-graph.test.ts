import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { startGraph } from '../../../test/support/graph.ts'
import { startGateway } from './gateway.ts'

let gateway: Awaited<ReturnType<typeof startGateway>>

beforeAll(async () => {
  gateway = await startGateway()
})

afterAll(() => gateway.close())

beforeEach(() => void gateway.calls())

const batteries = '蓄電池の温度制御装置及び温度制御方法'

describe('from a matter to the office', () => {
  const query = `{ matters {
    docketNumber
    application { displayNumber inventionTitle }
    watched { publicationNumber application { inventionTitle } }
  } }`

  test('with stored answers only nothing is asked of the office: the gateway forwards Cache-Control', async () => {
    const { data, errors } = await gateway.query(query, { 'cache-control': 'only-if-cached' })
    expect(data.matters.map(({ docketNumber }: { docketNumber: string }) => docketNumber)).toHaveLength(4)
    expect(new Set(errors.map(({ extensions }) => extensions?.['code']))).toEqual(new Set(['NOT_CACHED']))
    expect(gateway.calls()).toEqual([])
  })

  test('each application is one call, and a publication that nobody knows one more for its number', async () => {
    const { data, errors } = await gateway.query(query)
    expect(errors).toEqual([])
    expect(data.matters).toEqual([
      {
        docketNumber: 'P-2022-003',
        application: { displayNumber: '特願2022-000111', inventionTitle: '薬剤の保冷容器' },
        watched: null,
      },
      {
        docketNumber: 'P-2020-017',
        application: { displayNumber: '特願2020-000101', inventionTitle: batteries },
        watched: null,
      },
      { docketNumber: 'P-2026-040', application: null, watched: null },
      {
        docketNumber: 'W-2018-002',
        application: null,
        watched: {
          publicationNumber: '2018000103',
          application: { inventionTitle: '冷媒循環装置及びその制御プログラム' },
        },
      },
    ])
    const calls = gateway.calls().map((call) => call.replace('APP_PROGRESS_SIMPLE', 'APP_PROGRESS'))
    expect(calls.toSorted()).toEqual([
      'APP_PROGRESS 2017000103',
      'APP_PROGRESS 2020000101',
      'APP_PROGRESS 2022000111',
      'CASE_NUMBER_REFERENCE publication/2018000103',
    ])
  })

  test('the same once more costs nothing', async () => {
    expect((await gateway.query(query)).errors).toEqual([])
    expect(gateway.calls()).toEqual([])
  })

  test('nor does what the number alone tells', async () => {
    const { data } = await gateway.query(
      '{ matter(docketNumber: "P-2022-003") { deadlines { what date } application { number displayNumber id } } }',
    )
    expect(data.matter).toMatchObject({
      deadlines: [{ date: '2026-12-12' }],
      application: { displayNumber: '特願2022-000111' },
    })
    expect(gateway.calls()).toEqual([])
  })
})

describe('from the office to a matter', () => {
  test('the company adds what it keeps; the call is the one that the patent graph makes anyway', async () => {
    const { data, errors } = await gateway.query(
      '{ application(number: "特願2020-000101") { registration { nextAnnuityDueDate } matter { docketNumber deadlines { date isDone } } } }',
    )
    expect(errors).toEqual([])
    expect(data.application).toEqual({
      registration: { nextAnnuityDueDate: '2027-01-15' },
      matter: {
        docketNumber: 'P-2020-017',
        deadlines: [
          { date: '2023-09-11', isDone: true },
          { date: '2027-01-15', isDone: false },
        ],
      },
    })
    expect(gateway.calls()).toEqual(['REGISTRATION_INFO 2020000101'])
  })

  test('what is cited leads to the company’s files for the calls that it costs without them', async () => {
    const cited = (fields: string) => `{ application(number: "2021000109") {
      citations { order ... on PatentCitation { citedApplication { displayNumber ${fields} } } }
    } }`
    const alone = await startGraph()
    await alone.query(
      '{ application(number: "2020000101") { inventionTitle } applicationByPublicationNumber(number: "2018000103") { inventionTitle } }',
    )
    alone.calls()
    await alone.query(cited(''))
    const { data, errors } = await gateway.query(cited('matter { docketNumber }'))
    expect(errors).toEqual([])
    expect(JSON.stringify(data)).toContain('P-2020-017')
    expect(gateway.calls()).toEqual(alone.calls())
  })

  test('@requires: what the company makes of a title asks for the title', async () => {
    const { data } = await gateway.query('{ application(number: "2020000112") { label } }')
    expect(data.application.label).toMatch(/\S/)
    expect(gateway.calls()).toHaveLength(1)
  })

  test('@interfaceObject: notes beside a document, whatever its type', async () => {
    const { data, errors } = await gateway.query(`{ application(number: "2020000101") {
      documents(filter: { codes: ["A131", "A53"] }) { nodes { __typename code notes } }
    } }`)
    expect(errors).toEqual([])
    expect(data.application.documents.nodes).toEqual([
      { __typename: 'NoticeOfReasonsForRefusal', code: 'A131', notes: ['請求項５の記載を補正すること (見本)'] },
      { __typename: 'WrittenOpinion', code: 'A53', notes: [] },
    ])
    expect(gateway.calls()).toEqual([])
  })
})

describe('what the README shows', () => {
  const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8')
  const queries = [...readme.matchAll(/^```graphql\n([^]*?)^```/gm)].map(([, query = '']) => query)

  test.each(queries)('%s', async (query) => {
    const { data, errors } = await gateway.query(query)
    expect(errors).toEqual([])
    expect(Object.values(data as object)).not.toContain(null)
  })
})

describe('what passes the gateway', () => {
  test('several clients who ask the same at once are one call', async () => {
    gateway.patents.sandbox.misbehave({ kind: 'latency', ms: 300 })
    const titles = ['a', 'b', 'c'].map((alias) =>
      gateway.query(`{ ${alias}: application(number: "2020000108") { inventionTitle matter { docketNumber } } }`),
    )
    for (const { errors } of await Promise.all(titles)) expect(errors).toEqual([])
    gateway.patents.sandbox.behave()
    expect(gateway.calls()).toHaveLength(1)
  })

  test('Cache-Control: max-age asks again; Prefer: wait is agreed to, and the client is told', async () => {
    const query = '{ matter(docketNumber: "P-2020-017") { application { inventionTitle } } }'
    const { headers, errors } = await gateway.query(query, { 'cache-control': 'max-age=0', prefer: 'wait=300' })
    expect(errors).toEqual([])
    expect(headers.get('preference-applied')).toBe('wait=120')
    expect(gateway.calls()).toHaveLength(1)
  })

  test('a directive of the operation does not: the gateway knows none', async () => {
    const { errors } = await gateway.query('query @upstream(onlyIfCached: true) { matters { application { status } } }')
    expect(errors[0]?.message).toContain('Unknown directive "@upstream"')
    expect(gateway.calls()).toEqual([])
  })

  test('a number that cannot be one is refused in the patent graph’s own words', async () => {
    const { data, errors } = await gateway.query(
      '{ application(number: "2020") { inventionTitle } matters { docketNumber } }',
    )
    expect(data?.application ?? null).toBeNull()
    expect(errors[0]?.extensions?.['code']).toBe('BAD_USER_INPUT')
    expect(gateway.calls()).toEqual([])
  })

  test('without the patent graph the company still sees its own', async () => {
    await gateway.patents.close()
    const { data, errors } = await gateway.query('{ matters { docketNumber application { number inventionTitle } } }')
    expect(data.matters[1]).toEqual({
      docketNumber: 'P-2020-017',
      application: { number: '2020000101', inventionTitle: null },
    })
    expect(errors.length).toBeGreaterThan(0)
  })
})
