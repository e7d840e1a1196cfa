import { eraOf, westernYear, yearsOf } from './era.ts'
import { digitsOf, refused, unreadable, type Wanted, type WantedNumber } from './spelling.ts'

/** The Patent Monopoly Act (専売特許条例) took effect in 1885: there is no earlier number. */
const firstYear = 1885

/** 2020-123456, 2020/123456, 平11-012345, 平成11年第012345, H11-012345, 令元-1. */
const separated = /^(?:(?<era>昭和?|平成?|令和?|[SHR])(?<eraYear>元|\d+)|(?<year>\d+))(?:年第?|第|[-/])(?<serial>\d+)$/

/** Year and serial as the ten digits that the office takes: the western year, the serial padded to six. */
export function readYearAndSerial(body: string, input: string, wanted: WantedNumber): string {
  const parts = separated.exec(body)?.groups
  if (parts) return tenDigits(readYear(parts, input, wanted), parts['serial'] ?? '', input, wanted)
  // Without a separator nothing is padded: 20208423 could be 2020-8423 or a slip (api.md §8.1).
  if (/^\d{10}$/.test(body)) return tenDigits(Number(body.slice(0, 4)), body.slice(4), input, wanted)
  throw unreadable(input, body, wanted)
}

function readYear(parts: Partial<Record<string, string>>, input: string, wanted: Wanted): number {
  const { era: mark, eraYear = '', year = '' } = parts
  const era = mark && eraOf(mark)
  if (!era) {
    if (year.length === 4) return Number(year)
    throw refused(input, wanted, `its year has ${digitsOf(year)}, a western year has 4; write an era as 平11, H11`)
  }
  const western = westernYear(era, eraYear === '元' ? 1 : Number(eraYear))
  if (western !== null) return western
  throw refused(input, wanted, `${era.name} has no year ${Number(eraYear)}, only ${yearsOf(era)}`)
}

function tenDigits(year: number, serial: string, input: string, wanted: Wanted): string {
  if (year < firstYear) throw refused(input, wanted, `its year is before ${firstYear}, when patents began in Japan`)
  if (serial.length > 6) throw refused(input, wanted, `its serial has ${digitsOf(serial)}, at most 6 are possible`)
  if (Number(serial) === 0) throw refused(input, wanted, 'its serial is 0; serials begin at 1')
  return `${year}${serial.padStart(6, '0')}`
}
