import type { Place, Spending } from '../../quota/spending.ts'
import type { Answer } from './answers.ts'
import { type CaseFacts, fromFamily, type KnownFact, partOf } from './case-facts.ts'
import { type CaseEndpoint, carries, type Fact } from './choose.ts'
import type { Endpoint } from './endpoints.ts'
import { factKeys } from './facts.ts'
import { type DependentFact, isDependent, stillHolds } from './listed.ts'
import type { Known } from './memory.ts'
import type { JpoSource } from './source.ts'
import { absenceIn, lastKnown, newest, type StoredCase } from './stored-case.ts'

export interface StoredFactsOptions {
  readonly number: string
  readonly source: JpoSource
  readonly spending: Spending
  readonly stored: StoredCase
  /** The field that asks for the fact first. */
  readonly placeOf: (fact: Fact) => Place | undefined
}

/** A fact that is there, as a promise: what is out of scope (111) fails like one that a call would bring. */
type Arrival = Promise<KnownFact>

/** The same where it stands: fails at once. */
type Given = () => KnownFact

/** What is stored of a case as it serves one operation without a call; each fact that is given is an event of that operation. */
export class StoredFacts {
  readonly #options: StoredFactsOptions

  constructor(options: StoredFactsOptions) {
    this.#options = options
  }

  /** The stored answer that says that the office does not have the case. */
  get absence(): Answer<Endpoint> | undefined {
    const { stored, source, spending } = this.#options
    return absenceIn(stored.answers.filter((answer) => source.isCurrent(answer, spending)))
  }

  /** Whether it is there without a call or a list that confirms it. */
  has(fact: Fact): boolean {
    return (this.#serving(fact) ?? this.#told(fact)) !== undefined
  }

  /** The fact where it holds. */
  current(fact: Fact): Arrival | undefined {
    return arriving(this.#current(fact))
  }

  /** The same at once; OutOfScope where that is what is stored. */
  currentAtHand(fact: Fact): KnownFact | undefined {
    return this.#current(fact)?.()
  }

  #current(fact: Fact): Given | undefined {
    const answer = this.#serving(fact, 'stored')
    if (answer) return this.#given(fact, answer)
    const told = this.#told(fact)
    return told && !told.isStale ? this.#retold(fact, told) : undefined
  }

  /** The fact where it holds no longer and the operation takes it all the same. */
  older(fact: Fact): Arrival | undefined {
    // A list, even an older one, may tell more of these than their own age.
    if (isDependent(fact)) return undefined
    const answer = this.#serving(fact, 'stale')
    if (answer) return arriving(this.#given(fact, answer, { isStale: true }))
    const told = this.#told(fact)
    return told?.isStale ? arriving(this.#retold(fact, told)) : undefined
  }

  /** Whether the operation has anything that the list of documents could confirm. */
  isToConfirm(fact: DependentFact): boolean {
    const { stored, spending } = this.#options
    return lastKnown(fact, stored, spending) !== undefined
  }

  /**
   * A fact that changes only together with the list of documents: as it is where the list shows nothing new for it, older
   * where the operation takes it all the same. What an older list confirms held until that list did.
   */
  confirmed(fact: DependentFact, list: Known<CaseFacts['basics']> | undefined): Arrival | undefined {
    return arriving(this.#confirmed(fact, list))
  }

  /** The same at once; OutOfScope where that is what is stored. */
  confirmedAtHand(fact: DependentFact, list: Known<CaseFacts['basics']>): KnownFact | undefined {
    return this.#confirmed(fact, list)?.()
  }

  #confirmed(fact: DependentFact, list: Known<CaseFacts['basics']> | undefined): Given | undefined {
    const { stored, spending } = this.#options
    const answer = lastKnown(fact, stored, spending)
    if (!answer) return undefined
    if (list && stillHolds(fact, answer, list.value, stored.listed)) {
      const { validUntil, isStale = false } = list
      if (!isStale || spending.takesStale(validUntil)) return this.#given(fact, answer, { validUntil, isStale })
    }
    return this.isTaken(fact) ? this.#given(fact, answer, { isStale: true }) : undefined
  }

  /** Whether the operation takes the last that was known of it without a list that confirms it. */
  isTaken(fact: DependentFact): boolean {
    return this.#serving(fact, 'stale') !== undefined
  }

  #serving(fact: Fact, how?: 'stored' | 'stale'): Answer<Endpoint> | undefined {
    const { stored, source, spending } = this.#options
    return newest(
      stored.answers.filter((it) => {
        const serves = carries(it.endpoint as CaseEndpoint, fact) ? source.serves(it, spending, fact) : undefined
        return serves !== undefined && (how === undefined || serves === how)
      }),
    )
  }

  /** By an answer about another member of the family. */
  #told(fact: Fact): KnownFact | undefined {
    const { stored, number } = this.#options
    return stored.family && fromFamily(fact, number, stored.family)
  }

  #retold(fact: Fact, told: KnownFact): Given {
    const { number, spending, placeOf } = this.#options
    spending.asks(['APP_PROGRESS', number], placeOf(fact))
    spending.served(told?.isStale ? 'stale' : 'fact', ['APP_PROGRESS', number], { by: factKeys.family(number) })
    return () => told
  }

  #given(
    fact: Fact,
    answer: Answer<Endpoint>,
    as: Partial<Pick<Known<unknown>, 'validUntil' | 'isStale'>> = {},
  ): Given {
    const { number, spending, placeOf } = this.#options
    spending.asks([answer.endpoint, number], placeOf(fact))
    spending.served(as.isStale ? 'stale' : 'stored', [answer.endpoint, number])
    return () => {
      const known = partOf(fact, answer)
      return known && { ...known, ...as }
    }
  }
}

function arriving(given: Given | undefined): Arrival | undefined {
  return given && Promise.resolve().then(given)
}
