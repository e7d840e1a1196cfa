import type { FileDocument } from '../portfolio/document-types.ts'
import type { PortfolioCase } from '../portfolio/types.ts'

/** A document with its 書類番号, and for a reply the number of the notice it answers ('' for none). */
export type Paper = FileDocument & { readonly number: string; readonly answers: string }

export interface Papers {
  readonly examination: readonly Paper[]
  readonly trial: readonly Paper[]
  readonly unlisted: readonly Paper[]
}

/** Numbers every document of a case; those of a case with another serial are other numbers. */
export function papersOf(subject: PortfolioCase): Papers {
  let place = 0
  const papers = (history: readonly FileDocument[] = []): Paper[] => {
    let notice = ''
    return history.map((document) => {
      place += 1
      const number = document.number ?? composedNumber(subject.number, place, document)
      if (document.kind === 'notice') notice = number
      const replies = document.kind === 'opinion' || (document.kind === 'amendment' && !document.isVoluntary)
      return { ...document, number, answers: replies ? notice : '' }
    })
  }
  return {
    examination: papers(subject.history),
    trial: papers(subject.trial?.history),
    unlisted: papers(subject.unlisted),
  }
}

/** 発送日 or 提出日: what the list calls legalDate. */
export function legalDate(document: FileDocument): string {
  return 'dispatched' in document ? document.dispatched : document.date
}

/**
 * The shapes of api.md §2.1: 061 + year + 発送番号 for examiners, 5 + year + 8 digits for filings, 968 for the office's
 * inner papers, 071 and 971 for the trial board's. The digits after the year are the application's serial and the place.
 */
function composedNumber(application: string, place: number, document: FileDocument): string {
  const year = ('drafted' in document ? document.drafted : document.date).slice(2, 4)
  const order = String(place).padStart(2, '0')
  const prefix = 'drafted' in document ? '061' : document.kind === 'entry' ? prefixOf(document.code) : '5'
  return prefix + year + (prefix === '5' ? application.slice(4) : application.slice(6)) + order
}

function prefixOf(code: string): '061' | '071' | '5' | '968' | '971' {
  if (/^A(97|913)/.test(code)) return '968'
  if (code === 'A30') return '061'
  if (/^C(16|20|22)/.test(code)) return '071'
  if (/^C(28|30|95|96)/.test(code)) return '971'
  return '5'
}
