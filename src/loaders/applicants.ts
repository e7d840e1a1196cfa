import type { Spending } from '../quota/spending.ts'
import type { Person } from '../sources/jpo/applicants.ts'
import type { Answer } from '../sources/jpo/answers.ts'
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
  /** The name now on the office's register; null where it has no such code. */
  const registeredName = once(spending, async (code) => {
    const known = await fact<string>(factKeys.registeredName(code))
    if (known) return known.value
    return source
      .ask('APPLICANT_ATTORNEY_CD', code, spending)
      .then(({ value }) => value)
      .catch((failure: unknown) => olderName(failure, factKeys.registeredName(code)))
  })

  async function olderName(failure: unknown, key: string): Promise<string> {
    return (await source.olderFact(failure, key, spending)).value as string
  }

  function named(name: string): Promise<Answer<'APPLICANT_ATTORNEY'>> {
    const question = ['APPLICANT_ATTORNEY', name] as const
    return source.ask(...question, spending).catch((failure: unknown) => source.older(failure, [question], spending))
  }

  async function learntName(code: string): Promise<string | null> {
    const known =
      (await fact<string>(factKeys.nameAsFiled(code))) ?? (await fact<string>(factKeys.registeredName(code)))
    return known?.value ?? null
  }

  /** A name known today without a call, or told by an answer under way for this operation; null where none is. */
  const knownName = once(
    spending,
    async (code) => (await learntName(code)) ?? cases.taught().then(() => learntName(code)),
  )

  /** Any name: one known today, as filed or registered, else from the register. */
  const nameOf = once(
    spending,
    async (code) =>
      (await knownName(code)) ??
      registeredName(code).catch((failure: unknown) => olderName(failure, factKeys.nameAsFiled(code))),
  )

  const byName = once(spending, async (name): Promise<readonly Person[]> => (await named(name)).value ?? [])

  return { registeredName, knownName, nameOf, byName }
}
