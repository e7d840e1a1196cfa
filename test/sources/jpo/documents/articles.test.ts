import { expect, test } from 'vitest'
import { articlesOf, readArticle } from '../../../../src/sources/jpo/documents/articles.ts'
import { readXml } from '../../../../src/sources/jpo/documents/xml.ts'
import { officeBytes } from './office-zip.ts'

test.each([
  ['第２９条第１項第３号（新規性）', '29', '1', '3', '新規性'],
  ['第２９条第２項（進歩性）', '29', '2', null, '進歩性'],
  ['第２９条第１項柱書（発明該当性）', '29', '1', null, '発明該当性'],
  ['第２９条の２（拡大先願）', '29の2', null, null, '拡大先願'],
  ['第１７条の２第３項（新規事項）', '17の2', '3', null, '新規事項'],
  ['第３６条第４項第１号（実施可能要件）', '36', '4', '1', '実施可能要件'],
  ['第３７条（単一性）', '37', null, null, '単一性'],
  ['第３６条', '36', null, null, null],
  ['第29条第1項第3号', '29', '1', '3', null],
  ['その他', null, null, null, null],
])('%s is article %s, paragraph %s, item %s: %s', (text, article, paragraph, item, ground) => {
  expect(readArticle(text)).toEqual({ text, article, paragraph, item, ground })
})

test.each([
  ['a131-rn-first-notice.xml', ['29 1 3 新規性', '29 2 - 進歩性', '36 6 1 サポート要件', '36 6 2 明確性']],
  ['a131-first-generation.xml', ['29 2 - -', '36 - - -']],
  ['a53-opinion.xml', []],
])('the articles of %s', (fixture, articles) => {
  const { root } = readXml(officeBytes(fixture), 'test')
  const read = articlesOf(root).map(({ article, paragraph, item, ground }) =>
    [article, paragraph, item, ground].map((part) => part ?? '-').join(' '),
  )
  expect(read).toEqual(articles)
})
