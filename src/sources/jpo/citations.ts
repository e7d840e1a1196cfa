import { readData, toLocalDate, type LocalDate, type WireNotes, type WireObject } from './wire.ts'

interface Citation {
  /** 引用種別, code table 07010: see `citationTypes` in codes.ts. */
  type: string
  /** 引用順番: begins at 1 for each document that cites (type and drafting date). */
  order: number
  /** 起案日 of the document that cites; equals the drafting date in its XML (api.md §2.8). */
  draftingDate: LocalDate | null
}

export interface PatentCitation extends Citation {
  kind: 'patent'
  /** As sent, code table 07020: JPA 414233033. */
  documentNumber: string
}

export interface NonPatentCitation extends Citation {
  kind: 'non-patent'
  author: string | null
  title: string | null
  publicationName: string | null
  publisher: string | null
  countryCode: string | null
  /** YYYY-MM-DD where the office gives a whole date, otherwise what it gives: a year, a month. */
  issueDate: string | null
  issueNumber: string | null
  pages: string | null
}

/** 特許引用文献情報. */
export function readCitations(
  data: unknown,
  notes: WireNotes,
): { patent: PatentCitation[]; nonPatent: NonPatentCitation[] } {
  return readData('CITE_DOC_INFO', data, notes, (answer) => {
    answer.requiredDigits('applicationNumber', 10)
    return {
      patent: answer.list('patentDoc', readPatentCitation),
      nonPatent: answer.list('nonPatentDoc', readNonPatentCitation),
    }
  })
}

function readCitation(row: WireObject): Citation {
  return {
    type: row.requiredText('citationType'),
    order: row.requiredCount('citationOrder'),
    draftingDate: row.date('draftDate'),
  }
}

function readPatentCitation(row: WireObject): PatentCitation {
  return { kind: 'patent', ...readCitation(row), documentNumber: row.requiredText('documentNumber') }
}

function readNonPatentCitation(row: WireObject): NonPatentCitation {
  // Code tables 07060 and 07080 are not public.
  row.unused('documentType', 'issueDateType')
  const issueDate = row.text('issueDate')
  return {
    kind: 'non-patent',
    ...readCitation(row),
    author: row.text('authorName'),
    title: row.text('paperTitle'),
    publicationName: row.text('publicationName'),
    publisher: row.text('publisher'),
    countryCode: row.text('issueCountryCd'),
    issueDate: issueDate === null ? null : (toLocalDate(issueDate) ?? issueDate),
    issueNumber: row.text('issueNumber'),
    pages: row.text('citationPages'),
  }
}
