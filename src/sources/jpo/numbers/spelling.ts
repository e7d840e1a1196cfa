import { BadUserInput } from '../../../errors.ts'

/** A kind of number or name that clients may give, and how it may be spelt. */
export interface Wanted {
  readonly kind: Kind
  readonly examples: readonly string[]
}

/** A kind that is told by the count of its digits where nothing divides them. */
export interface WantedNumber extends Wanted {
  /** Which counts are right; it completes "it has 8 digits where …". */
  readonly digits: string
}

export type Kind = keyof typeof kinds

/** In both languages, since a client is told which kind it gave in place of which. */
const kinds = {
  application: 'an application number (出願番号)',
  publication: 'a publication number (公開番号・公表番号)',
  registration: 'a registration number (登録番号)',
  applicantCode: 'an applicant code (申請人コード)',
  applicantName: 'an applicant name (申請人氏名・名称)',
  republication: 'a number of 再公表, which is the number of its international publication',
  examinedPublication: 'a number of an examined publication (公告番号)',
  utilityModel: 'a number of a utility model (実用新案)',
  design: 'a number of a design (意匠)',
  trademark: 'a number of a trademark (商標)',
  international: 'an international number (PCT, WO)',
}

/** How a number shows its kind, once folded. The first that matches counts: 特許出願 before 特許. */
const marks: readonly (readonly [RegExp, Kind])[] = [
  [/^(?:特許?願|特許出願(?!公))/, 'application'],
  [/^(?:特開|特表|(?:特許(?:出願)?)?公[開表]|JP-?A|JP.*\dA\d?$)|\(P.*A\d?\)$/, 'publication'],
  [/^再公?表/, 'republication'],
  [/^(?:特公|(?:特許(?:出願)?)?公告)/, 'examinedPublication'],
  [/^(?:登録)?実/, 'utilityModel'],
  [/^(?:登録)?意/, 'design'],
  [/^(?:登録)?商/, 'trademark'],
  [/^(?:特許|登録|JP.*\dB\d?$)/, 'registration'],
  [/^(?:WO|PCT|国際)/, 'international'],
]

/** Longer than any spelling of a number, short enough for a message. */
const longest = 40

/** Blanks as Unicode knows them: U+3000, NBSP, tabs and line breaks of a pasted cell. */
const blanks = /\s+/g

/** Hyphens, dashes, the minus, a ruled line, the long-vowel mark that an IME gives for "-"; 〜 means a range. */
const dashes = /[\u2010-\u2015\u2212\u2500\u30FC]/g

/** 平成11年特許願第12345号, as statutes and certificates write: the mark after the year. */
const yearFirst = /^(\D{0,2}(?:元|\d+)年)([特実意商公]\D*?)第?(?=\d)/

/** As gazettes print a number twice: 特開2021-090037（P2021-090037A）, 特許第7533889号（P7533889）. */
const printedTwice = /^(?<number>.+)\(P(?<repetition>[\d-]+[AB]?)\)$/

/** Reads a number of the kind wanted; where it is written twice, both must be the same. */
export function readNumber(input: string, wanted: Wanted, read: (folded: string) => string): string {
  const folded = fold(input, wanted)
  const { number = folded, repetition } = printedTwice.exec(folded)?.groups ?? {}
  const value = read(number)
  if (repetition === undefined || read(repetition) === value) return value
  throw refused(input, wanted, 'the repetition in its brackets is another number')
}

/** One width, one dash, one case, the mark first, no blanks, no 号 or 公報; another kind of number is refused. */
export function fold(input: string, wanted: Wanted): string {
  if (input.length > longest) throw refused(input, wanted, `it is longer than ${longest} characters`)
  const digit = Array.from(input).find(isOtherDigit)
  if (digit) throw refused(input, wanted, `it holds ${digit}, but digits are 0 to 9 and ０ to ９ only`)
  const oneWidth = input.normalize('NFKC').replace(dashes, '-').toUpperCase().trim()
  if (oneWidth === '') throw refused(input, wanted, 'it is empty')
  if (/\d\s+\d/.test(oneWidth)) throw refused(input, wanted, 'a blank divides its digits')
  const folded = oneWidth
    .replace(blanks, '')
    .replace(/号?(?:公報)?(?=\(|$)/, '')
    .replace(yearFirst, '$2$1')
  const kind = marks.find(([mark]) => mark.test(folded))?.[1]
  if (kind && kind !== wanted.kind) throw refused(input, wanted, `it is marked as ${kinds[kind]}`)
  return folded
}

/** ② and its like: widths are folded by NFKC, which would make a 2 of it. */
function isOtherDigit(character: string): boolean {
  return !/[0-9０-９]/.test(character) && (/\p{N}/u.test(character) || /\d/.test(character.normalize('NFKC')))
}

/** Says what was given, what is wrong with it, what is accepted. */
export function refused(input: string, wanted: Wanted, reason: string): BadUserInput {
  const shown = JSON.stringify(input.length > longest ? `${input.slice(0, longest)}…` : input)
  const accepted = wanted.examples.join(', ')
  return new BadUserInput(`${shown} cannot be ${kinds[wanted.kind]}: ${reason}. Accepted are ${accepted}.`)
}

/** What to say when no rule of a number applies. */
export function unreadable(input: string, folded: string, wanted: WantedNumber): BadUserInput {
  if (/^\d+$/.test(folded)) return refused(input, wanted, `it has ${digitsOf(folded)} where ${wanted.digits}`)
  return refused(input, wanted, 'it is not written in a form that is known here')
}

/** How many they are, in words. */
export function digitsOf(digits: string): string {
  return digits.length === 1 ? '1 digit' : `${digits.length} digits`
}
