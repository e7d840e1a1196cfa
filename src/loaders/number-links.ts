import { OutOfScope } from '../errors.ts'
import type { Place, Spending } from '../quota/spending.ts'
import type { Answer } from '../sources/jpo/answers.ts'
import { factKeys } from '../sources/jpo/facts.ts'
import type { NumberReference } from '../sources/jpo/number-reference.ts'
import { displayPublicationNumber, servedByNumberReference } from '../sources/jpo/numbers.ts'
import type { Known } from '../sources/jpo/memory.ts'
import { type Failed, instead, type Question } from '../sources/jpo/older.ts'
import type { JpoSource } from '../sources/jpo/source.ts'
import { validUntil } from '../sources/jpo/validity.ts'
import type { CaseLoader } from './cases.ts'
import { type FactLoader, once, outcomeOf } from './facts.ts'

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
  const reference = once(spending, async (key, place): Promise<Known<NumberReference> | null> => {
    spending.asks(questionOf(key), place)
    const known = (await learnt(key)) ?? (await cases.taught().then(() => learnt(key)))
    if (known) return known
    return ask(key).then(answered, (failure: unknown) => {
      const failed = { question: questionOf(key), failure }
      return instead<Known<NumberReference>>(
        failed,
        spending,
        async () => answered(await olderAnswer(failed)) ?? undefined,
        () => olderNumbers(failed, key),
      )
    })
  })

  const applicationOf = once(spending, async (key, place): Promise<string | null> => {
    spending.asks(questionOf(key), place)
    const known = (await learntLink(key)) ?? (await cases.taught().then(() => learntLink(key)))
    if (known === undefined)
      return ask(key).then(applicationIn, (failure: unknown) => {
        const failed = { question: questionOf(key), failure }
        return instead<string>(
          failed,
          spending,
          async () => applicationIn(await olderAnswer(failed)) ?? undefined,
          () => olderLink(failed, key),
        )
      })
    if (parts(key).kind !== 'APPLICATION') spending.served('fact', questionOf(key), { by: linkKey(key) })
    return known
  })

  const olderAnswer = (failed: Failed) =>
    source.older(failed, [failed.question as Question<'CASE_NUMBER_REFERENCE'>], spending)

  async function olderLink(failed: Failed, key: string): Promise<string | undefined> {
    const { kind, number } = parts(key)
    if (kind === 'APPLICATION') return number
    return (await source.olderFact(failed, linkKey(key), spending))?.value as string | undefined
  }

  async function olderNumbers(failed: Failed, key: string) {
    const application = await olderLink(failed, key)
    if (application === undefined) return undefined
    const known = await source.olderFact(failed, factKeys.numbers(application), spending)
    return known as Known<NumberReference> | undefined
  }

  async function learnt(key: string): Promise<Known<NumberReference> | undefined> {
    const application = await learntLink(key)
    if (application === undefined) return undefined
    const known = await fact<NumberReference>(factKeys.numbers(application))
    if (known) spending.served(outcomeOf(known), questionOf(key), { by: factKeys.numbers(application) })
    return known
  }

  async function learntLink(key: string): Promise<string | undefined> {
    const { kind, number } = parts(key)
    return kind === 'APPLICATION' ? number : (await fact<string>(linkKey(key)))?.value
  }

  async function ask(key: string): Promise<Answer<'CASE_NUMBER_REFERENCE'>> {
    const { kind, number } = parts(key)
    mustBeServed(kind, number)
    return source.ask(...questionOf(key), spending)
  }

  return {
    async reference(kind: NumberKind, number: string, place?: Place) {
      const known = await reference(`${kind}/${number}`, place)
      spending.shown.holds(known?.validUntil)
      return known
    },
    async applicationOf(kind: NumberKind, number: string, place?: Place) {
      const application = await applicationOf(`${kind}/${number}`, place)
      spending.shown.holds(application === null ? undefined : Infinity)
      return application
    },
  }
}

/** Publications of 昭和 are not (api.md §8.3): asking would only take a turn. */
export function mustBeServed(kind: NumberKind, number: string): void {
  if (kind === 'PUBLICATION' && !servedByNumberReference(number))
    throw new OutOfScope(`${displayPublicationNumber(number)}, a publication of before 平成`)
}

function parts(key: string): { kind: NumberKind; number: string } {
  const [kind, number = ''] = key.split('/')
  return { kind: kind as NumberKind, number }
}

export function questionOf(key: string): Question<'CASE_NUMBER_REFERENCE'> {
  const { kind, number } = parts(key)
  return ['CASE_NUMBER_REFERENCE', `${kind.toLowerCase()}/${number}`]
}

export function linkKey(key: string): string {
  const { kind, number } = parts(key)
  return factKeys.applicationOf(kind === 'REGISTRATION' ? 'REGISTRATION' : 'PUBLICATION', number)
}

function answered(answer: Answer<'CASE_NUMBER_REFERENCE'> | undefined): Known<NumberReference> | null {
  if (!answer?.value) return null
  const { value, retrievedAt, endpoint } = answer
  return { value, retrievedAt, source: endpoint, validUntil: validUntil(answer) }
}

function applicationIn(answer: Answer<'CASE_NUMBER_REFERENCE'> | undefined): string | null {
  return answer?.value?.applicationNumber ?? null
}
