import { describe, expect, test } from 'vitest'
import { parseApplicantCode, parseApplicantName } from '../../../../src/sources/jpo/numbers.ts'
import { expectRefused } from './refusals.ts'

describe('an applicant code', () => {
  test.each([
    ['000900011', '000900011'],
    ['０００９０００１１', '000900011'],
    ['\u3000900000011\n', '900000011'],
  ])('%o is %s', (input, code) => {
    expect(parseApplicantCode(input)).toBe(code)
  })

  test.each([
    ['', 'it is empty'],
    ['9011', 'it has 4 digits where an applicant code has 9'],
    ['9', 'it has 1 digit where'],
    ['90000001①', 'it holds ①, but digits are'],
    ['9000000111', 'it has 10 digits'],
    ['x9000001', 'it holds something other than digits'],
    ['90000001x', 'it holds something other than digits'],
    ['9'.repeat(41), 'it is longer than 40 characters'],
  ])('%o is refused: %s', (input, reason) => {
    expectRefused(parseApplicantCode, input, reason)
  })
})

describe('an applicant name', () => {
  test.each([
    ['架空電機株式会社', '架空電機株式会社'],
    ['  架空電機株式会社　', '架空電機株式会社'],
    ['KAKUグループ株式会社', 'ＫＡＫＵグループ株式会社'],
    ['架空 太郎', '架空　太郎'],
    ['カクウ　コーポレイション', 'カクウ　コーポレイション'],
    ['ｶｸｳ･ﾊﾟｰﾂ ｺｰﾎﾟﾚｲｼｮﾝ', 'カクウ・パーツ　コーポレイション'],
    ['ｳﾞｧｶﾞﾎﾞﾝﾄﾞ', 'ヴァガボンド'],
    ['ｱﾞ', 'ア゛'],
    ['カﾞク', 'ガク'],
    ['A-1 (b) & c/d.', 'Ａ－１　（ｂ）　＆　ｃ／ｄ．'],
    ['100%~!', '１００％～！'],
    ['¥£¢¬¦‾¯', '￥￡￠￢￤￣￣'],
    ['￥￡￠￢￤￣', '￥￡￠￢￤￣'],
    // Characters that normalization of the whole name would exchange for others.
    ['神田①㈱ﾊ', '神田①㈱ハ'],
    ['a'.repeat(1000), 'ａ'.repeat(1000)],
  ])('%o is %o', (input, name) => {
    expect(parseApplicantName(input)).toBe(name)
  })

  test.each(['\t', ',', ':', ';', '|'])('the office allows no %o; in full width it is legal', (character) => {
    const refusal = `the office allows no ${JSON.stringify(character)} in a name`
    expectRefused(parseApplicantName, `架空${character}電機`, refusal)
    expectRefused(parseApplicantName, `架空電機${character}`, refusal)
  })

  test('the full-width forms of what is forbidden pass', () => {
    expect(parseApplicantName('架空，電機：；｜')).toBe('架空，電機：；｜')
  })

  test.each([
    ['', 'it is empty'],
    [' \u3000 ', 'it is empty'],
    ['架空\n電機', 'it holds a control character'],
    ['架空\u0000電機', 'it holds a control character'],
    ['架空\u0085電機', 'it holds a control character'],
    ['架空\ud800', 'it holds half a character'],
    ['あ'.repeat(1001), 'it is longer than 1000 characters'],
  ])('%o is refused: %s', (input, reason) => {
    expectRefused(parseApplicantName, input, reason)
  })
})
