import { setTimeout as delay } from 'node:timers/promises'
import { expect, test } from 'vitest'
import type { Plan } from '../../src/quota/plan.ts'
import { composedPortfolio } from '../../src/sandbox/portfolio/index.ts'
import { schema } from '../../src/schema/index.ts'
import { encodeId } from '../../src/schema/ids.ts'
import { endpointNames } from '../../src/sources/jpo/endpoints.ts'
import { type Graph, startGraph } from '../support/graph.ts'
import { type ManualClock, manualClock } from '../support/manual-clock.ts'
import { whilePassing } from '../support/passing-time.ts'
import { tryPlan } from '../support/plans.ts'
import { randomFrom } from '../../scripts/fuzz/random.ts'
import { randomOperation } from '../support/random-operations.ts'

const quoted = (values: readonly string[]) => values.map((value) => JSON.stringify(value))
const cases = composedPortfolio.cases
const numbers = [...cases.map(({ number }) => number), '2020999999']
const publications = cases.flatMap(({ publication, nationalPublication }) => publication ?? nationalPublication ?? [])
const registrations = cases.flatMap(({ registration }) => registration ?? [])
const people = cases.flatMap(({ applicants, agents = [] }) => [...applicants, ...agents])
const numberOf = ({ number }: { readonly number: string }) => number

const ids = [
  ...numbers.flatMap((number) => [
    encodeId({ typename: 'Application', id: number }),
    encodeId({ typename: 'Registration', id: number }),
    encodeId({ typename: 'Document', id: `${number}/unlisted..A131` }),
    encodeId({ typename: 'Document', id: `${number}/unlisted..A53` }),
  ]),
  ...people.filter(({ code }) => code).map(({ code }) => encodeId({ typename: 'Applicant', id: code })),
]

const reference = (type: string, kind: string, id: string) =>
  `{ __typename: "${type}", id: "${encodeId({ typename: kind, id })}" }`

const literals = {
  'application.number': quoted(numbers),
  'applications.numbers': quoted(numbers),
  'applicationByPublicationNumber.number': quoted([...publications.map(numberOf), '1985999033', '2020999998']),
  'applicationByRegistrationNumber.number': quoted([...registrations.map(numberOf), '7999999']),
  numberReference: [
    ...numbers.map((number) => `kind: APPLICATION, number: "${number}"`),
    ...publications.map(({ number }) => `kind: PUBLICATION, number: "${number}"`),
    ...registrations.map(({ number }) => `kind: REGISTRATION, number: "${number}"`),
  ],
  'applicant.code': quoted([...people.map(({ code }) => code).filter(Boolean), '999999999']),
  'applicantsByName.name': quoted([...people.map(({ name }) => name), '見本のない者']),
  'node.id': quoted(ids),
  'nodes.ids': quoted(ids),
  '_entities.representations': [
    ...numbers.map((number) => `{ __typename: "Application", number: "${number}" }`),
    ...numbers.map((number) => reference('Registration', 'Registration', number)),
    ...numbers.map((number) => reference('UntypedDocument', 'Document', `${number}/unlisted..A53`)),
    ...publications.map(({ number }) => `{ __typename: "NumberReference", publicationNumber: "${number}" }`),
    ...registrations.map(({ number }) => `{ __typename: "NumberReference", registrationNumber: "${number}" }`),
  ],
  'documents.first': ['1', '3'],
  'documents.filter': ['{ codes: ["A131"] }', '{ codes: ["A53", "A523"] }', '{ deliverable: true }'],
  'citations.filter': ['{ types: ["19"] }'],
}

const DAY = 24 * 3_600_000
const pauses = [0, 0, 20_000, 3_600_000, DAY, 40 * DAY]
const paces = [10_000, 10, 4]

/** What the operations were like, all together: a sample in which nothing is refused or unknown would prove little. */
const seen = { calls: 0, free: 0, refused: 0, tooComplex: 0, open: 0, exact: 0 }

test.each([1, 2, 3, 4, 5, 105, 108, 115, 221, 555])(
  'whatever is asked, whenever: at least ≤ calls ≤ at most (seed %i)',
  async (seed) => {
    const random = randomFrom(seed)
    const clock = manualClock(Date.parse('2026-11-23T10:00:00+09:00'))
    const largest = 2 + random(14)
    const limits = endpointNames.map((endpoint) => `${endpoint}=${random(3) === 0 ? 300 : random(largest)}`).join(',')
    const pace = String(paces[seed % paces.length])
    const graph = await startGraph({ clock, env: { JPO_DAILY_LIMITS: limits, JPO_REQUESTS_PER_MINUTE: pace } })
    for (let i = 0; i < 40; i++) {
      clock.jump(pauses[random(pauses.length)] ?? 0)
      const document = randomOperation({
        schema,
        random,
        literals,
        depth: 3 + random(4),
        without: ['quota', 'quotaPlan', '_service'],
      })
      expect(await outside(graph, clock, document), `${limits} at ${pace}, operation ${i}:\n${document}`).toEqual([])
    }
  },
)

test('the operations were of all sorts', ({ annotate }) => {
  void annotate(JSON.stringify(seen))
  expect(seen.calls).toBeGreaterThan(300)
  for (const count of Object.values(seen)) expect(count).toBeGreaterThan(0)
})

/** What the plan did not foresee. */
async function outside(graph: Graph, clock: ManualClock, document: string): Promise<string[]> {
  const planned = await tryPlan(graph, document)
  const costs = graph.calls().map((call) => `the plan itself cost ${call}`)
  const { data, errors } = await whilePassing(clock, graph.query(document), 2_000)
  // A failed field that is never null ends the answer, not the fields beside it: theirs may still be on their way.
  if (data === null) await whilePassing(clock, delay(100), 2_000).then(() => graph.services.source.idle())
  const calls = graph.calls()
  const codes = new Set(errors.map(({ extensions }) => extensions['code']))
  if (planned.errors.length > 0) {
    seen.tooComplex++
    const isTooComplex = [...codes, planned.errors[0]?.extensions['code']].every((code) => code === 'QUERY_TOO_COMPLEX')
    return isTooComplex ? [...costs, ...calls] : planned.errors.map(({ message }) => message)
  }
  const { calls: rows } = (planned.data as { quotaPlan: Plan }).quotaPlan
  seen.calls += calls.length
  if (calls.length === 0) seen.free++
  if (codes.has('RATE_LIMITED') || codes.has('QUOTA_EXHAUSTED') || codes.has('CALLS_EXCEEDED')) seen.refused++
  if (rows.some(({ atMost }) => atMost > 50)) seen.open++
  if (calls.length > 0 && rows.every(({ atLeast, atMost }) => atLeast === atMost)) seen.exact++
  return endpointNames.flatMap((endpoint) => {
    const made = calls.filter((call) => call.startsWith(`${endpoint} `)).length
    const { atLeast, atMost } = rows.find((row) => row.endpoint === endpoint) ?? { atLeast: 0, atMost: 0 }
    return atLeast <= made && made <= atMost ? costs : [`${endpoint}: ${atLeast} ≤ ${made} ≤ ${atMost}`, ...calls]
  })
}
