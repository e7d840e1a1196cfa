import { QuotaExhausted } from '../../errors.ts'
import type { Spending } from '../../quota/spending.ts'
import { type Answer, inScope, type Reading } from './answers.ts'
import { carries, type CaseEndpoint, caseEndpoints, choose, type Fact } from './choose.ts'
import type { Endpoint } from './endpoints.ts'
import { answerKey, factKeys } from './facts.ts'
import type { FamilyMember } from './family.ts'
import type { Known } from './memory.ts'
import type { JpoSource } from './source.ts'
import { absenceIn, type StoredCase } from './stored-case.ts'

/** What each fact of an application is. */
export interface CaseFacts {
  readonly basics: Reading<'APP_PROGRESS_SIMPLE'>
  readonly priorities: Reading<'PRIORITY_RIGHT_APP_INFO'>
  readonly parent: Reading<'DIVISIONAL_APP_INFO'>['parent']
  readonly family: readonly FamilyMember[]
  readonly citations: Reading<'CITE_DOC_INFO'>
  readonly registration: Reading<'REGISTRATION_INFO'>
  readonly filings: Reading<'APP_DOC_CONT_OPINION_AMENDMENT'>
  readonly notices: Reading<'APP_DOC_CONT_REFUSAL_REASON'>
  readonly decisions: Reading<'APP_DOC_CONT_REFUSAL_REASON_DECISION'>
}

/** null: the office has no such case, or nothing of the kind about it. */
export type KnownFact = Known<CaseFacts[Fact]> | null

/** Which part of each answer is which fact. */
const parts: { readonly [E in CaseEndpoint]: (reading: Reading<E>) => Partial<CaseFacts> } = {
  APP_PROGRESS_SIMPLE: (basics) => ({ basics }),
  APP_PROGRESS: (progress) => ({
    basics: progress,
    priorities: progress.priorityClaims,
    parent: progress.family.parent,
    family: progress.family.members,
  }),
  PRIORITY_RIGHT_APP_INFO: (priorities) => ({ priorities }),
  DIVISIONAL_APP_INFO: ({ parent, members }) => ({ parent, family: members }),
  CITE_DOC_INFO: (citations) => ({ citations }),
  REGISTRATION_INFO: (registration) => ({ registration }),
  APP_DOC_CONT_OPINION_AMENDMENT: (filings) => ({ filings }),
  APP_DOC_CONT_REFUSAL_REASON: (notices) => ({ notices }),
  APP_DOC_CONT_REFUSAL_REASON_DECISION: (bodies) => ({ notices: bodies, decisions: bodies }),
}

export interface CaseOptions {
  readonly number: string
  readonly source: JpoSource
  readonly spending: Spending
}

/** One application as one operation asks about it: what it asked for once is not asked for again. */
export class Case {
  readonly #options: CaseOptions
  readonly #asked = new Map<CaseEndpoint, Promise<Answer<Endpoint>>>()

  constructor(options: CaseOptions) {
    this.#options = options
  }

  /**
   * The wanted facts, each as a promise of its own so that one that fails takes only itself. Stored answers first, then
   * calls under way, then the cheapest calls for the rest; `ahead` is what the operation will want later.
   */
  bring(
    wanted: ReadonlySet<Fact>,
    ahead: ReadonlySet<Fact>,
    stored: StoredCase,
    isSpent: (endpoint: Endpoint) => boolean,
  ) {
    const { number, source, spending } = this.#options
    const absent = absenceIn(stored.answers)
    if (absent) {
      spending.servedFromStore(answerKey(absent.endpoint, number))
      return new Map([...wanted].map((fact) => [fact, Promise.resolve<KnownFact>(null)]))
    }
    const brought = new Map<Fact, Promise<KnownFact>>()
    const missing = () => new Set([...wanted].filter((fact) => !brought.has(fact)))
    for (const fact of missing()) {
      const known = this.#fromStore(fact, stored)
      if (known) brought.set(fact, known)
    }
    for (const fact of missing()) {
      const pending = caseEndpoints.find(
        (it) => carries(it, fact) && (this.#asked.has(it) || source.isInFlight(it, number)),
      )
      if (pending) brought.set(fact, this.#affordable(fact, pending, isSpent))
    }
    for (const endpoint of choose(withLater(missing(), ahead), isSpent))
      for (const fact of missing())
        if (carries(endpoint, fact)) brought.set(fact, this.#bringBy(endpoint, fact, isSpent, brought, stored))
    return brought
  }

  #bringBy(
    endpoint: CaseEndpoint,
    fact: Fact,
    isSpent: (endpoint: Endpoint) => boolean,
    brought: ReadonlyMap<Fact, Promise<KnownFact>>,
    stored: StoredCase,
  ): Promise<KnownFact> {
    if (fact !== 'registration' && fact !== 'citations') return this.#affordable(fact, endpoint, isSpent)
    return this.#unlessNone(fact, endpoint, isSpent, brought.get('basics') ?? this.#basicsAtHand(stored))
  }

  /** Of a case whose basics say that there is nothing – it does not exist, it is not registered – nothing is asked. */
  async #unlessNone(
    fact: Fact,
    endpoint: CaseEndpoint,
    isSpent: (endpoint: Endpoint) => boolean,
    basics: Promise<KnownFact> | undefined,
  ): Promise<KnownFact> {
    const known = await basics?.catch(() => undefined)
    if (known === null) return null
    const isUnregistered = known && !known.isStale && (known.value as CaseFacts['basics']).registrationNumber === null
    return fact === 'registration' && isUnregistered ? null : this.#affordable(fact, endpoint, isSpent)
  }

  #basicsAtHand(stored: StoredCase): Promise<KnownFact> | undefined {
    const known = this.#fromStore('basics', stored)
    if (known) return known
    const pending = caseEndpoints.find((endpoint) => carries(endpoint, 'basics') && this.#asked.has(endpoint))
    return pending && this.#partOf('basics', pending)
  }

  #fromStore(fact: Fact, { answers, family }: StoredCase): Promise<KnownFact> | undefined {
    const { number, spending } = this.#options
    const answer = answers.find(({ endpoint }) => carries(endpoint as CaseEndpoint, fact))
    if (answer) {
      spending.servedFromStore(answerKey(answer.endpoint, number))
      // What is out of scope (111) fails here too, as a promise like any other.
      return Promise.resolve(answer).then((known) => partOf(fact, known))
    }
    if (!family) return undefined
    const known = fromFamily(fact, number, family)
    if (!known) return undefined
    spending.servedFromStore(factKeys.family(number))
    return Promise.resolve(known)
  }

  /** Where the day turns out to be spent, the same fact from another endpoint that has calls left, or an older answer. */
  async #affordable(fact: Fact, endpoint: CaseEndpoint, isSpent: (endpoint: Endpoint) => boolean): Promise<KnownFact> {
    try {
      return await this.#partOf(fact, endpoint)
    } catch (error) {
      const isSpentToo = (other: Endpoint) => other === endpoint || isSpent(other)
      const [other] = error instanceof QuotaExhausted ? choose(new Set([fact]), isSpentToo) : []
      if (other && !isSpentToo(other)) return this.#affordable(fact, other, isSpentToo)
      return this.#older(fact, error)
    }
  }

  /** Rather the answer of an earlier day, marked as such, than none. */
  async #older(fact: Fact, failure: unknown): Promise<KnownFact> {
    const { number, source, spending } = this.#options
    const questions = caseEndpoints.filter((it) => carries(it, fact)).map((it) => [it, number] as const)
    const known = partOf(fact, await source.older(failure, questions, spending))
    return known && { ...known, isStale: true }
  }

  async #partOf(fact: Fact, endpoint: CaseEndpoint): Promise<KnownFact> {
    const { number, source, spending } = this.#options
    const asked = this.#asked.get(endpoint) ?? source.ask(endpoint, number, spending)
    this.#asked.set(endpoint, asked)
    return partOf(fact, await asked)
  }
}

/**
 * Where notices are called for and decisions follow, the archive that holds both is the cheaper one. Nothing is called for
 * the sake of what follows alone: a case may have no decision.
 */
function withLater(missing: ReadonlySet<Fact>, ahead: ReadonlySet<Fact>): ReadonlySet<Fact> {
  return missing.has('notices') && ahead.has('decisions') ? new Set([...missing, 'decisions']) : missing
}

function partOf(fact: Fact, answer: Answer<Endpoint>): KnownFact {
  const { endpoint, value, retrievedAt } = inScope(answer)
  if (value === null) return null
  const read = parts[endpoint as CaseEndpoint] as (reading: unknown) => Partial<CaseFacts>
  return { value: read(value)[fact] as CaseFacts[Fact], retrievedAt, source: endpoint }
}

/** The family is the same for each member; of a parent it tells only that the first application (最先の原出願) has none. */
function fromFamily(fact: Fact, number: string, family: Known<readonly FamilyMember[]>): KnownFact | undefined {
  if (fact === 'family') return family
  const isFirst = family.value.some((member) => member.number === number && member.generation === 0)
  return fact === 'parent' && isFirst ? { ...family, value: null } : undefined
}
