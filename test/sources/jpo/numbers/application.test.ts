import { describe, expect, test } from 'vitest'
import { displayApplicationNumber, parseApplicationNumber } from '../../../../src/sources/jpo/numbers.ts'
import { expectRefused } from './refusals.ts'

describe('an application number', () => {
  test.each([
    ['特願2020-123456', '2020123456'],
    ['特願２０２０－１２３４５６号', '2020123456'],
    ['特願2020－123456', '2020123456'],
    ['特願第2020-123456号', '2020123456'],
    ['特許出願2020-123456', '2020123456'],
    ['特願2020年第123456号', '2020123456'],
    ['2020-123456', '2020123456'],
    ['2020/123456', '2020123456'],
    ['２０２０／１２３４５６', '2020123456'],
    ['2020123456', '2020123456'],
    ['特願2020123456', '2020123456'],
    ['JP2020-123456', '2020123456'],
    ['JP 2020-123456', '2020123456'],
    ['jp-2020-123456', '2020123456'],
    ['2020-8423', '2020008423'],
    ['特願２０２０－８４２３号', '2020008423'],
    ['特許願2020-123456', '2020123456'],
    ['特許願第2020-123456号', '2020123456'],
    ['2020年特許願第123456号', '2020123456'],
    ['平成11年特許願第12345号', '1999012345'],
    ['平成１１年特許願第１２３４５号', '1999012345'],
    ['平成11年 特許願 第012345号', '1999012345'],
    ['平11年特願第12345号', '1999012345'],
    ['昭和60年特許願第46093号', '1985046093'],
    ['令和2年特許願第12345号', '2020012345'],
    ['令和元年特許願第12345号', '2019012345'],
    ['平成11年特許出願第12345号', '1999012345'],
    ['昭和60年特許出願第46093号', '1985046093'],
    ['令和2年特許出願第12345号', '2020012345'],
    ['特願2020-123456（P2020-123456）', '2020123456'],
    ['特願２０２０－１２３号（Ｐ２０２０－１２３）', '2020000123'],
    ['特願平11-012345', '1999012345'],
    ['特願平１１－１２３４５', '1999012345'],
    ['特願平成11年第012345号', '1999012345'],
    ['特願㍻11年第012345号', '1999012345'],
    ['平11-12345', '1999012345'],
    ['H11-012345', '1999012345'],
    ['h11-012345', '1999012345'],
    ['JPH11-012345', '1999012345'],
    ['平1-1', '1989000001'],
    ['平31-1', '2019000001'],
    ['令2-123456', '2020123456'],
    ['令和2-123456', '2020123456'],
    ['R02-123456', '2020123456'],
    ['特願令元-123456', '2019123456'],
    ['令和元年123456', '2019123456'],
    ['令64-1', '2082000001'],
    ['特願昭63-123456', '1988123456'],
    ['昭和64-1', '1989000001'],
    ['S63-123456', '1988123456'],
    ['1885-1', '1885000001'],
    // Well-formed, though nothing is filed there: the office itself answers 107.
    ['9999999999', '9999999999'],
  ])('%s is %s', (input, number) => {
    expect(parseApplicationNumber(input)).toBe(number)
  })

  test.each(['-', '‐', '‑', '‒', '–', '—', '―', '−', '－', 'ー', 'ｰ', '─', '／'])('the dash %s divides', (dash) => {
    expect(parseApplicationNumber(`特願2020${dash}8423`)).toBe('2020008423')
    expect(parseApplicationNumber(`2020 ${dash}\u3000123456`)).toBe('2020123456')
  })

  test.each([' ', '\u3000', '\u00A0', '\t', '\r\n', '\u2009'])(
    'the blank %o is ignored where it divides no digits',
    (blank) => {
      const [spaced, divided] = [`${blank}特願${blank}2020-123456${blank}号${blank}`, `2020${blank}123456`]
      expect(parseApplicationNumber(spaced)).toBe('2020123456')
      expectRefused(parseApplicationNumber, divided, 'a blank divides its digits')
    },
  )

  test.each([
    ['', 'it is empty'],
    ['　 ', 'it is empty'],
    [`特願2020-${'0'.repeat(40)}`, 'it is longer than 40 characters'],
    ['特開2020-123456', 'it is marked as a publication number (公開番号・公表番号)'],
    ['特表2020-523456', 'it is marked as a publication number'],
    ['特許出願公開2020-123456', 'it is marked as a publication number'],
    ['JP2020-123456A', 'it is marked as a publication number'],
    ['JPA 414233033', 'it is marked as a publication number'],
    ['昭和60年特許出願公開第46093号', 'it is marked as a publication number'],
    ['公開2020-123456', 'it is marked as a publication number'],
    ['公表2020-523456', 'it is marked as a publication number'],
    ['2020-123456（P2020-123456A）', 'it is marked as a publication number'],
    ['特許第7533889号', 'it is marked as a registration number (登録番号)'],
    ['登録第7533889号', 'it is marked as a registration number'],
    ['JP7533889B2', 'it is marked as a registration number'],
    ['再表2008-123456', 'it is marked as a number of 再公表'],
    ['特公平4-087383', 'it is marked as a number of an examined publication (公告番号)'],
    ['特許出願公告平4-087383', 'it is marked as a number of an examined publication'],
    ['昭和60年特許出願公告第46093号', 'it is marked as a number of an examined publication'],
    ['実願2020-123456', 'it is marked as a number of a utility model (実用新案)'],
    ['平成4年実用新案登録願第12345号', 'it is marked as a number of a utility model'],
    ['登録実用新案第3123456号', 'it is marked as a number of a utility model'],
    ['意願2020-123456', 'it is marked as a number of a design (意匠)'],
    ['平成4年意匠登録願第12345号', 'it is marked as a number of a design'],
    ['商願2020-123456', 'it is marked as a number of a trademark (商標)'],
    ['登録商標第1234567号', 'it is marked as a number of a trademark'],
    ['WO2020/123456', 'it is marked as an international number (PCT, WO)'],
    ['PCT/JP2020/012345', 'it is marked as an international number'],
    ['国際公開第2020/123456号', 'it is marked as an international number'],
    ['昭65-1', '昭和 has no year 65, only 1 to 64'],
    ['平32-1', '平成 has no year 32, only 1 to 31'],
    ['平0-1', '平成 has no year 0, only 1 to 31'],
    ['令65-1', '令和 has no year 65, only 1 to 64 (no era has lasted longer)'],
    ['令和99年特許願第1号', '令和 has no year 99'],
    ['令0-1', '令和 has no year 0, only 1 to 64'],
    ['H2020-123456', '平成 has no year 2020'],
    ['0000-123456', 'its year is before 1885'],
    ['0000123456', 'its year is before 1885'],
    ['1884-1', 'its year is before 1885'],
    ['2020-000000', 'its serial is 0'],
    ['2020000000', 'its serial is 0'],
    ['2020-1234567', 'its serial has 7 digits, at most 6 are possible'],
    ['20-123456', 'its year has 2 digits, a western year has 4; write an era as 平11, H11'],
    ['2-123456', 'its year has 1 digit, a western year has 4'],
    [
      '20208423',
      'it has 8 digits where an application number without a separator has 10, year and serial (2020123456)',
    ],
    ['7533889', 'it has 7 digits where'],
    ['特願1', 'it has 1 digit where'],
    ['特願2020-123456（P2020-123457）', 'the repetition in its brackets is another number'],
    ['特願2020-123456（2020-123456）', 'a form that is known here'],
    ['特願2020-123456（P2020-123456A）', 'a form that is known here'],
    ['20201234567', 'it has 11 digits where'],
    ['特願', 'a form that is known here'],
    ['特願2020', 'it has 4 digits where'],
    ['2020-', 'a form that is known here'],
    ['2020--123456', 'a form that is known here'],
    ['2020〜123456', 'a form that is known here'],
    ['H11012345', 'a form that is known here'],
    ['明治20-1', 'a form that is known here'],
    ['二〇二〇-123456', 'it holds 〇, but digits are 0 to 9 and ０ to ９ only'],
    ['二二-123456', 'a form that is known here'],
    ['特願②020-1', 'it holds ②, but digits are 0 to 9 and ０ to ９ only'],
    ['特願²020-1', 'it holds ², but'],
    ['特願₂020-1', 'it holds ₂, but'],
    ['特願⑴020-1', 'it holds ⑴, but'],
    ['特願⒈020-1', 'it holds ⒈, but'],
    ['特願½020-1', 'it holds ½, but'],
    ['特願𝟐020-1', 'it holds 𝟐, but'],
    ['特願٢020-1', 'it holds ٢, but'],
    ['令和Ⅱ年特許願第1号', 'it holds Ⅱ, but'],
    ['㏠020-123456', 'it holds ㏠, but'],
    ['㋀020-123456', 'it holds ㋀, but'],
    ['US2020-123456', 'a form that is known here'],
    ['2020-123456; DROP', 'a form that is known here'],
    ['../2020123456', 'a form that is known here'],
    ['2020-12\u200b3456', 'a form that is known here'],
    ['\ud800', 'a form that is known here'],
  ])('%o is refused: %s', (input, reason) => {
    expectRefused(parseApplicationNumber, input, reason)
  })

  test.each(['特願', '特開', '再表', '特公', '実願', '意願', '商願', '特許', 'WO', ''])(
    'a mark %o in the middle is no mark',
    (mark) => {
      expectRefused(parseApplicationNumber, `架空${mark}2020-123456`, 'a form that is known here')
    },
  )

  test('forty characters are looked at', () => {
    expect(parseApplicationNumber(`特願2020-123456${' '.repeat(27)}`)).toBe('2020123456')
    expect(() => parseApplicationNumber('x'.repeat(40))).toThrow(`"${'x'.repeat(40)}" cannot be`)
  })

  test('a long one is not repeated whole', () => {
    expect(() => parseApplicationNumber('9'.repeat(100_000))).toThrow(`"${'9'.repeat(40)}…" cannot be an application`)
  })

  test.each([
    ['2020123456', '特願2020-123456'],
    ['2000000001', '特願2000-000001'],
    ['1999012345', '特願平11-012345'],
    ['1989000001', '特願平1-000001'],
    ['1988123456', '特願昭63-123456'],
    ['1926000001', '特願昭1-000001'],
    ['1925000001', '特願1925-000001'],
  ])('%s is shown as %s', (number, display) => {
    expect(displayApplicationNumber(number)).toBe(display)
  })
})
