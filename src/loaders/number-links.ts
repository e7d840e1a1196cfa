import { OutOfScope } from '../errors.ts'
import type { Spending } from '../quota/spending.ts'
import type { Answer } from '../sources/jpo/answers.ts'
import { factKeys } from '../sources/jpo/facts.ts'
import type { NumberReference } from '../sources/jpo/number-reference.ts'
import { displayPublicationNumber, servedByNumberReference } from '../sources/jpo/numbers.ts'
import type { Known } from '../sources/jpo/memory.ts'
import type { JpoSource } from '../sources/jpo/source.ts'
import type { CaseLoader } from './cases.ts'
import { type FactLoader, once } from './facts.ts'

export type NumberKind = 'APPLICATION' | 'PUBLICATION' | 'REGISTRATION'

export interface NumberLinkOptions {
  readonly source: JpoSource
  readonly spending: Spending
  readonly cases: CaseLoader
  readonly fact: FactLoader
}

/**
 * Which numbers belong together (特許番号参照). Its day is small (50), so a link learnt from another answer comes first,
 * and answers of this operation that may still teach one are waited for. Keys are `KIND/number`.
 */
export function createNumberLinkLoader({ source, spending, cases, fact }: NumberLinkOptions) {
  const reference = once(spending, async (key): Promise<Known<NumberReference> | null> => {
    const known = (await learnt(key)) ?? (await cases.taught().then(() => learnt(key)))
    if (known) return known
    return ask(key)
      .then(answered)
      .catch(async (failure: unknown) => {
        const numbers = factKeys.numbers(await olderApplication(failure, key))
        return (await source.olderFact(failure, numbers, spending)) as Known<NumberReference>
      })
  })

  const applicationOf = once(spending, async (key): Promise<string | null> => {
    const known = (await learntLink(key)) ?? (await cases.taught().then(() => learntLink(key)))
    if (known !== undefined) return known
    return ask(key)
      .then((answer) => answered(answer)?.value.applicationNumber ?? null)
      .catch((failure: unknown) => olderApplication(failure, key))
  })

  /** In place of a failure: the link as it was learnt on an earlier day. */
  async function olderApplication(failure: unknown, key: string): Promise<string> {
    const { kind, number } = parts(key)
    if (kind === 'APPLICATION') return number
    return (await source.olderFact(failure, factKeys.applicationOf(kind, number), spending)).value as string
  }

  async function learnt(key: string): Promise<Known<NumberReference> | undefined> {
    const application = await learntLink(key)
    return application === undefined ? undefined : fact<NumberReference>(factKeys.numbers(application))
  }

  async function learntLink(key: string): Promise<string | undefined> {
    const { kind, number } = parts(key)
    if (kind === 'APPLICATION') return number
    return (await fact<string>(factKeys.applicationOf(kind, number)))?.value
  }

  /** Publications of 昭和 are not served (api.md §8.3): asking would only take a turn. */
  async function ask(key: string): Promise<Answer<'CASE_NUMBER_REFERENCE'>> {
    const { kind, number } = parts(key)
    if (kind === 'PUBLICATION' && !servedByNumberReference(number))
      throw new OutOfScope(`${displayPublicationNumber(number)}, a publication of before 平成`)
    const question = ['CASE_NUMBER_REFERENCE', `${kind.toLowerCase()}/${number}`] as const
    return source.ask(...question, spending).catch((failure: unknown) => source.older(failure, [question], spending))
  }

  return {
    reference: (kind: NumberKind, number: string) => reference(`${kind}/${number}`),
    applicationOf: (kind: NumberKind, number: string) => applicationOf(`${kind}/${number}`),
  }
}

function parts(key: string): { kind: NumberKind; number: string } {
  const [kind, number = ''] = key.split('/')
  return { kind: kind as NumberKind, number }
}

function answered({ value, retrievedAt, endpoint }: Answer<'CASE_NUMBER_REFERENCE'>): Known<NumberReference> | null {
  return value && { value, retrievedAt, source: endpoint }
}
