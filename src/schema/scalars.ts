import { BadUserInput } from '../errors.ts'
import { toOfficeTime } from '../quota/day.ts'
import {
  parseApplicantCode,
  parseApplicationNumber,
  parsePublicationNumber,
  parseRegistrationNumber,
} from '../sources/jpo/numbers.ts'
import { builder } from './builder.ts'

/** A scalar that is text both ways; `parse` says in a sentence what it does not accept. */
function text(
  name: 'ApplicationNumber' | 'PublicationNumber' | 'RegistrationNumber' | 'ApplicantCode' | 'LocalDate',
  parse: (input: string) => string,
  description: string,
) {
  builder.scalarType(name, {
    description,
    serialize: (value) => value,
    parseValue: (value) => {
      if (typeof value === 'string') return parse(value)
      throw new BadUserInput(`${name} is written as a string.`)
    },
  })
}

text(
  'ApplicationNumber',
  parseApplicationNumber,
  '出願番号. Accepted: 特願2020-123456, 特願２０２０－１２３４５６号, 2020-123456, 2020123456, 特願平11-012345, 令2-123456 …; the serial is padded to six digits where a separator stands before it. Returned as ten digits, western year and serial: 2020123456. Anything else is BAD_USER_INPUT.',
)
text(
  'PublicationNumber',
  parsePublicationNumber,
  '公開番号 or 公表番号. Accepted: 特開2021-090037, 特開平14-233033, 特表2008-516341, 2021090037, the era form 503090037 (3 昭和, 4 平成, 5 令和), JPA 414233033 …. Returned as ten digits with the western year: 2021090037. The same ten digits may also be an application number of another case. Anything else is BAD_USER_INPUT.',
)
text(
  'RegistrationNumber',
  parseRegistrationNumber,
  '登録番号 of a patent. Accepted: 特許第7533889号, 特許7533889, 7533889. Returned as seven digits. Anything else is BAD_USER_INPUT.',
)
text('ApplicantCode', parseApplicantCode, '申請人コード (識別番号), nine digits. Anything else is BAD_USER_INPUT.')
text(
  'LocalDate',
  (input) => {
    const date = new Date(`${input}T00:00:00Z`)
    if (/^\d{4}-\d{2}-\d{2}$/.test(input) && !Number.isNaN(date.getTime()) && date.toISOString().startsWith(input))
      return input
    throw new BadUserInput(
      `'${input.slice(0, 40)}' is not a day of the calendar; accepted is YYYY-MM-DD, such as 2024-02-27.`,
    )
  },
  "A day of the office's calendar, YYYY-MM-DD; never shifted by a time zone.",
)

builder.scalarType('DateTime', {
  description: 'A moment in RFC 3339 with the offset of Japan: 2026-11-23T00:00:00+09:00.',
  serialize: toOfficeTime,
})
