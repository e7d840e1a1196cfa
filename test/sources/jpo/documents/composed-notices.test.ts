import { expect, test } from 'vitest'
import { articlesOf } from '../../../../src/sources/jpo/documents/articles.ts'
import { citedDocumentsOf } from '../../../../src/sources/jpo/documents/cited-documents.ts'
import { isFinalNotice } from '../../../../src/sources/jpo/documents/finality.ts'
import { reasonsOf } from '../../../../src/sources/jpo/documents/reasons.ts'
import { priorArtSearchOf } from '../../../../src/sources/jpo/documents/search-record.ts'
import { readXml } from '../../../../src/sources/jpo/documents/xml.ts'
import { type ExpectedItem, withoutBlanks } from '../../../support/composed-notices/composed-notice.ts'
import { composeNotices } from '../../../support/composed-notices/index.ts'

const notices = composeNotices(1, 100).map(({ bytes, ...notice }) => ({ ...notice, root: readXml(bytes, 'test').root }))

/** 再表 has the number of its international publication, which as a publication number would name another document. */
const publicationOf = ({ text, publicationNumber }: ExpectedItem) => (/^再/.test(text) ? null : publicationNumber)

function listed(items: readonly ExpectedItem[]) {
  return items.map((item) => [item.order, withoutBlanks(item.text), publicationOf(item)])
}

test('of a hundred notices in many styles at least 98 lists are read item by item', () => {
  const misread = notices.filter(
    ({ root, expected }) => JSON.stringify(listed(citedDocumentsOf(root))) !== JSON.stringify(listed(expected.items)),
  )
  expect(notices.filter(({ expected }) => expected.items.length > 0).length).toBeGreaterThan(70)
  expect(misread.length, misread.map(({ seed, style }) => `${seed}: ${style}`).join('\n')).toBeLessThanOrEqual(2)
})

test('no item is invented', () => {
  const invented = notices.flatMap(({ seed, root, expected }) => {
    const printed = new Set(expected.items.map(({ text }) => withoutBlanks(text)))
    const others = citedDocumentsOf(root).filter(({ text }) => !printed.has(withoutBlanks(text)))
    return others.map(({ text }) => `${seed}: ${text}`)
  })
  expect(invented).toEqual([])
})

test('what the search found besides is apart', () => {
  const found = notices.map(({ seed, root }) => [seed, priorArtSearchOf(root)?.documents ?? []] as const)
  expect(found.map(([seed, documents]) => [seed, ...documents.map(({ text }) => withoutBlanks(text))])).toEqual(
    notices.map(({ seed, expected }) => [seed, ...expected.searchRecord.map(withoutBlanks)]),
  )
})

test('the articles and whether it is final', () => {
  for (const { root, expected } of notices) {
    expect(isFinalNotice(root)).toBe(expected.isFinal)
    expect(articlesOf(root)).toEqual(expected.articles.map((article) => ({ ground: null, ...article })))
  }
})

test('the reasons that are written in the usual lines: which claims, which documents', () => {
  const usual = notices.flatMap(({ root, expected }) => (expected.reasons ? [{ root, reasons: expected.reasons }] : []))
  expect(usual.length).toBeGreaterThan(70)
  for (const { root, reasons } of usual)
    expect(reasonsOf(root).map(({ numbers, claims, cited }) => ({ numbers, claims, documents: cited }))).toEqual(
      reasons.map(({ number, claims, documents }) => ({ numbers: [number], claims, documents })),
    )
})
