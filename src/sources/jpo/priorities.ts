import { readData, type LocalDate, type WireNotes, type WireObject } from './wire.ts'

/** 優先権: an earlier application whose date this one claims. */
export interface PriorityClaim {
  kind: 'PARIS' | 'DOMESTIC'
  date: LocalDate | null
  /** As the country of the first filing writes it. */
  number: string | null
  /** The office names no country for a domestic claim. */
  countryCode: string | null
  /** The claimed application where this API can be asked for it: a domestic claim on a patent application. */
  applicationNumber: string | null
}

/** 特許優先基礎出願情報. No claims are an empty list, not a 107 (api.md §8.6). */
export function readPriorities(data: unknown, notes: WireNotes): PriorityClaim[] {
  return readData('PRIORITY_RIGHT_APP_INFO', data, notes, (answer) => {
    answer.requiredDigits('applicationNumber', 10)
    return readPriorityClaims(answer)
  })
}

/** 優先権基礎情報, which 経過情報 carries too. */
export function readPriorityClaims(answer: WireObject): PriorityClaim[] {
  return answer.list('priorityRightInformation', readClaim).filter((claim) => claim !== null)
}

/** 四法コード (api.md §2.12). */
const patentLaw = '1'

/** A row is either a Paris claim or a domestic one; the keys of the other kind are empty (api.md §2.1). */
function readClaim(row: WireObject): PriorityClaim | null {
  const paris = {
    number: row.text('parisPriorityApplicationNumber'),
    date: row.date('parisPriorityDate'),
    countryCode: row.text('parisPriorityCountryCd'),
  }
  const law = row.text('nationalPriorityLawCd')
  const applicationNumber = row.digits('nationalPriorityApplicationNumber', 10)
  const internationalNumber = row.text('nationalPriorityInternationalApplicationNumber')
  const domestic = { number: applicationNumber ?? internationalNumber, date: row.date('nationalPriorityDate') }

  const isParis = saysSomething(paris)
  const isDomestic = saysSomething(domestic)
  if (isParis && isDomestic)
    return row.reject('parisPriorityApplicationNumber', 'the row is a Paris and a domestic claim')
  if (isParis) return { kind: 'PARIS', ...paris, applicationNumber: null }
  if (isDomestic) {
    const ours = law === patentLaw ? applicationNumber : null
    return { kind: 'DOMESTIC', ...domestic, countryCode: null, applicationNumber: ours }
  }
  // Cases from before July 2003 may be incomplete (handbook 2(2)): a row that says nothing claims nothing.
  row.unknownValue('parisPriorityApplicationNumber', '')
  return null
}

function saysSomething(part: object): boolean {
  return Object.values(part).some((value) => value !== null)
}
