import { buildClientSchema, introspectionFromSchema } from 'graphql'
import { expect, test } from 'vitest'
import { found, glossaryOf } from '../../src/graphiql/browser/terms/glossary.ts'
import { inJapanese, thingsIn } from '../../src/graphiql/browser/japanese/describe.ts'
import { schema } from '../../src/schema/index.ts'

const terms = glossaryOf(schema)

function namesFor(wish: string): string[] {
  return found(terms, wish).map(({ term, name }) => `${term} ${name}`)
}

test.for([
  ['拒絶理由通知書', '拒絶理由通知書 NoticeOfReasonsForRefusal'],
  ['最後の拒絶', '最後の拒絶理由通知 NoticeOfReasonsForRefusal.isFinal'],
  ['出願人', '出願人 Application.applicants'],
  ['権利者', '権利者 Registration.rightHolders'],
  ['存続期間満了年月日', '存続期間満了年月日 Registration.expirationDate'],
  ['rightholders', '権利者 Registration.rightHolders'],
  ['WrittenOpinion', '意見書 WrittenOpinion'],
] as const)('the term %s leads to %s', ([wish, entry]) => {
  expect(namesFor(wish)).toContain(entry)
})

test('a term is a word of the office: short, Japanese, once for each thing', () => {
  expect(terms.length).toBeGreaterThan(100)
  expect(terms.filter(({ term }) => !/^[\p{Script=Han}\p{Script=Katakana}]/u.test(term) || term.length > 20)).toEqual(
    [],
  )
  const entries = terms.map(({ term, name }) => `${term} ${name}`)
  expect(new Set(entries).size).toBe(entries.length)
  expect(namesFor('no such thing')).toEqual([])
})

test('the terms are the same where the schema is shown in Japanese', () => {
  const introspected = introspectionFromSchema(schema)
  const english = new Map(thingsIn(introspected).map((thing) => [thing.coordinate, thing.english]))
  const inTheirOrder = (of: typeof terms) => of.map(({ term, name }) => `${term} ${name}`)
  expect(inTheirOrder(glossaryOf(buildClientSchema(inJapanese(introspected)), english))).toEqual(inTheirOrder(terms))
})
