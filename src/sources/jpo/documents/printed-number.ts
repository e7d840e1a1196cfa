import { BadUserInput } from '../../../errors.ts'
import { parseApplicationNumber, parsePublicationNumber, parseRegistrationNumber } from '../numbers.ts'
import { foldText } from './folded-lines.ts'

/** The Japanese patent numbers that a printed citation begins with; each leads to an application. */
export interface PrintedNumber {
  /** 特開, 特表: western year and serial. */
  readonly publicationNumber: string | null
  /** 特願, cited as an earlier application (第２９条の２, 第３９条). */
  readonly applicationNumber: string | null
  /** 特許第…号. */
  readonly registrationNumber: string | null
}

const yearAndSerial = String.raw`(?:昭和?|平成?|令和?)?(?:元|\d{1,4})(?:年第?|[-/ー])\d{1,6}`
const beginning = new RegExp(
  `^(?:日本国?)?(?:(?<publication>特[開表]${yearAndSerial})|(?<application>特願${yearAndSerial})|(?<registration>特許第?\\d{5,7}(?=号)))`,
)
/** 特願２０１５－…号（特開２０１７－…号）: the earlier application as it was published later. */
const publishedAs = new RegExp(String.raw`^特願[^(]*\((?<publication>特[開表]${yearAndSerial})`)

export function readPrintedNumber(text: string): PrintedNumber {
  const compact = foldText(text).replaceAll(' ', '')
  const { publication, application, registration } = beginning.exec(compact)?.groups ?? {}
  return {
    publicationNumber: read(publication ?? publishedAs.exec(compact)?.groups?.['publication'], parsePublicationNumber),
    applicationNumber: read(application, parseApplicationNumber),
    registrationNumber: read(registration, parseRegistrationNumber),
  }
}

/** A misprint is no number; the printed text stands beside it. */
function read(printed: string | undefined, parse: (input: string) => string): string | null {
  if (printed === undefined) return null
  try {
    return parse(printed)
  } catch (error) {
    if (error instanceof BadUserInput) return null
    throw error
  }
}

const kinds = [
  String.raw`特[開表公願]`,
  '再公?表',
  String.raw`特許(?:第|公報|\d)`,
  '(?:登録)?実(?:開|公|全|願|用新案)',
  '国際公開',
  String.raw`(?:WO|US|EP|CN|KR|DE|FR|GB|JP|TW)[-/ ]?\d`,
  // 米国特許出願公開第…, 韓国公開特許第…, 中国実用新案第…: country, kind, number.
  String.raw`[一-龠ァ-ヶー]{1,8}?(?:公開|登録|特許|実用新案)[一-龠]*第?[A-Z]*\d`,
]
const documentKind = new RegExp(`^(?:日本国?)?(?:${kinds.join('|')})`)
const longestCitation = 300
/** What may follow a number: 号公報, 明細書, のマイクロフィルム, remarks in brackets. */
const ending = /^(?:[^。]*?)(?:号|公報|明細書|フィルム|CD-ROM|全文|書|[A-Z]\d?)(?:\([^()]*(?:\([^()]*\)[^()]*)*\))*$/

/** Whether a line begins as patent documents are cited (xml.md §4.1). */
export function beginsAsDocument(folded: string): boolean {
  return documentKind.test(folded.replaceAll(' ', '')) && /\d/.test(folded)
}

/** Whether it is nothing but such a citation, its remarks in brackets included. */
export function isDocumentAlone(folded: string): boolean {
  const compact = folded.replaceAll(' ', '')
  return compact.length <= longestCitation && documentKind.test(compact) && ending.test(compact)
}
