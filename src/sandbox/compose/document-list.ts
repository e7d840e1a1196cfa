import type { ApplicationPart, FileDocument } from '../portfolio/document-types.ts'
import type { PortfolioCase } from '../portfolio/types.ts'
import { eraNumber, plusDays } from '../era.ts'
import { legalDate, type Paper, papersOf } from './papers.ts'

/** bibliographyInformation (api.md §2.1): groups 01 to 08 in order, the rows of each by date. */
export function documentGroups(subject: PortfolioCase) {
  const papers = papersOf(subject)
  const { publication, nationalPublication, registration, trial, lawsuit } = subject
  const groups = [group('01', subject.number, [...papers.examination.flatMap(rows), ...feePaid(subject)])]
  if (publication) groups.push(group('02', eraNumber(publication.number, publication.date), []))
  if (nationalPublication) groups.push(group('03', eraNumber(nationalPublication.number, nationalPublication.date), []))
  if (registration) groups.push(group('06', registration.number, registrationRows(subject)))
  if (trial) groups.push(group('07', trial.number, papers.trial.flatMap(rows)))
  if (lawsuit) groups.push(group('08', lawsuit, []))
  return groups
}

type Row = ReturnType<typeof row>

function group(numberType: string, number: string, documentList: readonly Row[]) {
  return {
    numberType,
    number,
    documentList: documentList.toSorted((a, b) => Number(a.legalDate) - Number(b.legalDate)),
  }
}

const separators: Readonly<Record<ApplicationPart, string>> = {
  特許願: 'S',
  明細書: 'M',
  請求の範囲: 'L',
  要約書: 'Y',
  図面: 'Z',
}
/** The order in which a recorded answer named them. */
const allParts: readonly ApplicationPart[] = ['要約書', '特許願', '請求の範囲', '明細書', '図面']

function rows(paper: Paper): Row[] {
  const { number } = paper
  const date = legalDate(paper)
  switch (paper.kind) {
    case 'application':
      return (paper.parts ?? allParts).map((part) => row(date, 'A63', part, number, separators[part]))
    case 'entry':
      return [row(date, paper.code, paper.name, number, paper.separator)]
    case 'amendment': {
      const own = row(date, paper.code ?? 'A523', paper.name ?? '手続補正書（自発・内容）', number, 'S')
      return paper.hasAttachment ? [row(date, own.documentCode, '添付書類', number, 'T'), own] : [own]
    }
    case 'opinion':
      return [row(date, 'A53', '意見書', number, 'S')]
    default: {
      const [code, name] = decisions[paper.kind]
      return [row(date, code, name, number, 'K')]
    }
  }
}

const decisions = {
  notice: ['A131', '拒絶理由通知書'],
  grant: ['A01', '特許査定'],
  refusal: ['A02', '拒絶査定'],
  'declined amendment': ['A502', '補正の却下の決定'],
} as const satisfies Partial<Record<FileDocument['kind'], readonly [string, string]>>

/** A row without separator is one without a body: version 0000, one blank, no size (api.md §2.1). */
function row(date: string, code: string, name: string, number: string, separator?: string) {
  const hasBody = separator !== undefined
  return {
    legalDate: date,
    irirFlg: '0',
    availabilityFlag: hasBody ? '1' : '0',
    documentCode: code,
    documentDescription: name,
    documentNumber: number,
    versionNumber: hasBody ? '0001' : '0000',
    documentSeparator: separator ?? ' ',
    numberOfPages: '0',
    // The real sizes match nothing a client can see; drawings are the large ones.
    sizeOfDocument: hasBody ? String((separator === 'Z' ? 1_000_000 : 1_000) + (Number(number.slice(-6)) % 8999)) : '0',
  }
}

/** Placeholders stand where a paper has no number of its own: BBBBBBBBBBB among the applications, 9s in the register. */
function feePaid({ registration }: PortfolioCase): Row[] {
  return registration ? [row(feeDate(registration.date), 'A61', '登録料納付', 'BBBBBBBBBBB')] : []
}

function registrationRows({ registration, history = [] }: PortfolioCase): Row[] {
  if (!registration) return []
  const grants = history.filter((document) => document.kind === 'grant')
  const { date, annuitiesPaidOn = [] } = registration
  return [
    ...grants.map(({ dispatched }) => registerRow(dispatched, 'A01', '特許査定')),
    registerRow(feeDate(date), 'R100', '特許料納付書'),
    registerRow(plusDays(date, 15), 'R150', '特許証'),
    ...annuitiesPaidOn.map((paid) => registerRow(paid, 'R20', '年金納付書')),
  ]
}

const feeDate = (registered: string) => plusDays(registered, -12)

const registerRow = (date: string, code: string, name: string) => row(date, code, name, '99999999999')
