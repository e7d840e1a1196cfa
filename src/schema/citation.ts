import type { CaseFacts } from '../sources/jpo/case-facts.ts'
import { citationTypes, label } from '../sources/jpo/codes.ts'
import type { NonPatentCitation as NonPatent, PatentCitation as Patent } from '../sources/jpo/citations.ts'
import { readCitedNumber } from '../sources/jpo/numbers.ts'
import { Application } from './application.ts'
import { builder } from './builder.ts'
import { citedApplication } from './cited-application.ts'
import { CodedValue } from './coded-value.ts'
import type { ApplicationReference } from './references.ts'
import { mayAsk, sameCase } from './selection.ts'

/** A citation and the application that it was cited against. */
type Of<T> = T & { readonly application: ApplicationReference }

export const Citation = builder.interfaceRef<Of<Patent | NonPatent>>('Citation')

Citation.implement({
  description:
    '引用文献: a document that the examiner cited against an application. Free once 特許引用文献情報 is there.',
  resolveType: ({ kind }) => (kind === 'patent' ? 'PatentCitation' : 'NonPatentCitation'),
  fields: (t) => ({
    type: t.field({
      type: CodedValue,
      nullable: false,
      description:
        '引用種別: 19 in a 拒絶理由通知書, 89 found by its search and no ground of refusal, 31 printed with the grant. Other codes exist and have no label.',
      resolve: ({ type }) => label(citationTypes, type),
    }),
    order: t.exposeInt('order', {
      nullable: false,
      description: '引用順番: starts at 1 for each type and drafting date; the number in the printed list.',
    }),
    draftingDate: t.expose('draftingDate', {
      type: 'LocalDate',
      description: '起案日 of the notice or decision that cites; about a week before its 発送日.',
    }),
    application: t.field({
      type: Application,
      nullable: false,
      extensions: sameCase,
      description: 'The application that it was cited against.',
      resolve: ({ application }) => application,
    }),
  }),
})

builder.objectRef<Of<Patent>>('PatentCitation').implement({
  description: '引用特許文献: a cited patent document.',
  interfaces: [Citation],
  fields: (t) => ({
    documentNumber: t.exposeString('documentNumber', {
      nullable: false,
      description: '文献番号 as the office sends it: country, kind, era digit, year and serial (JPA 414233033).',
    }),
    displayNumber: t.string({
      description: 'As it is printed: 特開2002-233033; null where the number is not a Japanese publication.',
      resolve: ({ documentNumber }) => readCitedNumber(documentNumber).displayNumber,
    }),
    publicationNumber: t.field({
      type: 'PublicationNumber',
      description: '公開番号 or 公表番号; null where the number is not a Japanese publication.',
      resolve: ({ documentNumber }) => readCitedNumber(documentNumber).publicationNumber,
    }),
    citedApplication: t.field({
      type: Application,
      ...mayAsk(
        'CASE_NUMBER_REFERENCE',
        'The application behind the cited publication; null where the office does not serve it (a publication of before 平成, or none of Japan).',
        'another answer told the link',
      ),
      resolve: ({ documentNumber }, _args, context, info) => {
        const { publicationNumber } = readCitedNumber(documentNumber)
        if (publicationNumber === null) return null
        return citedApplication('PUBLICATION', publicationNumber, context, info)
      },
    }),
  }),
})

builder.objectRef<Of<NonPatent>>('NonPatentCitation').implement({
  description: '引用非特許文献: a cited paper, book or page.',
  interfaces: [Citation],
  fields: (t) => ({
    author: t.exposeString('author', { description: '著者名.' }),
    title: t.exposeString('title', { description: '論文名.' }),
    publicationName: t.exposeString('publicationName', { description: '刊行物名.' }),
    publisher: t.exposeString('publisher', { description: '発行者.' }),
    countryCode: t.exposeString('countryCode', { description: '発行国コード.' }),
    issueDate: t.exposeString('issueDate', {
      description: '発行年月日: YYYY-MM-DD where the office gives a whole date, else as it gives it.',
    }),
    issueNumber: t.exposeString('issueNumber', { description: '巻号.' }),
    pages: t.exposeString('pages', { description: '引用頁.' }),
  }),
})

export const CitationFilter = builder.inputType('CitationFilter', {
  description: 'Which citations.',
  fields: (t) => ({
    types: t.stringList({ description: 'Only these 引用種別, such as ["19"]. Free: all are in one answer.' }),
  }),
})

/** All citations of one answer, patents first, as objects of the graph. */
export function citationsOf(
  application: ApplicationReference,
  { patent, nonPatent }: CaseFacts['citations'],
  types: readonly string[] | null,
): Of<Patent | NonPatent>[] {
  return [...patent, ...nonPatent]
    .filter(({ type }) => types === null || types.includes(type))
    .map((citation) => ({ ...citation, application }))
}
