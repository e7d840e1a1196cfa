import type { LocalDate, WireObject } from './wire.ts'

/** A row of 書類一覧: one document, or one part of it (願書, 明細書 … of a 特許願 share their 書類番号). */
export interface ListedDocument {
  /** 番号種別 of the list it stands in: see `numberTypes` in codes.ts. */
  group: string
  groupNumber: string | null
  /** 受付日・発送日・作成日: for an office action the day of dispatch, not of drafting (api.md §8.13). */
  date: LocalDate | null
  /** 中間書類コード without the law digit: A131, A53. */
  code: string
  name: string
  /** 書類番号, eleven digits; null for the office's placeholders. */
  number: string | null
  /** The office keeps a body; this API need not serve it (api.md §8.14): see `isDeliverable` in codes.ts. */
  hasBody: boolean
  /** 書類識別: see `documentSeparators` in codes.ts. */
  separator: string | null
  /** IB書類: it came from the International Bureau of WIPO. */
  fromInternationalBureau: boolean
  /** Bytes. */
  size: number | null
}

/** All documents of one number of the case. 公開 is a group without documents (api.md §2.1). */
export interface DocumentGroup {
  kind: string
  documents: ListedDocument[]
}

/** 書類一覧（書誌）, in the order of the wire. */
export function readDocumentGroups(answer: WireObject): DocumentGroup[] {
  return answer.list('bibliographyInformation', (row) => {
    const kind = row.requiredText('numberType')
    const groupNumber = row.text('number')
    const documents = row.list('documentList', (document) => ({
      group: kind,
      groupNumber,
      ...readDocument(document),
    }))
    return { kind, documents }
  })
}

function readDocument(row: WireObject): Omit<ListedDocument, 'group' | 'groupNumber'> {
  // The version says again whether there is a body, and the pages are always 0 (api.md §2.1).
  row.unused('versionNumber', 'numberOfPages')
  const number = row.text('documentNumber')
  const separator = row.text('documentSeparator')
  return {
    date: row.date('legalDate'),
    code: row.requiredText('documentCode'),
    name: row.requiredText('documentDescription'),
    number: number !== null && isDocumentNumber(number) ? number : null,
    hasBody: row.flag('availabilityFlag'),
    // 実体なし is written as one blank (code table 03050).
    separator: separator === ' ' ? null : separator,
    fromInternationalBureau: row.flag('irirFlg'),
    size: row.count('sizeOfDocument'),
  }
}

/** Where the office has no number it writes 99999999999 or BBBBBBBBBBB. */
function isDocumentNumber(number: string): boolean {
  return /^\d{11}$/.test(number) && number !== '99999999999'
}
