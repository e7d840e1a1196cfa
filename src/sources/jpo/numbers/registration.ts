import { fold, refused, unreadable, type Wanted } from './spelling.ts'

const wanted: Wanted = { kind: 'registration', examples: ['特許第7533889号', '特許7533889', '7533889', 'JP7533889B2'] }

const spelling = /^(?:特許|JP-?)?第?(?<digits>\d+)(?:B\d?)?$/

/** 登録番号 in any spelling → the seven digits of the office's paths. */
export function parseRegistrationNumber(input: string): string {
  const folded = fold(input, wanted)
  const digits = spelling.exec(folded)?.groups?.['digits']
  if (digits === undefined) throw unreadable(input, folded, wanted, 'a registration number has 7')
  if (digits.length > 7)
    throw refused(input, wanted, `it has ${digits.length} digits where a registration number has 7`)
  // Patents counted up from 1 and reached seven digits late: a short number is one where it is said to be a patent.
  if (digits.length < 7 && !/[特第B]/.test(folded)) {
    throw refused(
      input,
      wanted,
      `it has ${digits.length} digits; fewer than 7 need the mark of a patent, 特許第123456号`,
    )
  }
  if (Number(digits) === 0) throw refused(input, wanted, 'registration numbers begin at 1')
  return digits.padStart(7, '0')
}

/** 特許第7533889号, without the zeros that only the office's paths need. */
export function displayRegistrationNumber(number: string): string {
  return `特許第${Number(number)}号`
}
