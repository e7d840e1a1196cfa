import { describe, expect, test } from 'vitest'
import {
  displayPublicationNumber,
  parsePublicationNumber,
  publicationKind,
  publicationUrl,
  servedByNumberReference,
} from '../../../../src/sources/jpo/numbers.ts'
import { expectRefused } from './refusals.ts'

describe('a publication number', () => {
  test.each([
    ['特開2021-090037', '2021090037'],
    ['特開2021-90037号公報', '2021090037'],
    ['特開２００２－２３３０３３号公報', '2002233033'],
    ['特開平14-233033', '2002233033'],
    ['特開平4-087383', '1992087383'],
    ['特開平４－８７３８３号', '1992087383'],
    ['特開昭60-046093', '1985046093'],
    ['特開昭和60年第46093号', '1985046093'],
    ['特表2008-516341', '2008516341'],
    ['特表平10-500001', '1998500001'],
    ['特開2008-516341', '2008516341'],
    ['特許公開2021-090037', '2021090037'],
    ['特許出願公開第2021-090037号', '2021090037'],
    ['公開2021-090037', '2021090037'],
    ['公開第2021-090037号', '2021090037'],
    ['公表2008-516341', '2008516341'],
    ['特許公表2008-516341', '2008516341'],
    ['昭和60年特許出願公開第46093号', '1985046093'],
    ['特開2021-090037（P2021-090037A）', '2021090037'],
    ['特開２０２１－９００３７号公報（Ｐ２０２１－９００３７Ａ）', '2021090037'],
    ['特表2008-516341(P2008-516341A)', '2008516341'],
    ['特開昭46-000001', '1971000001'],
    ['346000001', '1971000001'],
    ['2021090037', '2021090037'],
    ['2021-90037', '2021090037'],
    ['503090037', '2021090037'],
    ['５０３０９００３７', '2021090037'],
    ['JPA 414233033', '2002233033'],
    ['JPA414233033', '2002233033'],
    ['JPA 420516341', '2008516341'],
    ['JP2021-090037A', '2021090037'],
    ['JP 2021090037 A', '2021090037'],
    ['jp2021-90037a', '2021090037'],
    ['JP-A-2021-090037', '2021090037'],
    ['JP-2021-090037', '2021090037'],
    ['JP2021-090037', '2021090037'],
    ['H14-233033', '2002233033'],
    ['JPH04-087383A', '1992087383'],
    ['JPH04087383A', '1992087383'],
    ['JPS60046093A', '1985046093'],
  ])('%s is %s', (input, number) => {
    expect(parsePublicationNumber(input)).toBe(number)
  })

  test.each([
    ['', 'it is empty'],
    ['9'.repeat(41), 'it is longer than 40 characters'],
    ['特願2020-123456', 'it is marked as an application number (出願番号)'],
    ['特許第7533889号', 'it is marked as a registration number'],
    ['JP7533889B2', 'it is marked as a registration number'],
    ['登録第7533889号', 'it is marked as a registration number'],
    ['特許願2020-123456', 'it is marked as an application number'],
    ['平成11年特許願第12345号', 'it is marked as an application number'],
    ['再表2008-123456', 'it is marked as a number of 再公表, which is the number of its international publication'],
    ['再公表2008-123456', 'it is marked as a number of 再公表'],
    ['特公平4-087383', 'it is marked as a number of an examined publication'],
    ['実開平4-087383', 'it is marked as a number of a utility model'],
    ['WO2020/123456', 'it is marked as an international number'],
    ['203090037', 'nine digits are era (3 昭和, 4 平成, 5 令和), year (2) and serial (6)'],
    ['432090037', 'nine digits are era'],
    ['365090037', 'nine digits are era'],
    ['400090037', 'nine digits are era'],
    ['503000000', 'nine digits are era'],
    ['特開昭65-000001', '昭和 has no year 65'],
    ['特開2021-000000', 'its serial is 0'],
    ['特開2021-1234567', 'its serial has 7 digits'],
    ['特開0021-123456', 'its year is before 1885'],
    ['202190037A', 'nine digits are era'],
    [
      '20219003',
      'it has 8 digits where a publication number without a separator has 10, year and serial (2021090037), or 9, era, year and serial (503090037)',
    ],
    ['JPA 1', 'it has 1 digit where a publication number'],
    ['303090037', 'its year, 1928, is before 1971, when Japan began to publish applications (公開)'],
    ['特開昭45-000001', 'its year, 1970, is before 1971'],
    ['1970123456', 'its year, 1970, is before 1971'],
    ['特開②021-090037', 'it holds ②, but digits are'],
    ['565090037', 'nine digits are era'],
    ['特開2021-090037（P2021-090038A）', 'the repetition in its brackets is another number'],
    ['特開2021-090037（P2021-090037A', 'a form that is known here'],
    ['特開2021-090037（2021-090037A）', 'a form that is known here'],
    ['特開2021-090037（P）', 'a form that is known here'],
    ['特表2008-051634', '公表 numbers have serials from 500001 on'],
    ['特表2008-500000', '公表 numbers have serials from 500001 on'],
    ['公表2008-051634', '公表 numbers have serials from 500001 on'],
    ['特許公表2008-051634', '公表 numbers have serials from 500001 on'],
    ['特開', 'a form that is known here'],
    ['JP2021-090037U', 'a form that is known here'],
    ['特開2021 090037', 'a blank divides its digits'],
  ])('%o is refused: %s', (input, reason) => {
    expectRefused(parsePublicationNumber, input, reason)
  })

  test.each([
    ['2021090037', 'PUBLICATION', '特開2021-090037'],
    ['2000000001', 'PUBLICATION', '特開2000-000001'],
    ['2008516341', 'NATIONAL_PUBLICATION', '特表2008-516341'],
    ['2008499999', 'PUBLICATION', '特開2008-499999'],
    ['2008500000', 'PUBLICATION', '特開2008-500000'],
    ['2008500001', 'NATIONAL_PUBLICATION', '特表2008-500001'],
    ['1992087383', 'PUBLICATION', '特開平4-087383'],
    ['1985046093', 'PUBLICATION', '特開昭60-046093'],
    ['1998500001', 'NATIONAL_PUBLICATION', '特表平10-500001'],
  ])('%s, a %s, is shown as %s', (number, kind, display) => {
    expect(publicationKind(number)).toBe(kind)
    expect(displayPublicationNumber(number)).toBe(display)
  })

  test('has an address at J-PlatPat', () => {
    expect(publicationUrl('2021090037')).toBe('https://www.j-platpat.inpit.go.jp/c1801/PU/JP-2021-090037/11/ja')
  })

  test('can be referred from 平成 on; 1989 is worth asking, being 昭和64 too', () => {
    expect(['1988123456', '1989000001', '2021090037'].map(servedByNumberReference)).toEqual([false, true, true])
  })
})
