import { describe, expect, test } from 'vitest'
import { toLocalDate, WireObject } from '../../../src/sources/jpo/wire.ts'
import { expectRefusal, listen, nothingUnknown } from './wire-cases.ts'

function reading<T>(value: unknown, read: (object: WireObject) => T): T {
  return WireObject.read('HERE data', { it: value }, nothingUnknown, read)
}

describe('a value of the wire', () => {
  test("'' is no value, and text is kept to the blank", () => {
    expect(reading('', (object) => object.text('it'))).toBeNull()
    expect(reading('架空　太郎 ', (object) => object.text('it'))).toBe('架空　太郎 ')
    expectRefusal(() => reading('', (object) => object.requiredText('it')), 'at HERE data.it: it is empty')
  })

  test('a date is a day of the calendar', () => {
    const date = (value: string) => reading(value, (object) => object.date('it'))
    expect(date('')).toBeNull()
    expect(date('20240229')).toBe('2024-02-29')
    for (const none of ['20230229', '20241301', '20240431', '20240100', '00000000', '2024-01-01', '202401', ' ']) {
      expectRefusal(() => date(none), `at HERE data.it: "${none}" is not a day of the calendar`)
    }
  })

  test('a count loses its zeros, digits keep them', () => {
    expect(reading('005', (object) => object.count('it'))).toBe(5)
    expect(reading('00', (object) => object.count('it'))).toBe(0)
    expect(reading('', (object) => object.count('it'))).toBeNull()
    expectRefusal(() => reading('', (object) => object.requiredCount('it')), 'it is empty')
    for (const none of ['-1', '1.5', ' 5', '５', '1e3', '9'.repeat(16)]) {
      expectRefusal(() => reading(none, (object) => object.count('it')), 'is not a count')
    }
    expect(reading('005', (object) => object.digits('it', 3))).toBe('005')
    expect(reading('', (object) => object.digits('it', 3))).toBeNull()
    for (const none of ['05', '0005', '00x', 'x05', '００５']) {
      expectRefusal(() => reading(none, (object) => object.digits('it', 3)), 'is not 3 digits')
    }
    expectRefusal(() => reading('', (object) => object.requiredDigits('it', 3)), 'it is empty')
  })

  test('a flag is 0 or 1 and nothing else', () => {
    expect(reading('0', (object) => object.flag('it'))).toBe(false)
    expect(reading('1', (object) => object.flag('it'))).toBe(true)
    for (const none of ['', '2', 'true']) {
      expectRefusal(() => reading(none, (object) => object.flag('it')), 'is neither 0 nor 1')
    }
  })

  test('[] is no rows; a row is told by its index', () => {
    const rows = (value: unknown) => reading(value, (object) => object.list('it', (row) => row.text('name')))
    expect(rows([])).toEqual([])
    expect(rows([{ name: 'a' }, { name: '' }])).toEqual(['a', null])
    expectRefusal(() => rows([{ name: 'a' }, {}]), 'at HERE data.it[1].name: the key is missing')
    expectRefusal(() => rows([{ name: 'a' }, null]), 'at HERE data.it[1]: expected an object, found null')
    expectRefusal(() => rows({}), 'expected a list, found a JSON object')
  })

  test('{} is no object', () => {
    const name = (value: unknown) => reading(value, (object) => object.object('it', (inner) => inner.text('name')))
    expect(name({})).toBeNull()
    expect(name({ name: 'a' })).toBe('a')
    expectRefusal(() => name(null), 'at HERE data.it: expected an object, found null')
    expectRefusal(() => name([]), 'expected an object, found a list')
  })

  test('an optional key may be absent; an unused one may not', () => {
    const optional = (data: unknown) =>
      WireObject.read('HERE data', data, nothingUnknown, (object) => object.optional('it', 'none'))
    expect(optional({})).toBe('none')
    expect(optional({ it: null })).toBeNull()
    expect(optional({ it: 1 })).toBe(1)
    expectRefusal(() => reading('', (object) => object.unused('it', 'that')), 'at HERE data.that: the key is missing')
  })

  test('what every object inherits is not a key of the wire', () => {
    for (const key of ['__proto__', 'constructor', 'toString']) {
      expectRefusal(
        () => WireObject.read('HERE data', {}, nothingUnknown, (object) => object.text(key)),
        `at HERE data.${key}: the key is missing`,
      )
    }
  })

  test('a value without a meaning is counted without its row', () => {
    const notes = listen()
    const data: unknown = { it: [{ sort: '1' }, { sort: '9' }] }
    WireObject.read('HERE data', data, notes, (object) =>
      object.list('it', (row) => row.unknownValue('sort', row.requiredText('sort'))),
    )
    expect(notes.heard).toEqual(['HERE data.it[].sort=1', 'HERE data.it[].sort=9'])
  })

  test('a long value is shown shortened', () => {
    expectRefusal(() => reading('x'.repeat(500), (object) => object.date('it')), `"${'x'.repeat(40)}…" is not a day`)
  })
})

test('eight digits that are no date are null, for whoever can do without', () => {
  expect(toLocalDate('20051101')).toBe('2005-11-01')
  expect(toLocalDate('20050000')).toBeNull()
  expect(toLocalDate('2005')).toBeNull()
})
