import { digitsOf, readNumber, refused, unreadable, type WantedNumber } from './spelling.ts'

const wanted: WantedNumber = {
  kind: 'registration',
  examples: ['特許第7533889号', '特許第7,533,889号', '登録第7533889号', '特許7533889', '7533889', 'JP7533889B2'],
  digits: 'a registration number has 7',
}

const spelling = /^(?:特許(?:登録)?|登録|JP-?)?第?(?<digits>\d{1,3}(?:,\d{3})+|\d+)(?:B\d?)?$/

/** 登録番号 in any spelling → the seven digits of the office's paths. */
export function parseRegistrationNumber(input: string): string {
  return readNumber(input, wanted, (folded) => {
    const digits = spelling.exec(folded)?.groups?.['digits']?.replaceAll(',', '')
    if (digits === undefined || digits.length > 7) throw unreadable(input, digits ?? folded, wanted)
    // Patents counted up from 1 and reached seven digits late: a short number is one where it is said to be a patent.
    if (digits.length < 7 && !/[特登第B]/.test(folded)) {
      const reason = `it has ${digitsOf(digits)}; fewer than 7 need the mark of a patent, 特許第123456号`
      throw refused(input, wanted, reason)
    }
    if (Number(digits) === 0) throw refused(input, wanted, 'registration numbers begin at 1')
    return digits.padStart(7, '0')
  })
}

/** 特許第7533889号, without the zeros that only the office's paths need. */
export function displayRegistrationNumber(number: string): string {
  return `特許第${Number(number)}号`
}
