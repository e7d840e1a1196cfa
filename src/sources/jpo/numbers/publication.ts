import { eraToWestern, printedYear } from './era.ts'
import { fold, refused, type Wanted } from './spelling.ts'
import { readYearAndSerial } from './year-and-serial.ts'

const wanted: Wanted = {
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
}

const spelling = /^(?<mark>特開|特表|特許(?:出願)?公開|JP-?(?:A-?)?)?第?(?<body>.*?)(?:(?<=\d)A\d?)?$/

/** 公開番号 or 公表番号 in any spelling → western year and serial, ten digits. */
export function parsePublicationNumber(input: string): string {
  const { mark, body = '' } = spelling.exec(fold(input, wanted))?.groups ?? {}
  const number = /^\d{9}$/.test(body) ? readEraDigits(body, input) : readYearAndSerial(expandEra(body), input, wanted)
  // Read as 特開 it would be another document. The reverse stands: citations call 公表 JPA too (api.md §2.8).
  if (mark === '特表' && publicationKind(number) !== 'NATIONAL_PUBLICATION') {
    throw refused(input, wanted, '公表 numbers have serials from 500001 on')
  }
  return number
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
  return Number(number.slice(4)) >= 500_000 ? 'NATIONAL_PUBLICATION' : 'PUBLICATION'
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
