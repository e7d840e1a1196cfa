import { readPublicationNumber } from './publication.ts'
import { readData, type LocalDate, type WireNotes, type WireObject } from './wire.ts'

export interface FamilyMember {
  /** 0 is the first application of all, 1 its divisionals, and so on. */
  generation: number
  number: string
  /** 公開番号 or 公表番号, western. */
  publicationNumber: string | null
  registrationNumber: string | null
  expirationDate: LocalDate | null
  extinguishmentDate: LocalDate | null
}

/** 分割出願: where an application was divided from, and everything divided from the same root. */
export interface DivisionalFamily {
  /** 原出願; null when the application is not a divisional. */
  parent: { number: string; filingDate: LocalDate | null } | null
  /** The whole family, the asked application included; the office gives no filing dates here (api.md §2.1). */
  members: FamilyMember[]
}

/** 特許分割出願情報. No family is an empty list, not a 107 (api.md §2.3). */
export function readFamily(data: unknown, notes: WireNotes): DivisionalFamily {
  return readData('DIVISIONAL_APP_INFO', data, notes, (answer) => {
    answer.requiredDigits('applicationNumber', 10)
    return readDivisionalFamily(answer)
  })
}

/** The two keys that 経過情報 carries too. */
export function readDivisionalFamily(answer: WireObject): DivisionalFamily {
  return {
    parent: answer.object('parentApplicationInformation', (parent) => ({
      number: parent.requiredDigits('parentApplicationNumber', 10),
      filingDate: parent.date('filingDate'),
    })),
    members: answer.list('divisionalApplicationInformation', readMember),
  }
}

function readMember(row: WireObject): FamilyMember {
  row.unused('internationalApplicationNumber', 'internationalPublicationNumber', 'erasureIdentifier')
  return {
    generation: row.requiredCount('divisionalGeneration'),
    number: row.requiredDigits('applicationNumber', 10),
    publicationNumber: readPublicationNumber(row)?.number ?? null,
    registrationNumber: row.digits('registrationNumber', 7),
    expirationDate: row.date('expireDate'),
    extinguishmentDate: row.date('disappearanceDate'),
  }
}
