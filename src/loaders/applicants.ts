import type { Spending } from '../quota/spending.ts'
import type { Person } from '../sources/jpo/applicants.ts'
import { factKeys } from '../sources/jpo/facts.ts'
import type { JpoSource } from '../sources/jpo/source.ts'
import type { CaseLoader } from './cases.ts'
import { type FactLoader, once } from './facts.ts'

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

  async function learnt(...keys: string[]): Promise<string | undefined> {
    for (const key of keys) {
      const known = await fact<string>(key)
      if (known) return known.value
    }
    return undefined
  }

  async function older(failure: unknown, key: string): Promise<string> {
    return (await source.olderFact(failure, key, spending)).value as string
  }

  /** The name now on the office's register; null where it has no such code. */
  const registeredName = once(spending, async (code): Promise<string | null> => {
    const key = factKeys.registeredName(code)
    const known = (await learnt(key)) ?? (await Promise.allSettled(lookUps).then(() => learnt(key)))
    if (known !== undefined) return known
    const asked = source.ask('APPLICANT_ATTORNEY_CD', code, spending).then(({ value }) => value)
    return asked.catch((failure: unknown) => older(failure, key))
  })

  /** A name known today without a call, or told by an answer under way for this operation; null where none is. */
  const knownName = once(spending, async (code): Promise<string | null> => {
    const keys = [factKeys.nameAsFiled(code), factKeys.registeredName(code)]
    return (await learnt(...keys)) ?? (await cases.taught().then(() => learnt(...keys))) ?? null
  })

  /** Any name: one known today, as filed or registered, else from the register. */
  const nameOf = once(
    spending,
    async (code) =>
      (await knownName(code)) ??
      registeredName(code).catch((failure: unknown) => older(failure, factKeys.nameAsFiled(code))),
  )

  const byName = once(spending, async (name): Promise<readonly Person[]> => {
    const question = ['APPLICANT_ATTORNEY', name] as const
    const asked = source
      .ask(...question, spending)
      .catch((failure: unknown) => source.older(failure, [question], spending))
    lookUps.add(asked)
    const done = () => lookUps.delete(asked)
    asked.then(done, done)
    return (await asked).value ?? []
  })

  return { registeredName, knownName, nameOf, byName }
}
