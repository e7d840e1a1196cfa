import { QuotaExhausted } from '../../errors.ts'
import type { Place, Spending } from '../../quota/spending.ts'
import type { Answer } from './answers.ts'
import { type CaseFacts, isUnregistered, type KnownFact, partOf } from './case-facts.ts'
import { canAsk, carries, type CaseEndpoint, caseEndpoints, choose, type Day, type Fact } from './choose.ts'
import type { Endpoint } from './endpoints.ts'
import { type DependentFact, isDependent } from './listed.ts'
import type { Known } from './memory.ts'
import { instead } from './older.ts'
import type { JpoSource } from './source.ts'
import type { StoredCase } from './stored-case.ts'
import { StoredFacts } from './stored-facts.ts'

/** The wanted facts, each with the field that asks for it first. */
export type Wanted = ReadonlyMap<Fact, Place | undefined>

type Arrival = Promise<KnownFact>

export interface CaseOptions {
  readonly number: string
  readonly source: JpoSource
  readonly spending: Spending
}

/** One application as one operation asks about it: what it asked for once is not asked for again. */
export class Case {
  readonly #options: CaseOptions
  readonly #asked = new Map<CaseEndpoint, Promise<Answer<Endpoint>>>()
  readonly #places = new Map<Fact, Place | undefined>()
  #ahead: ReadonlySet<Fact> = new Set()

  constructor(options: CaseOptions) {
    this.#options = options
  }

  /**
   * The wanted facts, each as a promise of its own so that one that fails takes only itself: stored ones that hold, older
   * ones that the operation takes, then calls under way, then the cheapest calls for the rest. What is stored and can only
   * change together with the list of documents waits for that list: it is one call for all of them, to the endpoint with
   * the largest day, and where what comes with it is selected too, for that. `ahead` is what the operation will want later.
   */
  bring(wanted: Wanted, ahead: ReadonlySet<Fact>, stored: StoredCase, day: Day): ReadonlyMap<Fact, Arrival> {
    this.#ahead = new Set([...this.#ahead, ...ahead])
    for (const [fact, place] of wanted) if (!this.#places.has(fact)) this.#places.set(fact, place)
    const shelf = new StoredFacts({ ...this.#options, stored, placeOf: (fact) => this.#places.get(fact) })
    const [firstFact] = wanted.keys()
    const { absence } = shelf
    if (absence && firstFact) {
      this.#served(firstFact, absence.endpoint)
      return new Map([...wanted.keys()].map((fact) => [fact, Promise.resolve<KnownFact>(null)]))
    }
    const brought = new Map<Fact, Arrival>()
    const missing = () => [...wanted.keys()].filter((fact) => !brought.has(fact))
    for (const fact of missing()) {
      const known =
        shelf.current(fact) ?? this.#ownCall(fact, day) ?? shelf.older(fact) ?? this.#underWay(fact, stored, day)
      if (known) brought.set(fact, known)
    }
    const toConfirm = missing()
      .filter(isDependent)
      .filter((fact) => shelf.isToConfirm(fact))
    const toAsk = new Set<Fact>(missing().filter((fact) => !(toConfirm as Fact[]).includes(fact)))
    if (!this.#places.has('basics')) this.#places.set('basics', firstFact && wanted.get(firstFact))
    const atHand = brought.get('basics') ?? this.#basicsAtHand(shelf)
    const needsList = toConfirm.some((fact) => !shelf.isTaken(fact))
    if (needsList && !atHand && canAsk('basics', day)) toAsk.add('basics')
    this.#ask(toAsk, brought, shelf, atHand, day)
    const confirmed = this.#confirm(toConfirm, shelf, brought.get('basics') ?? atHand, day)
    for (const fact of toConfirm)
      brought.set(
        fact,
        confirmed.then((facts) => facts.get(fact) ?? null),
      )
    return brought
  }

  /** The cheapest calls for the facts; the basics come first, and what depends on them waits for them. */
  #ask(
    facts: ReadonlySet<Fact>,
    brought: Map<Fact, Arrival>,
    shelf: StoredFacts,
    basics: Arrival | undefined,
    day: Day,
  ): void {
    for (const endpoint of choose(this.#withLater(facts, shelf), day)) {
      // Nothing is called for the sake of what follows alone: a case may have no decision, a fragment no object.
      if (![...facts].some((fact) => carries(endpoint, fact))) continue
      day.planned(endpoint)
      for (const fact of facts) {
        if (brought.has(fact) || !carries(endpoint, fact)) continue
        const needsBasics = fact === 'registration' || fact === 'citations'
        const arrival = needsBasics
          ? this.#unlessNone(fact, endpoint, day, brought.get('basics') ?? basics)
          : this.#affordable(fact, endpoint, day)
        brought.set(fact, arrival)
      }
    }
  }

  /** Of a case whose basics say that there is nothing – it does not exist, it is not registered – nothing is asked. */
  async #unlessNone(fact: Fact, endpoint: CaseEndpoint, day: Day, basics: Arrival | undefined): Arrival {
    const known = await basics?.catch(() => undefined)
    const isVain = fact === 'registration' && known && isUnregistered(known, this.#options.spending)
    if (known === null || isVain) return null
    return this.#affordable(fact, endpoint, day)
  }

  /** Stored facts that the list of documents confirms, or that the operation takes without; the rest is asked for anew, together. */
  async #confirm(
    facts: readonly DependentFact[],
    shelf: StoredFacts,
    basics: Arrival | undefined,
    day: Day,
  ): Promise<ReadonlyMap<Fact, Arrival>> {
    const list = (await basics?.catch(() => undefined)) as Known<CaseFacts['basics']> | null | undefined
    if (list === null) return new Map()
    const confirmed = new Map<Fact, Arrival>()
    for (const fact of facts) {
      const known = shelf.confirmed(fact, list)
      if (known) confirmed.set(fact, known)
    }
    this.#ask(new Set(facts.filter((fact) => !confirmed.has(fact))), confirmed, shelf, basics, day)
    // Each failure belongs to its own fact.
    for (const arrival of confirmed.values()) arrival.catch(() => undefined)
    return confirmed
  }

  #basicsAtHand(shelf: StoredFacts): Arrival | undefined {
    const known = shelf.current('basics')
    if (known) return known
    const pending = caseEndpoints.find((endpoint) => carries(endpoint, 'basics') && this.#asked.has(endpoint))
    return pending ? this.#partOf('basics', pending) : shelf.older('basics')
  }

  /** With what follows and is not stored, where one call may bring it along: that call is the cheaper one. */
  #withLater(missing: ReadonlySet<Fact>, shelf: StoredFacts): ReadonlySet<Fact> {
    const later = [...this.#ahead].filter((fact) => comesAlong(fact, missing) && !shelf.has(fact))
    return new Set([...missing, ...later])
  }

  /** What this operation asks itself is younger than anything stored. */
  #ownCall(fact: Fact, day: Day): Arrival | undefined {
    const own = caseEndpoints.find((it) => carries(it, fact) && this.#asked.has(it))
    return own && this.#affordable(fact, own, day)
  }

  /** By another operation, or another server: a second endpoint for the same would be a second call. */
  #underWay(fact: Fact, { underWay }: StoredCase, day: Day): Arrival | undefined {
    const { number, source } = this.#options
    const isUnderWay = (it: CaseEndpoint) => source.isInFlight(it, number) || underWay.has(it)
    const pending = caseEndpoints.find((it) => carries(it, fact) && isUnderWay(it))
    return pending && this.#affordable(fact, pending, day)
  }

  /** Where the day turns out to be spent, the same fact from another endpoint that has calls left, or an older answer. */
  async #affordable(fact: Fact, endpoint: CaseEndpoint, day: Day): Arrival {
    try {
      return await this.#partOf(fact, endpoint)
    } catch (failure) {
      const left = (other: Endpoint) => (other === endpoint ? 0 : day.left(other))
      const without: Day = { ...day, left }
      const [other] = failure instanceof QuotaExhausted ? choose(new Set([fact]), without) : []
      if (other && left(other) > 0) return this.#affordable(fact, other, without)
      return this.#older(fact, endpoint, failure)
    }
  }

  /** Rather the answer of an earlier day, marked as such, than none. */
  async #older(fact: Fact, endpoint: CaseEndpoint, failure: unknown): Arrival {
    const { number, source, spending } = this.#options
    const questions = caseEndpoints.filter((it) => carries(it, fact)).map((it) => [it, number] as const)
    const failed = { question: [endpoint, number] as const, failure }
    const known = partOf(fact, await instead(failed, spending, () => source.older(failed, questions, spending)))
    return known && { ...known, isStale: true }
  }

  async #partOf(fact: Fact, endpoint: CaseEndpoint): Arrival {
    const { number, source, spending } = this.#options
    spending.asks([endpoint, number], this.#places.get(fact))
    const asked = this.#asked.get(endpoint) ?? source.ask(endpoint, number, spending)
    this.#asked.set(endpoint, asked)
    return partOf(fact, await asked)
  }

  #served(fact: Fact, endpoint: Endpoint): void {
    const { number, spending } = this.#options
    spending.asks([endpoint, number], this.#places.get(fact))
    spending.served('stored', [endpoint, number])
  }
}

function comesAlong(fact: Fact, missing: ReadonlySet<Fact>): boolean {
  return caseEndpoints.some((it) => carries(it, fact) && [...missing].some((other) => carries(it, other)))
}
