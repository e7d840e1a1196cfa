import { expect, test } from 'vitest'
import {
  displayApplicationNumber,
  displayPublicationNumber,
  displayRegistrationNumber,
  parseApplicationNumber,
  parsePublicationNumber,
  parseRegistrationNumber,
} from '../../../../src/sources/jpo/numbers.ts'

/** mulberry32: the same numbers on every run, so that a failure can be seen again. */
function randomFrom(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

const random = randomFrom(20_260_401)
const between = (first: number, last: number) => first + Math.floor(random() * (last - first + 1))

const numbersFrom = (firstYear: number) =>
  Array.from({ length: 20_000 }, () => {
    const serial = between(1, 999_999).toString().padStart(6, '0')
    return `${between(firstYear, 2117)}${serial}`
  })

/** The same digits as other people's keyboards give them. */
const spellings: readonly ((display: string) => string)[] = [
  (display) => display,
  (display) => `\u3000${display.replace('号', '')}号 `,
  (display) => display.replace('-', '－'),
  (display) => display.replace(/\d/g, (digit) => String.fromCharCode(digit.charCodeAt(0) + 0xfee0)),
]

test.each([
  ['application', 1885, displayApplicationNumber, parseApplicationNumber],
  ['publication', 1971, displayPublicationNumber, parsePublicationNumber],
] as const)('every %s number is read back from what is shown of it', (_, firstYear, display, parse) => {
  for (const number of numbersFrom(firstYear)) {
    for (const spell of spellings) expect(parse(spell(display(number)))).toBe(number)
    expect(parse(number)).toBe(number)
  }
})

test('every registration number is read back from what is shown of it', () => {
  for (let index = 0; index < 20_000; index++) {
    const number = between(1, 9_999_999).toString().padStart(7, '0')
    for (const spell of spellings)
      expect(parseRegistrationNumber(spell(displayRegistrationNumber(number)))).toBe(number)
    expect(parseRegistrationNumber(number)).toBe(number)
  }
})
