import { expect, test } from 'vitest'
import {
  composedPortfolio,
  type FileDocument,
  manyCases,
  type PortfolioCase,
} from '../../src/sandbox/portfolio/index.ts'
import { laidOpen } from '../../src/sandbox/portfolio/cited.ts'
import { type Graph, startGraph } from '../support/graph.ts'
import { type ManualClock, manualClock } from '../support/manual-clock.ts'

const day = 24 * 3_600_000
const firstMorning = Date.parse('2026-11-16T09:00:00+09:00')

const cases = [...composedPortfolio.cases, ...manyCases(6).cases]

/** All that a watch over a portfolio would look at. */
const everything = `query ($numbers: [ApplicationNumber!]!) {
  applications(numbers: $numbers) {
    number status
    citations { order }
    registration { lastAnnuityYear }
    documents { nodes { code ... on DocumentWithBody { text } } }
  }
}`

/** What the office is known to have on the days of a test. */
interface Watch {
  readonly clock: ManualClock
  readonly graph: Graph
  /** Asks everything about every case; what the office was asked for it. */
  readonly look: () => Promise<{ progress: string[]; others: string[]; applications: Record<string, unknown>[] }>
  readonly nextDay: (days?: number) => Promise<void>
}

async function startWatch(): Promise<Watch> {
  const clock = manualClock(firstMorning)
  const graph = await startGraph({ clock, env: { JPO_REQUESTS_PER_MINUTE: '100000' } })
  graph.sandbox.setPortfolio({ cases })
  return {
    clock,
    graph,
    async look() {
      const applications: Record<string, unknown>[] = []
      for (let from = 0; from < cases.length; from += 10) {
        const numbers = cases.slice(from, from + 10).map(({ number }) => number)
        const { data, errors } = await graph.query(everything, { numbers })
        expect(errors).toEqual([])
        applications.push(...(data.applications as Record<string, unknown>[]))
      }
      const calls = graph.calls()
      const isProgress = (call: string) => /^APP_PROGRESS(_SIMPLE)? /.test(call)
      const progress = calls.filter(isProgress).map((call) => call.split(' ')[1] ?? '')
      return { progress: progress.sort(), others: calls.filter((call) => !isProgress(call)), applications }
    },
    nextDay: (days = 1) => clock.advance(days * day),
  }
}

const parentOf = ({ parent }: PortfolioCase) => cases.find(({ number }) => number === parent)

function firstFiling(one: PortfolioCase): string {
  const parent = parentOf(one)
  return parent ? firstFiling(parent) : one.filingDate
}

/** When the case came to its end, from what the portfolio says of it and nothing else; null while it has none. */
function endOf(one: PortfolioCase, today: string): string | null {
  const { registration, history = [], trial } = one
  const ends: (string | undefined)[] = []
  if (registration) {
    const filed = firstFiling(one)
    const termEnds = `${Number(filed.slice(0, 4)) + 20}${filed.slice(4)}`
    ends.push(registration.extinguishedOn, termEnds < today ? termEnds : undefined)
  } else {
    for (const document of history) {
      if (document.kind === 'entry' && ['A761', 'A762'].includes(document.code)) ends.push(document.date)
      if (document.kind === 'refusal' && !trial)
        ends.push(`${Number(document.dispatched.slice(0, 4)) + 1}${document.dispatched.slice(4)}`)
    }
  }
  return ends.filter((end) => end !== undefined && end <= today).sort()[0] ?? null
}

const dateOf = (ms: number) => new Date(ms + 9 * 3_600_000).toISOString().slice(0, 10).replaceAll('-', '')
const canChange = (ms: number) => cases.filter((one) => endOf(one, dateOf(ms)) === null)
const numbersOf = (some: readonly PortfolioCase[]) => some.map(({ number }) => number).sort()

test('a week without news costs one progress call for each case that can still change and day, and nothing else', async () => {
  const { clock, look, nextDay } = await startWatch()
  const monday = await look()
  expect(monday.progress).toEqual(numbersOf(cases))
  const open = numbersOf(canChange(clock.now()))
  expect([cases.length, open.length]).toEqual([43, 31])
  for (let weekday = 2; weekday <= 7; weekday++) {
    await nextDay()
    const today = await look()
    expect(today).toEqual({ progress: open, others: [], applications: monday.applications })
  }
  // Asked again within the day, nothing.
  expect(await look()).toMatchObject({ progress: [], others: [] })
})

test('what has ended is looked at again after a month for two years, then after a year', async () => {
  const { clock, look, nextDay } = await startWatch()
  const dueOn = new Map(cases.map(({ number }) => [number, 0]))
  let today = 0
  const reasked = { month: 0, year: 0 }
  for (const then of [0, 1, 29, 30, 31, 60, 364, 365, 366, 395, 730, 731, 1095]) {
    await nextDay(then - today)
    today = then
    const due = cases.filter(({ number }) => (dueOn.get(number) ?? 0) <= today)
    expect(await look(), `on day ${today}`).toMatchObject({
      progress: numbersOf(due),
      ...(today > 0 && { others: [] }),
    })
    for (const one of due) {
      const end = endOf(one, dateOf(clock.now()))
      const isLongAgo = end !== null && end < dateOf(clock.now() - 730 * day)
      dueOn.set(one.number, today + (end === null ? 1 : isLongAgo ? 365 : 30))
      if (end !== null && today > 0) reasked[isLongAgo ? 'year' : 'month']++
    }
  }
  expect(reasked.month).toBeGreaterThan(5)
  expect(reasked.year).toBeGreaterThan(20)
})

const changed = (number: string, change: (one: PortfolioCase) => Partial<PortfolioCase>) => ({
  cases: cases.map((one) => (one.number === number ? { ...one, ...change(one) } : one)),
})

const notice: FileDocument = {
  kind: 'notice',
  // Of its own: a composed one would be that of a paper that stood at its place before.
  number: '06126900198',
  drafted: '20261110',
  dispatched: '20261117',
  grounds: [{ article: '進歩性', claims: '１', cited: '１', remark: '引用文献１に記載されています。' }],
  cites: [laidOpen('2021000101')],
}

test.each([
  ['that had none', '2023000154'],
  ['that had one, stored with its archive', '2022000111'],
  ['of many alike', '2021000001'],
])('a new notice in the list of a case %s costs one archive and one answer about citations', async (_, number) => {
  const { graph, clock, look, nextDay } = await startWatch()
  const monday = await look()
  await nextDay()
  expect((await look()).others).toEqual([])
  await nextDay()
  graph.sandbox.setPortfolio(changed(number, ({ history = [] }) => ({ history: [...history, notice] })))
  const wednesday = await look()
  expect(wednesday.progress).toEqual(numbersOf(canChange(clock.now())))
  expect(wednesday.others).toEqual([
    expect.stringMatching(`^APP_DOC_CONT_REFUSAL_REASON(_DECISION)? ${number}$`),
    `CITE_DOC_INFO ${number}`,
  ])
  const bodies = (look: { applications: Record<string, unknown>[] }) =>
    (
      look.applications.find((one) => one['number'] === number) as {
        documents: { nodes: { code: string; text?: string }[] }
      }
    ).documents.nodes.filter(({ code, text }) => code === 'A131' && text?.includes('拒絶理由')).length
  expect(bodies(wednesday)).toBe(bodies(monday) + 1)
  await nextDay()
  const thursday = await look()
  expect(thursday).toEqual({ ...wednesday, others: [] })
})

test('a paid annuity costs one answer of the register, and an unpaid one too', async () => {
  const { graph, clock, look, nextDay } = await startWatch()
  await look()
  await nextDay()
  const paid = '2018000145'
  graph.sandbox.setPortfolio(
    changed(paid, ({ registration }) => ({
      ...(registration && {
        registration: {
          ...registration,
          annuitiesPaidOn: [...(registration.annuitiesPaidOn ?? []), '20261116'],
          lastPaidYear: 7,
        },
      }),
    })),
  )
  const tuesday = await look()
  expect(tuesday.progress).toEqual(numbersOf(canChange(clock.now())))
  expect(tuesday.others).toEqual([`REGISTRATION_INFO ${paid}`])
  expect(tuesday.applications).toContainEqual(
    expect.objectContaining({ number: paid, registration: { lastAnnuityYear: 7 } }),
  )
  await nextDay()
  expect((await look()).others).toEqual([])
  // The register shows an end of the right without any paper in the list.
  const lapsed = '2021512132'
  graph.sandbox.setPortfolio(
    changed(lapsed, ({ registration }) => ({
      ...(registration && { registration: { ...registration, erasure: '01', extinguishedOn: '20260904' } }),
    })),
  )
  await nextDay()
  // The annuity that the portfolio no longer shows is a paper less: nothing to ask for.
  expect((await look()).others).toEqual([`REGISTRATION_INFO ${lapsed}`])
})
