import DataLoader from 'dataloader'
import type { Ledger } from '../quota/ledger.ts'
import type { Place, Spending } from '../quota/spending.ts'
import { Case } from '../sources/jpo/case.ts'
import type { CaseFacts, KnownFact } from '../sources/jpo/case-facts.ts'
import type { Day, Fact } from '../sources/jpo/choose.ts'
import { type Archive, archiveKinds } from '../sources/jpo/codes.ts'
import { endpoints } from '../sources/jpo/endpoints.ts'
import type { Known } from '../sources/jpo/memory.ts'
import type { JpoSource } from '../sources/jpo/source.ts'
import {
  nothingStored,
  storedArchives,
  storedBodies,
  storedCases,
  storedExistence,
  storedRegistration,
} from '../sources/jpo/stored-case.ts'
import { once } from './facts.ts'

interface Wish {
  readonly number: string
  readonly fact: Fact
  /** What the operation will ask of the same case later: one call may bring it along. */
  readonly along: ReadonlySet<Fact>
  /** The field that asks. */
  readonly place: Place | undefined
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
  /** By number, from all fields that ask: who asks the same as another still tells what it will ask besides. */
  const selected = new Map<string, Set<Fact>>()
  const teaching = new Set<Promise<unknown>>()
  /** By number and fact. */
  const arrivals = new Map<string, Promise<KnownFact>>()

  /** As they were stored when the operation first looked. */
  const shelves = once(spending, (number) => storedArchives(source, number))

  const loader = new DataLoader<Wish, Planned, string>(plan, { cacheKeyFn: ({ number, fact }) => `${number}/${fact}` })

  /** Read once: what an operation chooses follows from the day as it found it, and from its own choices since. */
  let day: Promise<Day> | undefined

  async function plan(wishes: readonly Wish[]): Promise<Planned[]> {
    const wanted = new Map<string, Map<Fact, Place | undefined>>()
    const ahead = new Map<string, Set<Fact>>()
    for (const { number, fact, along, place } of wishes) {
      const facts = wanted.get(number) ?? new Map<Fact, Place | undefined>()
      wanted.set(number, facts)
      ahead.set(number, new Set([...(ahead.get(number) ?? []), ...along]))
      if (!facts.has(fact)) facts.set(fact, place)
    }
    const numbers = [...wanted.keys()]
    const alongside = [...ahead.values()].flatMap((facts) => [...facts].filter((fact) => progressFacts.has(fact)))
    const useful = new Set([...[...wanted.values()].flatMap((facts) => [...facts.keys()]), ...alongside])
    const [today, stored] = await Promise.all([
      // First: a count that another server's call has changed must not lead past that call.
      (day ??= dayNow()),
      storedCases(source, numbers, useful, spending),
    ])
    const brought = new Map(
      numbers.map((number, index) => {
        const one = cases.get(number) ?? new Case({ number, source, spending })
        cases.set(number, one)
        const facts = wanted.get(number) ?? new Map()
        return [number, one.bring(facts, ahead.get(number) ?? new Set(), stored[index] ?? nothingStored, today)]
      }),
    )
    // What was only brought along may fail unseen: whoever asks for it later sees the failure.
    for (const facts of brought.values()) for (const arrival of facts.values()) arrival.catch(() => undefined)
    return wishes.map(({ number, fact }) => ({ arrives: brought.get(number)?.get(fact) ?? Promise.resolve(null) }))
  }

  /** A ledger that cannot be read stops calls, where they are reserved; stored answers are served all the same. */
  async function dayNow(): Promise<Day> {
    const rows = await ledger.claims(spending.caller).catch(() => [])
    const remaining = new Map<string, number>(rows.map((row) => [row.endpoint, row.remaining]))
    const left: Day['left'] = (endpoint) => remaining.get(endpoint) ?? endpoints[endpoint].handbookLimit
    return { left, planned: (endpoint) => void remaining.set(endpoint, left(endpoint) - 1) }
  }

  /** `along`: what the operation selects of the application besides. `place`: the path of the field that asks. */
  async function load<F extends Fact>(
    fact: F,
    number: string,
    along: ReadonlySet<Fact> = new Set(),
    place?: Place,
  ): Promise<Known<CaseFacts[F]> | null> {
    const besides = selected.get(number) ?? new Set<Fact>()
    selected.set(number, besides)
    for (const other of along) besides.add(other)
    const arrival = spending.during(loader.load({ number, fact, along: besides, place }).then(({ arrives }) => arrives))
    if (teachingFacts.has(fact)) {
      teaching.add(arrival)
      const done = () => teaching.delete(arrival)
      arrival.then(done, done)
    }
    arrivals.set(`${number}/${fact}`, arrival)
    const known = (await arrival) as Known<CaseFacts[F]> | null
    spending.shown.holds(known?.validUntil)
    return known
  }

  /** Resolves when every answer under way for this operation that could teach a number link or a name has been learnt from. */
  async function taught(): Promise<void> {
    while (teaching.size > 0) await Promise.allSettled(teaching)
  }

  /** Whether stored answers say that the office has the case; null where they do not tell. */
  async function existence(number: string, place?: Place): Promise<boolean | null> {
    const exists = await storedExistence(source, number, spending, place)
    if (exists !== null) spending.shown.holds(exists ? Infinity : undefined)
    return exists
  }

  /** The bodies in the archives that are paid for: stored, or arriving for this operation. Never a call. */
  async function paidBodies(number: string) {
    await Promise.allSettled(archiveKinds.flatMap((fact) => arrivals.get(`${number}/${fact}`) ?? []))
    spending.shown.holds()
    return storedBodies(source, number)
  }

  /**
   * What is in an archive under a 書類番号. The bytes of a document never change: whichever stored archive has it answers,
   * whatever its day.
   */
  async function bodies(
    archive: Archive,
    number: string,
    document: string,
    along?: ReadonlySet<Fact>,
    place?: Place,
  ): Promise<CaseFacts['filings']> {
    for (const { endpoint, value, retrievedAt } of await shelves(number)) {
      const found = value?.filter((body) => body.number === document && !('failure' in body)) ?? []
      if (found.length === 0 || !spending.isYoungEnough(retrievedAt)) continue
      spending.asks([endpoint, number], place)
      spending.served('stored', [endpoint, number])
      spending.shown.holds(Infinity)
      return found
    }
    const known = await load(archive, number, along, place)
    return known?.value.filter((body) => body.number === document) ?? []
  }

  /** The registration that this operation has asked for elsewhere, or a stored one. Never a call. */
  async function registrationAtHand(number: string): Promise<CaseFacts['registration'] | null> {
    spending.shown.holds()
    const arrival = arrivals.get(`${number}/registration`)
    if (!arrival) return storedRegistration(source, number)
    const known = (await arrival.catch(() => null)) as Known<CaseFacts['registration']> | null
    return known?.value ?? null
  }

  return {
    load,
    bodies: (...args: Parameters<typeof bodies>) => spending.during(bodies(...args)),
    taught,
    existence: (...args: Parameters<typeof existence>) => spending.during(existence(...args)),
    paidBodies: (number: string) => spending.during(paidBodies(number)),
    registrationAtHand: (number: string) => spending.during(registrationAtHand(number)),
  }
}

export type CaseLoader = ReturnType<typeof createCaseLoader>
