import { buildSchema, parse } from 'graphql'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { excessesOf, readBudget } from '../../../scripts/check-operations/budget.ts'
import { operationsOf } from '../../../scripts/check-operations/operations.ts'
import { createPricer, type Price, type Pricer } from '../../../scripts/check-operations/price.ts'
import { worstCaseOf } from '../../../scripts/check-operations/worst-case.ts'
import { schema } from '../../../src/schema/index.ts'
import { startGraph } from '../../support/graph.ts'

let pricer: Pricer

beforeAll(async () => {
  pricer = await createPricer()
})

afterAll(() => pricer[Symbol.asyncDispose]())

async function priceOf(text: string, given: Record<string, unknown> = {}, listLength = 200): Promise<Price> {
  return pricer.priceOf(worstCaseOf(parse(text), given, listLength, schema))
}

const callsIn = ({ calls }: Price) => Object.fromEntries(calls)

test('a list in a variable is as long as it may be, whatever its default; with a value it is as long as that', async () => {
  const text = `query A($numbers: [ApplicationNumber!]! = ["2020-1"]) {
    applications(numbers: $numbers) { registration { claimCount } inventionTitle }
  }`
  const figures = async (given?: Record<string, unknown>, length?: number) =>
    callsIn(await priceOf(text, given, length))['REGISTRATION_INFO']
  expect(await figures()).toBe(200)
  expect(await figures({}, 30)).toBe(30)
  expect(await figures({ numbers: ['特願2020-1', '2020-000002', '2020000001'] })).toBe(2)
})

test('what a variable may leave away is not left away, and what it may bound is not bounded', async () => {
  const text = (
    rest: string,
  ) => `query A($number: ApplicationNumber!, $no: Boolean!, $most: Int!) @upstream(maxCalls: $most) {
    application(number: $number) { ${rest} }
  }`
  const included = text('citations @include(if: $no) { order } registration @skip(if: $no) { claimCount }')
  const both = { CITE_DOC_INFO: 1, REGISTRATION_INFO: 1 }
  expect(callsIn(await priceOf(included))).toMatchObject(both)
  expect(callsIn(await priceOf(included, { no: false, most: 1 }))).toEqual({
    APP_PROGRESS_SIMPLE: 1,
    REGISTRATION_INFO: 1,
  })
  const { total } = await priceOf(included, { no: false, most: 1 })
  expect(total).toBe(1)
})

test('how much a list leads to is open, until maxCalls ends it; onlyIfCached costs nothing', async () => {
  const text = (directive: string) =>
    `query A($number: ApplicationNumber!) ${directive} { application(number: $number) { divisionalFamily { application { citations { order } } } } }`
  const open = await priceOf(text(''))
  expect([callsIn(open)['CITE_DOC_INFO'], open.open.has('CITE_DOC_INFO')]).toEqual([50, true])
  const bounded = await priceOf(text('@upstream(maxCalls: 7)'))
  expect([callsIn(bounded)['CITE_DOC_INFO'], bounded.total]).toEqual([7, 7])
  expect((await priceOf(text('@upstream(onlyIfCached: true)'))).total).toBe(0)
})

test('every field of Query has a price with examples of its variables', async () => {
  const fields = Object.values(schema.getQueryType()?.getFields() ?? {}).filter(({ name }) => !name.startsWith('_'))
  expect(fields.length).toBeGreaterThan(8)
  for (const { name, args } of fields.filter((field) => field.name !== 'quotaPlan')) {
    const variables = args.map((arg) => `$${arg.name}: ${String(arg.type)}`).join(' ')
    const values = args.map((arg) => `${arg.name}: $${arg.name}`).join(' ')
    const text = `query A${variables && `(${variables})`} { ${name}${values && `(${values})`} { __typename } }`
    const { total } = await priceOf(text)
    expect([name, total > 0]).toEqual([name, name !== 'quota'])
  }
})

test('no operation of the examples costs more than its price', async () => {
  const text = `query A($number: ApplicationNumber!) { application(number: $number) {
    inventionTitle priorityClaims { kind } registration { claimCount rightHolders { name } } citations { order }
    documents { nodes { ... on NoticeOfReasonsForRefusal { reasons { grounds } } } }
  } }`
  const { calls } = await priceOf(text)
  for (const number of ['特願2020-000101', '特願2017-000103', '特願2020-000108', '特願2099-999999']) {
    const graph = await startGraph()
    await graph.query(text, { number })
    const spent = Map.groupBy(graph.calls(), (call) => call.split(' ')[0] ?? '')
    for (const [endpoint, of] of spent) expect(of.length).toBeLessThanOrEqual(calls.get(endpoint) ?? 0)
  }
})

test('an operation that the server would refuse has no price, and says why', async () => {
  const deep = `query A { application(number: "2020-1") ${'{ parent { application '.repeat(9)}{ number }${' } }'.repeat(9)} }`
  await expect(priceOf(deep)).rejects.toThrow('levels of fields')
  await expect(priceOf('query A($v: [_Any!]!) { _entities(representations: $v) { __typename } }')).rejects.toThrow(
    'no example of _Any is known for $v; give one with --variables',
  )
})

test('what is deprecated is named with its place', () => {
  const old = buildSchema('type Query { a: Int @deprecated(reason: "Take b.") b: Int }')
  const [operation] = operationsOf(parse('query A { b\n  a }').definitions, old)
  expect(operation?.deprecations).toEqual(['GraphQL request:2:3 The field Query.a is deprecated. Take b.'])
})

test('a budget is of all endpoints together, of one, or both', () => {
  const price: Price = {
    calls: new Map([
      ['APP_PROGRESS', 3],
      ['CITE_DOC_INFO', 1],
    ]),
    total: 4,
    open: new Set(),
  }
  const excesses = (text: string) => excessesOf(price, readBudget(text))
  expect(excesses('4')).toEqual([])
  expect(excesses('3')).toEqual(['4 > 3'])
  expect(excesses('APP_PROGRESS=3, CITE_DOC_INFO=0')).toEqual(['CITE_DOC_INFO 1 > 0'])
  expect(excesses('REGISTRATION_INFO=0,0')).toEqual(['4 > 0'])
  for (const wrong of ['', '-1', '1.5', 'APP=', '5,6', 'APP_PROGRESS=1,APP_PROGRESS=2'])
    expect(() => readBudget(wrong)).toThrow('--budget')
  expect(() => readBudget('APP=1')).toThrow('there is no such endpoint; those are APP_PROGRESS')
})
