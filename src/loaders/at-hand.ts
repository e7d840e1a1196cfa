import type { Place, Spending } from '../quota/spending.ts'
import type { CaseFacts, KnownFact } from '../sources/jpo/case-facts.ts'
import type { Fact } from '../sources/jpo/choose.ts'
import type { Archive } from '../sources/jpo/codes.ts'
import { factKeys } from '../sources/jpo/facts.ts'
import type { Known } from '../sources/jpo/memory.ts'
import type { JpoSource } from '../sources/jpo/source.ts'
import { bodiesOf, existenceIn, type StoredCase } from '../sources/jpo/stored-case.ts'
import { archivesAtHand, caseAtHand, tellingAtHand } from '../sources/jpo/case-at-hand.ts'
import { isDependent } from '../sources/jpo/listed.ts'
import { StoredFacts } from '../sources/jpo/stored-facts.ts'
import type { Loaders } from './index.ts'
import { linkKey, mustBeServed, type NumberKind, questionOf } from './number-links.ts'

/** Memory alone cannot answer. */
class NotAtHand extends Error {}

/** One for all: an error notes where it was made, which takes longer than to find that something is missing. */
export const notAtHand: Error = new NotAtHand('Not all of it is in memory.')

/**
 * The same questions, answered at once from what was read before, or by `notAtHand`: nothing is asked, waited for or
 * looked up in the store, so whoever gives up half-way has done nothing.
 */
export function createLoadersAtHand({ source, spending }: { source: JpoSource; spending: Spending }): Loaders {
  const known = new Map<string, KnownFact>()

  function load<F extends Fact>(fact: F, number: string): Known<CaseFacts[F]> | null {
    const key = `${number}/${fact}`
    let found = known.get(key)
    if (found === undefined) {
      found = storedFact(fact, number)
      known.set(key, found)
      spending.shown.holds(found?.validUntil)
    }
    return found as Known<CaseFacts[F]> | null
  }

  function storedFact(fact: Fact, number: string): KnownFact {
    const stored = mustBe(caseAtHand(source, number, fact))
    const shelf = new StoredFacts({ number, source, spending, stored, placeOf: () => undefined })
    const { absence } = shelf
    if (absence) {
      spending.served('stored', [absence.endpoint, number])
      return null
    }
    return mustBe(shelf.currentAtHand(fact) ?? confirmed(fact, shelf, stored))
  }

  /** By a list of documents that is itself at hand. */
  function confirmed(fact: Fact, shelf: StoredFacts, { answers }: StoredCase): KnownFact | undefined {
    if (!isDependent(fact) || answers.length === 0) return undefined
    const list = shelf.currentAtHand('basics')
    return list ? shelf.confirmedAtHand(fact, list as Known<CaseFacts['basics']>) : undefined
  }

  function learnt<T>(key: string): Known<T> {
    return mustBe(source.factAtHand(key, spending)) as Known<T>
  }

  function linkOf(kind: NumberKind, number: string): string | null {
    if (kind === 'APPLICATION') return number
    const key = `${kind}/${number}`
    const question = questionOf(key)
    const told = source.factAtHand(linkKey(key), spending)
    if (told) {
      spending.served('fact', question, { by: linkKey(key) })
      return told.value as string
    }
    if (told === undefined) throw notAtHand
    mustBeServed(kind, number)
    const answer = mustBe(source.answerAtHand(...question))
    if (answer.statusCode === '111' || source.serves(answer, spending) !== 'stored') throw notAtHand
    spending.served('stored', question)
    return answer.value?.applicationNumber ?? null
  }

  function nameBy(keys: readonly string[], code: string): string {
    const found = keys.map((key) => source.factAtHand(key, spending)).find((it) => it !== undefined && it !== null)
    spending.served('fact', ['APPLICANT_ATTORNEY_CD', code], { by: keys[0] ?? '' })
    spending.shown.holds()
    return mustBe(found).value as string
  }

  return {
    cases: {
      load,
      bodies(archive: Archive, number: string, document: string) {
        for (const { endpoint, value, retrievedAt } of mustBe(archivesAtHand(source, number))) {
          const found = value?.filter((body) => body.number === document && !('failure' in body)) ?? []
          if (found.length === 0 || !spending.isYoungEnough(retrievedAt)) continue
          spending.served('stored', [endpoint, number])
          spending.shown.holds(Infinity)
          return found
        }
        return load(archive, number)?.value.filter((body) => body.number === document) ?? []
      },
      existence(number: string, place?: Place) {
        const exists = existenceIn(mustBe(tellingAtHand(source, number)), { source, number, spending, place })
        // What else could tell is for those who can wait.
        if (exists === null) throw notAtHand
        spending.shown.holds(exists ? Infinity : undefined)
        return exists
      },
      paidBodies(number: string) {
        spending.shown.holds()
        return bodiesOf(mustBe(archivesAtHand(source, number)))
      },
      registrationAtHand(number: string) {
        spending.shown.holds()
        const asked = known.get(`${number}/registration`)
        if (asked !== undefined) return (asked?.value ?? null) as CaseFacts['registration'] | null
        const answer = source.answerAtHand('REGISTRATION_INFO', number)
        return answer === null ? null : mustBe(answer).value
      },
    },
    numbers: {
      reference(kind, number) {
        const link = linkKey(`${kind}/${number}`)
        const key = factKeys.numbers(kind === 'APPLICATION' ? number : learnt<string>(link).value)
        const found = learnt<never>(key)
        spending.served('fact', questionOf(`${kind}/${number}`), { by: key })
        spending.shown.holds(found.validUntil)
        return found
      },
      applicationOf(kind, number) {
        const application = linkOf(kind, number)
        spending.shown.holds(application === null ? undefined : Infinity)
        return application
      },
    },
    applicants: {
      registeredName: (code) => nameBy([factKeys.registeredName(code)], code),
      nameOf: (code) => nameBy([factKeys.nameAsFiled(code), factKeys.registeredName(code)], code),
      knownName: missing,
      byName: missing,
    },
  }
}

function mustBe<T>(found: T | undefined | null): T {
  if (found === undefined || found === null) throw notAtHand
  return found
}

function missing(): never {
  throw notAtHand
}
