import { expect, test } from 'vitest'
import { amendmentsOf } from '../../../../src/sources/jpo/documents/amendments.ts'
import {
  answeredDispatchNumber,
  claimCountOf,
  draftingDateOf,
  examinerOf,
} from '../../../../src/sources/jpo/documents/bibliography.ts'
import { readXml } from '../../../../src/sources/jpo/documents/xml.ts'
import { officeBytes, sjis } from './office-zip.ts'

const fixture = (name: string) => readXml(officeBytes(name), 'test').root

test('what an amendment changes, where and how', () => {
  const amendments = amendmentsOf(fixture('a523-amendment-claims-description.xml'))
  expect(amendments.map(({ serial, target, item, method }) => [serial, target?.code, item, method])).toEqual([
    [1, 'A16333', '全文', 'CHANGE'],
    [2, 'A16330', '発明の名称', 'CHANGE'],
    [3, 'A16330', '０００８', 'DELETE'],
    [4, 'A16330', '００３１', 'CHANGE'],
    [5, 'A16330', '００３２', 'ADD'],
    [6, 'A16331', '図１', 'CHANGE'],
    [7, 'A16332', '全文', 'CHANGE'],
  ])
  expect(amendments[0]?.target).toEqual({ code: 'A16333', label: '特許請求の範囲', labelEn: 'Claims' })
  expect(amendments[0]?.claims.map(({ number }) => number)).toEqual(['1', '2'])
  expect(amendments[0]?.claims[0]?.text).toMatch(/^\u3000電池セルの温度を検出する検出部と、\n\u3000冷媒を/)
  expect(amendments[2]).toMatchObject({ text: null, claims: [], paragraphs: [] })
  expect(amendments[3]?.paragraphs).toMatchObject([
    { number: '0031', text: expect.stringContaining('【数１】') as string },
  ])
  // 【要約】 has a paragraph without a number.
  expect(amendments[6]).toMatchObject({ paragraphs: [], text: expect.stringContaining('【課題】') as string })
})

test('a claim that does not say its number has that of its item', () => {
  const claim = '<claim><claim-text>　見本。</claim-text></claim>'
  const group = `<amendment-group><item-of-amendment>請求項１２</item-of-amendment><contents-of-amendment>${claim}</contents-of-amendment></amendment-group>`
  const xml = `<pat-amnd><amendment-a523><amendment-article>${group}</amendment-article></amendment-a523></pat-amnd>`
  expect(amendmentsOf(readXml(sjis(xml), 'test').root)).toMatchObject([
    { serial: null, target: null, method: null, claims: [{ number: '12', text: '　見本。' }] },
  ])
})

test('who drafted, when, and what is answered', () => {
  const notice = fixture('a131-rn-first-notice.xml')
  expect(draftingDateOf(notice)).toBe('2023-04-11')
  expect(examinerOf(notice)).toEqual({ name: '審査　花子', staffCode: '9101', officeCode: '9X00' })
  expect(answeredDispatchNumber(notice)).toBeNull()
  const opinion = fixture('a53-opinion.xml')
  expect(answeredDispatchNumber(opinion)).toBe('999001')
  expect([draftingDateOf(opinion), examinerOf(opinion)]).toEqual([null, null])
  expect(claimCountOf(fixture('a01-rn-decision-to-grant.xml'))).toBeGreaterThan(0)
})
