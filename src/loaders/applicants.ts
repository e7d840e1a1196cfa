import type { Spending } from '../quota/spending.ts'
import type { Person } from '../sources/jpo/applicants.ts'
import { factKeys } from '../sources/jpo/facts.ts'
import type { Known } from '../sources/jpo/memory.ts'
import { type Failed, instead } from '../sources/jpo/older.ts'
import type { JpoSource } from '../sources/jpo/source.ts'
import type { CaseLoader } from './cases.ts'
import { type FactLoader, once, outcomeOf } from './facts.ts'

export interface ApplicantLoaderOptions {
  readonly source: JpoSource
  readonly spending: Spending
  readonly cases: CaseLoader
  readonly fact: FactLoader
}

/** Names and codes of applicants and agents (申請人). */
export function createApplicantLoader({ source, spending, cases, fact }: ApplicantLoaderOptions) {
  /** Look-ups by name under way: they teach the names of codes. */
  const lookUps = new Set<Promise<unknown>>()

  async function learnt(...keys: string[]): Promise<Known<string> | undefined> {
    for (const key of keys) {
      const known = await fact<string>(key)
      if (known) return known
    }
    return undefined
  }

  const register = (code: string) => ['APPLICANT_ATTORNEY_CD', code] as const

  const older = (failed: Failed, keys: readonly string[]) =>
    instead(failed, spending, ...keys.map((key) => () => source.olderFact(failed, key, spending))).then(
      ({ value }) => value as string,
    )

  async function onRegister(code: string): Promise<string | null> {
    const key = factKeys.registeredName(code)
    const known = (await learnt(key)) ?? (await Promise.allSettled(lookUps).then(() => learnt(key)))
    if (!known) return (await source.ask(...register(code), spending)).value
    spending.served(outcomeOf(known), register(code), { by: key })
    return known.value
  }

  /** The name now on the office's register; null where it has no such code. */
  const registeredName = once(spending, async (code, place): Promise<string | null> => {
    spending.asks(register(code), place)
    return onRegister(code).catch((failure: unknown) =>
      older({ question: register(code), failure }, [factKeys.registeredName(code)]),
    )
  })

  const namesOf = (code: string) => [factKeys.nameAsFiled(code), factKeys.registeredName(code)]

  const learntOrTaught = async (keys: readonly string[]) =>
    (await learnt(...keys)) ?? (await cases.taught().then(() => learnt(...keys)))

  /** A name known without a call, or told by an answer under way for this operation; null where none is. */
  const knownName = once(spending, async (code) => {
    const known = await learntOrTaught(namesOf(code))
    // An older one would have to be counted, as the answer to a question that nobody asks here.
    return known && !known.isStale ? known.value : null
  })

  /** Any name: one that is known, as filed or registered, else from the register. */
  const nameOf = once(spending, async (code, place): Promise<string | null> => {
    spending.asks(register(code), place)
    const known = await learntOrTaught(namesOf(code))
    if (!known)
      return onRegister(code).catch((failure: unknown) => older({ question: register(code), failure }, namesOf(code)))
    spending.served(outcomeOf(known), register(code), { by: factKeys.nameAsFiled(code) })
    return known.value
  })

  const byName = once(spending, async (name, place): Promise<readonly Person[]> => {
    const question = ['APPLICANT_ATTORNEY', name] as const
    spending.asks(question, place)
    const asked = source.ask(...question, spending).catch((failure: unknown) => {
      const failed = { question, failure }
      return instead(failed, spending, () => source.older(failed, [question], spending))
    })
    lookUps.add(asked)
    const done = () => lookUps.delete(asked)
    asked.then(done, done)
    return (await asked).value ?? []
  })

  /** Names and codes hold for the office's day (validity.ts), and so does that there is none. */
  const forTheDay =
    <Args extends readonly unknown[], T>(ask: (...args: Args) => Promise<T>) =>
    (...args: Args) => {
      spending.shown.holds()
      return ask(...args)
    }

  return {
    registeredName: forTheDay(registeredName),
    knownName: forTheDay(knownName),
    nameOf: forTheDay(nameOf),
    byName: forTheDay(byName),
  }
}
