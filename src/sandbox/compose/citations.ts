import type { Cited, CitedPaper } from '../portfolio/cited.ts'
import type { FileDocument } from '../portfolio/document-types.ts'
import type { PortfolioCase } from '../portfolio/types.ts'

/** cite_doc_info (api.md §2.8); undefined for a case that cites nothing, which is answered 107. */
export function citations(subject: PortfolioCase) {
  const rows = (subject.history ?? [])
    .flatMap(groupsOf)
    .flatMap(({ draftDate, citationType, cited }) =>
      cited.map((it, i) => ({ it, key: { draftDate, citationType, citationOrder: String(i + 1) } })),
    )
  if (rows.length === 0) return undefined
  return {
    applicationNumber: subject.number,
    patentDoc: rows.flatMap(({ it, key }) =>
      it.kind === 'patent' ? [{ ...key, documentNumber: it.documentNumber }] : [],
    ),
    nonPatentDoc: rows.flatMap(({ it, key }) => (it.kind === 'paper' ? [{ ...key, ...paperFields(it) }] : [])),
  }
}

/**
 * The order counts within one drafting date and one type, over patents and papers alike: it is the number in the
 * notice's list. What a decision of refusal repeats was never seen here, so it gives no rows.
 */
function groupsOf(document: FileDocument): { draftDate: string; citationType: string; cited: readonly Cited[] }[] {
  if (document.kind === 'grant') {
    return [{ draftDate: document.drafted, citationType: '31', cited: document.references ?? [] }]
  }
  if (document.kind !== 'notice') return []
  return [
    { draftDate: document.drafted, citationType: '19', cited: document.cites ?? [] },
    { draftDate: document.drafted, citationType: '89', cited: document.searched ?? [] },
  ]
}

function paperFields(paper: CitedPaper): Omit<CitedPaper, 'kind'> {
  const { documentType, authorName, paperTitle, publicationName, issueCountryCd, publisher } = paper
  const { issueDate, issueDateType, issueNumber, citationPages } = paper
  return {
    documentType,
    authorName,
    paperTitle,
    publicationName,
    issueCountryCd,
    publisher,
    issueDate,
    issueDateType,
    issueNumber,
    citationPages,
  }
}
