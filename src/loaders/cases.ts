import DataLoader from 'dataloader'
import type { Ledger } from '../quota/ledger.ts'
import type { Spending } from '../quota/spending.ts'
import { Case, type CaseFacts, type KnownFact } from '../sources/jpo/case.ts'
import type { Fact } from '../sources/jpo/choose.ts'
import { archiveKinds } from '../sources/jpo/codes.ts'
import type { Known } from '../sources/jpo/memory.ts'
import type { JpoSource } from '../sources/jpo/source.ts'
import { storedBodies, storedCases, storedExistence, storedRegistration } from '../sources/jpo/stored-case.ts'

interface Wish {
  readonly number: string
  readonly fact: Fact
  /** What the operation will ask of the same case later: one call may bring it along. */
  readonly along: ReadonlySet<Fact>
}

/** A planned fact: the plan is made for all of a tick together, each fact arrives on its own. */
interface Planned {
  readonly arrives: Promise<KnownFact>
}

/** Facts that one progress answer brings together. */
const progressFacts: ReadonlySet<Fact> = new Set(['basics', 'priorities', 'parent', 'family'])

/** Facts whose answers teach number links and names. */
const teachingFacts: ReadonlySet<Fact> = new Set([...progressFacts, 'registration'])

export interface CaseLoaderOptions {
  readonly source: JpoSource
  readonly ledger: Ledger
  readonly spending: Spending
}

/** The facts of applications: all that one tick wants of one application are chosen together. */
export function createCaseLoader({ source, ledger, spending }: CaseLoaderOptions) {
  const cases = new Map<string, Case>()
  const teaching = new Set<Promise<unknown>>()
  /** By number and fact. */
  const arrivals = new Map<string, Promise<KnownFact>>()

  const loader = new DataLoader<Wish, Planned, string>(plan, { cacheKeyFn: ({ number, fact }) => `${number}/${fact}` })

  async function plan(wishes: readonly Wish[]): Promise<Planned[]> {
    const wanted = new Map<string, Set<Fact>>()
    const ahead = new Map<string, Set<Fact>>()
    for (const { number, fact, along } of wishes) {
      const facts = wanted.get(number) ?? new Set()
      wanted.set(number, facts.add(fact))
      ahead.set(number, new Set([...(ahead.get(number) ?? []), ...along]))
      if (progressFacts.has(fact)) for (const other of along) if (progressFacts.has(other)) facts.add(other)
    }
    const numbers = [...wanted.keys()]
    const [stored, day] = await Promise.all([
      storedCases(source, numbers, new Set([...wanted.values()].flatMap((facts) => [...facts]))),
      // A ledger that cannot be read stops calls, where they are reserved; stored answers are served all the same.
      ledger.day().catch(() => []),
    ])
    const spent = new Set(day.filter(({ remaining }) => remaining <= 0).map(({ endpoint }) => endpoint))
    const brought = new Map(
      numbers.map((number, index) => {
        const one = cases.get(number) ?? new Case({ number, source, spending })
        cases.set(number, one)
        const facts = wanted.get(number) ?? new Set()
        const known = stored[index] ?? { answers: [], family: undefined }
        return [number, one.bring(facts, ahead.get(number) ?? new Set(), known, (it) => spent.has(it))]
      }),
    )
    // What was only brought along may fail unseen: whoever asks for it later sees the failure.
    for (const facts of brought.values()) for (const arrival of facts.values()) arrival.catch(() => undefined)
    return wishes.map(({ number, fact }) => ({ arrives: brought.get(number)?.get(fact) ?? Promise.resolve(null) }))
  }

  async function load<F extends Fact>(fact: F, number: string, along: ReadonlySet<Fact> = new Set()) {
    const arrival = spending.during(loader.load({ number, fact, along }).then(({ arrives }) => arrives))
    if (teachingFacts.has(fact)) {
      teaching.add(arrival)
      const done = () => teaching.delete(arrival)
      arrival.then(done, done)
    }
    arrivals.set(`${number}/${fact}`, arrival)
    return (await arrival) as Known<CaseFacts[F]> | null
  }

  /** Resolves when every answer under way for this operation that could teach a number link or a name has been learnt from. */
  async function taught(): Promise<void> {
    while (teaching.size > 0) await Promise.allSettled(teaching)
  }

  /** Whether stored answers of today say that the office has the case; null where they do not tell. */
  const existence = (number: string) => storedExistence(source, number, spending)

  /** The bodies in the archives that are paid for: stored today, or arriving for this operation. Never a call. */
  async function paidBodies(number: string) {
    await Promise.allSettled(archiveKinds.flatMap((fact) => arrivals.get(`${number}/${fact}`) ?? []))
    return storedBodies(source, number, spending)
  }

  /** The registration that this operation has asked for elsewhere, or that is stored today. Never a call. */
  async function registrationAtHand(number: string): Promise<CaseFacts['registration'] | null> {
    const arrival = arrivals.get(`${number}/registration`)
    if (!arrival) return storedRegistration(source, number, spending)
    const known = (await arrival.catch(() => null)) as Known<CaseFacts['registration']> | null
    return known?.value ?? null
  }

  return { load, taught, existence, paidBodies, registrationAtHand }
}

export type CaseLoader = ReturnType<typeof createCaseLoader>
