import { printedYear } from './era.ts'
import { readNumber, type WantedNumber } from './spelling.ts'
import { readYearAndSerial } from './year-and-serial.ts'

const wanted: WantedNumber = {
  kind: 'application',
  examples: [
    '特願2020-123456',
    '2020-123456',
    '2020123456',
    '特願平11-012345',
    '平成11年特許願第12345号',
    '令2-123456',
    'JP2020-123456',
  ],
  digits: 'an application number without a separator has 10, year and serial (2020123456)',
}

/** 出願番号 in any spelling → the ten digits of the office's paths (api.md §8.1, §8.3). */
export function parseApplicationNumber(input: string): string {
  return readNumber(input, wanted, (folded) =>
    readYearAndSerial(folded.replace(/^(?:特許?願|特許出願|JP-?)?第?/, ''), input, wanted),
  )
}

/** 特願2020-123456; before 2000 with the era, 特願平11-012345. */
export function displayApplicationNumber(number: string): string {
  return `特願${printedYear(Number(number.slice(0, 4)))}-${number.slice(4)}`
}
