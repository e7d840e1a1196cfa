import { renameSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { composedPortfolio, manyCases } from '../../src/sandbox/portfolio/index.ts'
import { endpointNames } from '../../src/sources/jpo/endpoints.ts'
import { folder } from '../support/files.ts'
import { type Graph, startGraph } from '../support/graph.ts'
import { manualClock } from '../support/manual-clock.ts'
import { whilePassing } from '../support/passing-time.ts'
import { request, type RequestAnswer } from '../support/request.ts'

/** 2026-11-20, noon in Japan. */
const noon = Date.UTC(2026, 10, 20, 3)
const hour = 3_600_000

interface Row {
  endpoint: string
  handbookNumber: number
  used: number
  asked: number
  paid: number
  saved: number
  answeredFromStore: number
  answeredByFacts: number
  shared: number
  answeredStale: number
  refused: number
}

async function rowsOf(graph: Graph): Promise<Row[]> {
  const { data, errors } = await graph.query(`{ quota { endpoints {
    endpoint handbookNumber used asked paid saved answeredFromStore answeredByFacts shared answeredStale refused
  } } }`)
  expect(errors).toEqual([])
  return data.quota.endpoints as Row[]
}

/** What the test itself counts: calls in the sandbox's log, the rest as each answer explained it. */
class Books {
  readonly #counts = new Map<string, number>()

  add(endpoint: string, outcome: string, count = 1): void {
    const key = `${endpoint} ${outcome}`
    this.#counts.set(key, (this.#counts.get(key) ?? 0) + count)
  }

  read({ upstream = [] }: RequestAnswer): void {
    for (const { endpoint, outcome } of upstream) if (outcome !== 'paid') this.add(endpoint, outcome)
  }

  log({ sandbox }: Graph): void {
    for (const { endpoint } of sandbox.calls) this.add(endpoint, 'paid')
    sandbox.forget()
  }

  compare(rows: readonly Row[]): void {
    const count = (endpoint: string, outcome: string) => this.#counts.get(`${endpoint} ${outcome}`) ?? 0
    expect(rows.map((row) => row.handbookNumber)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12])
    for (const row of rows) {
      const { endpoint, paid, answeredFromStore, answeredByFacts, shared, answeredStale, refused } = row
      expect({ endpoint, paid, answeredFromStore, answeredByFacts, shared, answeredStale, refused }).toEqual({
        endpoint,
        paid: count(endpoint, 'paid'),
        answeredFromStore: count(endpoint, 'stored'),
        answeredByFacts: count(endpoint, 'fact'),
        shared: count(endpoint, 'shared'),
        answeredStale: count(endpoint, 'stale'),
        refused: count(endpoint, 'refused'),
      })
      expect(row.saved).toBe(answeredFromStore + answeredByFacts + shared + answeredStale)
      expect(row.asked).toBe(paid + row.saved + refused)
    }
  }
}

/** A generator of numbers below `n` that gives the same ones for the same seed (mulberry32). */
function seeded(seed: number) {
  let state = seed
  return (n: number) => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return Math.floor((((t ^ (t >>> 14)) >>> 0) / 2 ** 32) * n)
  }
}

const portfolio = { cases: [...composedPortfolio.cases, ...manyCases(20).cases] }
const directives = [
  '',
  '',
  '',
  '@upstream(maxCalls: 3)',
  '@upstream(onlyIfCached: true)',
  '@upstream(maxAge: 0)',
  '@upstream(maxCalls: 0)',
  '@upstream(wait: 0)',
]
const selections = [
  'inventionTitle status',
  'citations { ... on PatentCitation { citedApplication { inventionTitle } } }',
  'registration { claimCount }',
  'priorityClaims { number } parent { number } divisionalFamily { number }',
  'documents { nodes { ... on DocumentWithBody { text } } } unlistedDocuments { id }',
  'applicants { name registeredName }',
  'number',
]

function operation(random: (n: number) => number): string {
  const pick = <T>(items: readonly T[]) => items[random(items.length)] as T
  const number = () => pick([...portfolio.cases.map((it) => it.number), '2020999999'])
  const fields = Array.from({ length: 1 + random(4) }, (_, index) => {
    const selection = `{ ${pick(selections)} ${pick(selections)} }`
    switch (random(5)) {
      case 0:
        return `f${index}: applicant(code: "90000010${1 + random(9)}") { name registeredName }`
      case 1:
        return `f${index}: numberReference(kind: PUBLICATION, number: "202200000${1 + random(9)}") { applicationNumber }`
      case 2:
        return `f${index}: applicationByRegistrationNumber(number: "780000${1 + random(9)}") ${selection}`
      default:
        return `f${index}: applications(numbers: ["${number()}", "${number()}"]) ${selection}`
    }
  })
  return `query ${pick(directives)} { ${fields.join(' ')} }`
}

test.each([1, 2, 3, 4, 5, 6])(
  'asked is paid, saved and refused together, after random operations, failures and restarts (seed %d)',
  async (seed) => {
    const random = seeded(seed)
    const clock = manualClock(noon)
    const env = {
      STORE_URL: `sqlite:${join(folder(), 'jpo.sqlite')}`,
      JPO_DAILY_LIMITS: 'CITE_DOC_INFO=12,CASE_NUMBER_REFERENCE=8,APP_DOC_CONT_REFUSAL_REASON=3',
    }
    const books = new Books()
    for (let life = 0; life < 3; life += 1) {
      const graph = await startGraph({ clock, env })
      graph.sandbox.setPortfolio(portfolio)
      for (let round = 0; round < 8; round += 1) {
        if (random(3) === 0) graph.sandbox.misbehave({ kind: 'drop' })
        if (random(3) === 0) graph.sandbox.misbehave({ kind: 'latency', ms: 20 })
        if (random(4) === 0) graph.sandbox.misbehave({ kind: 'status', statusCode: '999', times: 2 })
        const operations = Array.from({ length: 1 + random(4) }, () => operation(random))
        const answers = await Promise.all(operations.map((query) => request(graph.url, query, { search: 'explain' })))
        for (const answer of answers) {
          books.read(answer)
          const paid = (answer.upstream ?? []).filter(({ outcome }) => outcome === 'paid').length
          expect(paid).toBe(answer.quota.spent.reduce((sum, { calls }) => sum + calls, 0))
        }
        await clock.advance(1_000)
      }
      books.log(graph)
      books.compare(await rowsOf(graph))
      await graph.close()
    }
  },
)

test('the counts begin anew at midnight in Japan, and a call over midnight belongs to the day of its start', async () => {
  const clock = manualClock(noon + 12 * hour - 2_000)
  const graph = await startGraph({ clock })
  const register = '{ application(number: "2020000101") { registration { claimCount } } }'
  const counts = async () => {
    const row = (await rowsOf(graph)).find(({ endpoint }) => endpoint === 'REGISTRATION_INFO')
    return row && [row.used, row.asked, row.paid, row.answeredFromStore]
  }
  await request(graph.url, register)
  await request(graph.url, register)
  expect(await counts()).toEqual([1, 2, 1, 1])
  graph.sandbox.misbehave({ kind: 'latency', ms: 200 })
  graph.sandbox.forget()
  const late = request(graph.url, register.replace('2020000101', '2014000146'))
  await expect.poll(() => graph.sandbox.calls.length, { timeout: 10_000 }).toBe(1)
  await clock.advance(5_000)
  expect((await late).errors).toEqual([])
  const [used, ...asked] = (await counts()) ?? []
  expect(asked).toEqual([0, 0, 0])
  // The ledger counts a call over midnight in both days, since the office may count it in either.
  expect(used).toBeLessThanOrEqual(1)
})

test('a day counted by hand', async () => {
  const graph = await startGraph()
  const basics = (directive = '') => `query ${directive} { application(number: "2020000101") { inventionTitle } }`
  const link = (directive = '') =>
    `query ${directive} { applicationByRegistrationNumber(number: "7900101") { number } }`
  const name = '{ applicant(code: "900000105") { name } }'
  graph.sandbox.misbehave({ kind: 'latency', ms: 200 })
  const first = graph.query(name)
  await expect.poll(() => graph.sandbox.calls.length, { timeout: 10_000 }).toBe(1)
  await Promise.all([first, graph.query(name), graph.query(name)])
  await graph.query(link('@upstream(onlyIfCached: true)'))
  for (const directive of ['', '', '@upstream(maxCalls: 0)']) await graph.query(basics(directive))
  await graph.query(link())
  await graph.query(link())
  graph.sandbox.misbehave({ kind: 'drop', times: 2 })
  await graph.query(basics('@upstream(maxAge: 0)'))
  const rows = (await rowsOf(graph)).filter(({ asked }) => asked > 0)
  expect(rows.map((row) => [row.endpoint, row.asked, row.paid, row.saved, row.refused])).toEqual([
    // The one call that the office dropped, and the older answer in its place.
    ['APP_PROGRESS', 2, 1, 1, 0],
    ['APP_PROGRESS_SIMPLE', 3, 1, 2, 0],
    ['APPLICANT_ATTORNEY_CD', 3, 1, 2, 0],
    ['CASE_NUMBER_REFERENCE', 3, 0, 2, 1],
  ])
})

test('two servers on one file count together', async () => {
  const clock = manualClock(noon)
  const env = { STORE_URL: `sqlite:${join(folder(), 'jpo.sqlite')}` }
  const [one, two] = [await startGraph({ clock, env }), await startGraph({ clock, env })]
  const books = new Books()
  const random = seeded(7)
  for (const graph of [one, two]) graph.sandbox.setPortfolio(portfolio)
  for (let round = 0; round < 5; round += 1)
    // Each waits for what the other is asking, by the clock.
    for (const answer of await whilePassing(
      clock,
      Promise.all([one, two, one, two].map(({ url }) => request(url, operation(random), { search: 'explain' }))),
      20,
    ))
      books.read(answer)
  for (const graph of [one, two]) {
    books.log(graph)
    await rowsOf(graph)
  }
  books.compare(await rowsOf(one))
  books.compare(await rowsOf(two))
})

test('a store whose file is gone leaves the counts right, and writes them when it is back', async () => {
  const clock = manualClock(noon)
  const file = join(folder(), 'jpo.sqlite')
  const env = { STORE_URL: `sqlite:${file}` }
  const graph = await startGraph({ clock, env })
  const books = new Books()
  const ask = async () =>
    books.read(
      await request(
        graph.url,
        '{ application(number: "2020000101") { inventionTitle citations { order } } applicant(code: "900000105") { name } }',
        { search: 'explain' },
      ),
    )
  await ask()
  renameSync(file, `${file}.away`)
  await ask()
  await clock.advance(hour)
  await ask()
  books.log(graph)
  renameSync(`${file}.away`, file)
  books.compare(await rowsOf(graph))
  await graph.close()
  books.compare(await rowsOf(await startGraph({ clock, env })))
})

test('a client that goes away is counted all the same', async () => {
  const graph = await startGraph()
  graph.sandbox.misbehave({ kind: 'latency', ms: 100 })
  const leaving = new AbortController()
  const gone = request(graph.url, '{ application(number: "2020000101") { inventionTitle } }', {
    signal: leaving.signal,
  })
  await expect.poll(() => graph.sandbox.calls.length, { timeout: 10_000 }).toBe(1)
  leaving.abort()
  await expect(gone).rejects.toThrow()
  await graph.services.source.idle()
  const books = new Books()
  books.log(graph)
  books.compare(await rowsOf(graph))
})

test('every endpoint has its number in the handbook, and nothing was asked of a new server', async () => {
  const rows = await rowsOf(await startGraph())
  expect(rows.map(({ endpoint }) => endpoint).toSorted()).toEqual(endpointNames.toSorted())
  expect(rows.map(({ handbookNumber }) => handbookNumber)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12])
  expect(rows.every(({ asked, paid, saved, refused }) => asked + paid + saved + refused === 0)).toBe(true)
  expect(rows.map(({ endpoint, handbookNumber }) => [handbookNumber, endpoint])).toContainEqual([
    7,
    'CASE_NUMBER_REFERENCE',
  ])
})
