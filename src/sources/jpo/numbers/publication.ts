import { eraToWestern, printedYear } from './era.ts'
import { readNumber, refused, type WantedNumber } from './spelling.ts'
import { readYearAndSerial } from './year-and-serial.ts'

const wanted: WantedNumber = {
  kind: 'publication',
  examples: [
    '特開2021-090037',
    '特開平4-087383',
    '特表2008-516341',
    '2021090037',
    '503090037',
    'JPA 414233033',
    'JP2021-090037A',
  ],
  digits:
    'a publication number without a separator has 10, year and serial (2021090037), or 9, era, year and serial (503090037)',
}

/** 公開 began with 昭和46, 公表 later still. */
const firstYear = 1971

const spelling = /^(?<mark>特開|特表|(?:特許(?:出願)?)?公[開表]|JP-?(?:A-?)?)?第?(?<body>.*?)(?:(?<=\d)A\d?)?$/

/** 公開番号 or 公表番号 in any spelling → western year and serial, ten digits. */
export function parsePublicationNumber(input: string): string {
  return readNumber(input, wanted, (folded) => {
    const { mark, body = '' } = spelling.exec(folded)?.groups ?? {}
    const number = /^\d{9}$/.test(body) ? readEraDigits(body, input) : readYearAndSerial(expandEra(body), input, wanted)
    if (!hasPublicationYear(number)) {
      const year = number.slice(0, 4)
      const reason = `its year, ${year}, is before ${firstYear}, when Japan began to publish applications (公開)`
      throw refused(input, wanted, reason)
    }
    // Read as 特開 it would be another document. The reverse stands: citations call 公表 JPA too (api.md §2.8).
    if (mark?.endsWith('表') && publicationKind(number) !== 'NATIONAL_PUBLICATION') {
      throw refused(input, wanted, '公表 numbers have serials from 500001 on')
    }
    return number
  })
}

/** Before, there was nothing that such a number could name. */
export function hasPublicationYear(number: string): boolean {
  return Number(number.slice(0, 4)) >= firstYear
}

function readEraDigits(digits: string, input: string): string {
  const number = eraToWestern(digits)
  if (number !== null) return number
  const form = 'nine digits are era (3 昭和, 4 平成, 5 令和), year (2) and serial (6), and these name no such number'
  throw refused(input, wanted, form)
}

/** H04087383, as European databases write it: with an era's letter, year and serial cannot be mistaken. */
function expandEra(body: string): string {
  return body.replace(/^([SHR]\d{2})(\d{6})$/, '$1-$2')
}

/** 公表 share the ten-digit form with 公開; the office keeps them apart by serials from 500001 on. */
export function publicationKind(number: string): 'PUBLICATION' | 'NATIONAL_PUBLICATION' {
  return Number(number.slice(4)) > 500_000 ? 'NATIONAL_PUBLICATION' : 'PUBLICATION'
}

/** 特開2021-090037, 特表2008-516341; before 2000 with the era, 特開平4-087383. */
export function displayPublicationNumber(number: string): string {
  const mark = publicationKind(number) === 'NATIONAL_PUBLICATION' ? '特表' : '特開'
  return `${mark}${printedYear(Number(number.slice(0, 4)))}-${number.slice(4)}`
}

/** The document at J-PlatPat, in the form that needs no call for a fixed address (api.md §8.16). */
export function publicationUrl(number: string): string {
  return `https://www.j-platpat.inpit.go.jp/c1801/PU/JP-${number.slice(0, 4)}-${number.slice(4)}/11/ja`
}

/** 番号参照 knows 平成 and 令和 only (111 otherwise, api.md §8.3). 1989 is both 昭和64 and 平成1: it is worth asking. */
export function servedByNumberReference(publicationNumber: string): boolean {
  return Number(publicationNumber.slice(0, 4)) >= 1989
}
