import { pino } from 'pino'
import { readConfig } from '../src/config.ts'
import { QuotaExhausted, RateLimited } from '../src/errors.ts'
import { createLoaders } from '../src/loaders/index.ts'
import type { Policy as SpendingPolicy } from '../src/quota/policy.ts'
import { Spending } from '../src/quota/spending.ts'
import { createServices } from '../src/services.ts'
import type { PassingClock } from './clock.ts'
import { account, type Desk } from './desk.ts'
import { eveningRound } from './evening-round.ts'
import { manners, mannersFor } from './manners.ts'
import type { OfficeYear } from './office-year.ts'
import type { Content, Policy, Shown } from './policy.ts'
import type { AskedFact, Question, Want } from './questions.ts'

/** The real stack from the loaders down to the network's edge: one operation for each question. */
export async function ours(desk: Desk, clock: PassingClock, year: OfficeYear): Promise<Policy> {
  const config = readConfig({
    JPO_BASE_URL: account.origin,
    JPO_USERNAME: account.username,
    JPO_PASSWORD: account.password,
    STORE_URL: 'memory:',
  })
  const services = await createServices(config, { clock, log: pino({ level: 'silent' }), http: desk.http })

  function operation(wants: readonly Want[], policy: Partial<SpendingPolicy>): Promise<readonly Shown[]> {
    const spending = new Spending({ startedAt: clock.now() })
    spending.agree(policy)
    const { cases } = createLoaders({ source: services.source, ledger: services.ledger, spending })

    async function show(number: string, fact: AskedFact, along: ReadonlySet<AskedFact>): Promise<Shown> {
      const content = await Promise.resolve(cases.load(fact, number, along)).then(contentOf, unlessRefused)
      return { number, fact, content }
    }

    /** As the graph does: first whether the office has the case, then the fields. */
    async function showCase({ number, facts }: Want): Promise<readonly Shown[]> {
      const along = new Set(facts)
      const basics = await show(number, 'basics', along)
      const others = facts.filter((fact) => fact !== 'basics')
      return [basics, ...(await Promise.all(others.map((fact) => show(number, fact, along))))]
    }

    const shown = Promise.all(wants.map(showCase)).then((cases) => cases.flat())
    return readsArchive(wants) ? clock.isSlowFor(shown) : shown
  }

  const answer = (question: Question) => {
    const [{ number } = { number: '' }] = question.wants
    return operation(question.wants, mannersFor(question, year.isPending(number, question.at)))
  }

  const round = eveningRound(year.numbers, (wants) => operation(wants, manners.evening))
  return { name: 'ours', answer, afterWork: round, close: () => services.close() }
}

function contentOf(known: { retrievedAt: number; source: Content['endpoint']; isStale?: boolean } | null): Content {
  if (!known) return { retrievedAt: null, endpoint: null, isStale: false }
  return { retrievedAt: known.retrievedAt, endpoint: known.source, isStale: known.isStale ?? false }
}

/** Out of turns, and nothing older is stored: what a person may see. Any other failure ends the simulation. */
function unlessRefused(error: unknown): null {
  if (error instanceof QuotaExhausted || error instanceof RateLimited) return null
  throw error
}

function readsArchive(wants: readonly Want[]): boolean {
  return wants.some(({ facts }) => facts.includes('notices'))
}
