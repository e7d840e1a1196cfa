import type { Endpoint } from '../../sources/jpo/endpoints.ts'
import { type Paper, papersOf } from '../compose/papers.ts'
import type { PortfolioCase } from '../portfolio/types.ts'
import { zipName } from '../zip-names.ts'
import { amendmentFile, drawingName } from './amendment.ts'
import { declinedAmendmentFile, refusalFile } from './decisions.ts'
import { grantFile } from './grant.ts'
import { noticeFile } from './notice.ts'
import { pictureName } from './notice-text.ts'
import { opinionFile } from './opinion.ts'
import { drawingTiff } from './picture.ts'
import { type Entry, zip } from './zip.ts'

/** The archive of one of the three document endpoints; undefined where there is nothing to deliver (108). */
export async function documentArchive(endpoint: Endpoint, subject: PortfolioCase, at: number) {
  if (subject.withholdsBodies) return undefined
  const papers = papersOf(subject)
  const entries = [...papers.examination, ...papers.unlisted].flatMap((paper) => entriesFor(endpoint, subject, paper))
  if (entries.length === 0) return undefined
  return { fileName: zipName(endpoint, subject.number), bytes: await zip(entries, at) }
}

function entriesFor(endpoint: Endpoint, subject: PortfolioCase, paper: Paper): Entry[] {
  switch (endpoint) {
    case 'APP_DOC_CONT_OPINION_AMENDMENT':
      return filingEntries(subject, paper)
    case 'APP_DOC_CONT_REFUSAL_REASON':
      return paper.kind === 'notice' ? examinerEntries(subject, paper) : []
    case 'APP_DOC_CONT_REFUSAL_REASON_DECISION':
      return examinerEntries(subject, paper)
    default:
      return []
  }
}

/** Flat: 書類番号-jpntce.xml, with a picture beside it. */
function examinerEntries(subject: PortfolioCase, paper: Paper): Entry[] {
  const name = `${paper.number}-jpntce.xml`
  switch (paper.kind) {
    case 'notice': {
      const notice = { name, bytes: noticeFile(subject, paper) }
      return paper.hasPicture ? [notice, { name: pictureName(paper.number), bytes: drawingTiff() }] : [notice]
    }
    case 'grant':
      return [{ name, bytes: grantFile(subject, paper) }]
    case 'refusal':
      return [{ name, bytes: refusalFile(subject, paper) }]
    case 'declined amendment':
      return [{ name, bytes: declinedAmendmentFile(subject, paper) }]
    default:
      return []
  }
}

/** One folder for each filing, 中間書類コード_書類番号, itself an entry. */
function filingEntries(subject: PortfolioCase, paper: Paper): Entry[] {
  if (paper.kind !== 'opinion' && paper.kind !== 'amendment') return []
  const folder = `${paper.kind === 'opinion' ? 'A53' : (paper.code ?? 'A523')}_${paper.number}/`
  const bytes = paper.kind === 'opinion' ? opinionFile(subject, paper) : amendmentFile(subject, paper)
  const drawn = paper.kind === 'amendment' && paper.changes.some(({ item }) => item === 'drawing')
  return [
    { name: folder },
    { name: `${folder}JPOXMLDOC01-jpbibl.xml`, bytes },
    ...(drawn ? [{ name: folder + drawingName, bytes: drawingTiff() }] : []),
  ]
}
