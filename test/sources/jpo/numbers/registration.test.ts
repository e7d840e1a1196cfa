import { describe, expect, test } from 'vitest'
import { displayRegistrationNumber, parseRegistrationNumber } from '../../../../src/sources/jpo/numbers.ts'
import { expectRefused } from './refusals.ts'

describe('a registration number', () => {
  test.each([
    ['特許第7533889号', '7533889'],
    ['特許第７５３３８８９号公報', '7533889'],
    ['特許7533889', '7533889'],
    ['第7533889号', '7533889'],
    ['7533889', '7533889'],
    [' ７５３３８８９\u3000', '7533889'],
    ['0123456', '0123456'],
    ['JP7533889B2', '7533889'],
    ['jp 7533889 b1', '7533889'],
    ['JP-7533889', '7533889'],
    ['JP7533889', '7533889'],
    ['特許第123456号', '0123456'],
    ['特許第1号', '0000001'],
    ['第123456号', '0123456'],
    ['JP123456B2', '0123456'],
    ['特許第7,533,889号', '7533889'],
    ['特許第７，５３３，８８９号', '7533889'],
    ['7,533,889', '7533889'],
    ['特許第533,889号', '0533889'],
    ['登録第7533889号', '7533889'],
    ['登録第7,533,889号', '7533889'],
    ['登録第123456号', '0123456'],
    ['特許登録第7533889号', '7533889'],
    ['特許第7533889号（P7533889）', '7533889'],
    ['特許第７５３３８８９号(Ｐ７５３３８８９)', '7533889'],
  ])('%s is %s', (input, number) => {
    expect(parseRegistrationNumber(input)).toBe(number)
  })

  test.each([
    ['', 'it is empty'],
    ['9'.repeat(41), 'it is longer than 40 characters'],
    ['特願2020-123456', 'it is marked as an application number'],
    ['特開2021-090037', 'it is marked as a publication number'],
    ['実用新案登録第3123456号', 'it is marked as a number of a utility model'],
    ['意匠登録第1234567号', 'it is marked as a number of a design'],
    ['商標登録第1234567号', 'it is marked as a number of a trademark'],
    ['2020123456', 'it has 10 digits where a registration number has 7'],
    ['特許第75338891号', 'it has 8 digits where'],
    ['123456', 'it has 6 digits; fewer than 7 need the mark of a patent, 特許第123456号'],
    ['JP123456', 'it has 6 digits; fewer than 7 need the mark'],
    ['0000000', 'registration numbers begin at 1'],
    ['特許第0号', 'registration numbers begin at 1'],
    // 特公 or 特許: it has been both.
    ['JPB 7533889', 'a form that is known here'],
    ['特許', 'a form that is known here'],
    ['特許第75,33,889号', 'a form that is known here'],
    ['特許第7,533,88号', 'a form that is known here'],
    ['特許第7533,889号', 'a form that is known here'],
    ['特許第,533,889号', 'a form that is known here'],
    ['特許第7533889号（P7533888）', 'the repetition in its brackets is another number'],
    ['特許第⑦533889号', 'it holds ⑦, but digits are'],
    ['登録意匠第1234567号', 'it is marked as a number of a design'],
    ['登録商標第1234567号', 'it is marked as a number of a trademark'],
    ['特許願2020-123456', 'it is marked as an application number'],
    ['平成11年特許願第12345号', 'it is marked as an application number'],
    ['公開2021-090037', 'it is marked as a publication number'],
    ['1', 'it has 1 digit; fewer than 7 need the mark of a patent'],
    ['7533 889', 'a blank divides its digits'],
  ])('%o is refused: %s', (input, reason) => {
    expectRefused(parseRegistrationNumber, input, reason)
  })

  test('is shown without padding', () => {
    expect(displayRegistrationNumber('7533889')).toBe('特許第7533889号')
    expect(displayRegistrationNumber('0123456')).toBe('特許第123456号')
  })
})
