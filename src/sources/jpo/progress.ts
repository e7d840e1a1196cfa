import { readPerson, type Person } from './applicants.ts'
import { readDivisionalFamily, type DivisionalFamily } from './family.ts'
import { readDocumentGroups, type ListedDocument } from './listed-documents.ts'
import { readPriorityClaims, type PriorityClaim } from './priorities.ts'
import { readPublicationNumber, type Publication } from './publication.ts'
import { readData, type LocalDate, type WireNotes, type WireObject } from './wire.ts'

export type { ListedDocument } from './listed-documents.ts'
export type { Publication } from './publication.ts'

/** What 経過情報 and its シンプル版 both say of an application. */
export interface Basics {
  applicationNumber: string
  inventionTitle: string | null
  applicants: Person[]
  agents: Person[]
  filingDate: LocalDate | null
  /** Null before it. */
  publication: Publication | null
  internationalApplicationNumber: string | null
  internationalPublicationNumber: string | null
  internationalPublicationDate: LocalDate | null
  registrationNumber: string | null
  registrationDate: LocalDate | null
  /** 存続期間満了年月日: when the term ends, of itself. */
  expirationDate: LocalDate | null
  /** 本権利消滅日: when the right ended, for whatever reason. */
  extinguishmentDate: LocalDate | null
  /** 抹消識別: see `erasureIdentifiers` in codes.ts. */
  erasureIdentifier: string | null
  /** All groups of 書類一覧, in the order of the wire: by group, by date within a group. */
  documents: ListedDocument[]
  /** Whether 書類一覧 has a group 審判 (appeal, opposition, trial), be it without documents. */
  hasTrial: boolean
}

export interface Progress extends Basics {
  priorityClaims: PriorityClaim[]
  family: DivisionalFamily
}

/** シンプル版特許経過情報. */
export function readProgressSimple(data: unknown, notes: WireNotes): Basics {
  return readData('APP_PROGRESS_SIMPLE', data, notes, readBasics)
}

/** 特許経過情報. */
export function readProgress(data: unknown, notes: WireNotes): Progress {
  return readData('APP_PROGRESS', data, notes, (answer) => ({
    ...readBasics(answer),
    priorityClaims: readPriorityClaims(answer),
    family: readDivisionalFamily(answer),
  }))
}

function readBasics(answer: WireObject): Basics {
  const publicationNumber = readPublicationNumber(answer)
  // 公開日 serves 公表 too (api.md §2.1).
  const publicationDate = answer.date('publicationDate')
  const groups = readDocumentGroups(answer)
  return {
    applicationNumber: answer.requiredDigits('applicationNumber', 10),
    inventionTitle: answer.text('inventionTitle'),
    ...readPersons(answer),
    filingDate: answer.date('filingDate'),
    publication: publicationNumber && { ...publicationNumber, date: publicationDate },
    internationalApplicationNumber: answer.text('internationalApplicationNumber'),
    internationalPublicationNumber: answer.text('internationalPublicationNumber'),
    internationalPublicationDate: answer.date('internationalPublicationDate'),
    registrationNumber: answer.digits('registrationNumber', 7),
    registrationDate: answer.date('registrationDate'),
    expirationDate: answer.date('expireDate'),
    extinguishmentDate: answer.date('disappearanceDate'),
    erasureIdentifier: answer.text('erasureIdentifier'),
    documents: groups.flatMap((group) => group.documents),
    hasTrial: groups.some((group) => group.kind === trialGroup),
  }
}

/** 審判, code table 03020. */
const trialGroup = '07'

/** 申請人 holds applicants and agents in one list; somebody of another class is neither, and counted as unknown. */
function readPersons(answer: WireObject): Pick<Basics, 'applicants' | 'agents'> {
  const applicants: Person[] = []
  const agents: Person[] = []
  answer.list('applicantAttorney', (row) => {
    row.unused('repeatNumber')
    const person = readPerson(row)
    const personClass = row.text('applicantAttorneyClass') ?? ''
    if (personClass === '1') applicants.push(person)
    else if (personClass === '2') agents.push(person)
    else row.unknownValue('applicantAttorneyClass', personClass)
  })
  return { applicants, agents }
}
