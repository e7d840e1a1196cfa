import type { Paper } from '../compose/papers.ts'
import { fullWidth } from '../era.ts'
import type { Change } from '../portfolio/document-types.ts'
import type { PortfolioCase } from '../portfolio/types.ts'
import { filingHead } from './filing.ts'
import { block, file, leaf, marked, newline } from './xml.ts'

/** 手続補正書 A523 and its kin (xml.md §2.3). */
export function amendmentFile(subject: PortfolioCase, amendment: Extract<Paper, { kind: 'amendment' }>): Buffer {
  const code = amendment.code ?? 'A523'
  return file(
    { root: 'jp:pat-amnd', publicId: '-//JPO//DTD PATENT AMENDMENT DOCUMENT 1.0//EN', systemId: 'pat-amnd.dtd' },
    block(
      `jp:amendment-${code.toLowerCase()}`,
      { 'jp:kind-of-law': 'patent' },
      ...filingHead(subject, amendment, code, '特許庁長官殿'),
      block('jp:amendment-article', {}, ...amendment.changes.map((change, i) => group(change, i + 1))),
    ),
  )
}

/** 補正対象書類名 as codes; 補正方法 1 added, 2 deleted, 3 changed. */
const documents = { claims: 'A16333', description: 'A16330', drawings: 'A16331', abstract: 'A16332' } as const

interface Part {
  readonly document: keyof typeof documents
  readonly item: string
  readonly way: '1' | '2' | '3'
  /** Absent when the item is deleted. */
  readonly contents?: string
}

function group(change: Change, serial: number): string {
  const { document, item, way, contents } = partOf(change)
  return block(
    'jp:amendment-group',
    { 'jp:serial-number': String(serial) },
    leaf('jp:document-code', documents[document]),
    leaf('jp:item-of-amendment', item),
    leaf('jp:way-of-amendment', way),
    contents === undefined
      ? undefined
      : block('jp:contents-of-amendment', { 'jp:kind-of-law': 'patent', 'jp:kind-of-document': document }, contents),
  )
}

function partOf(change: Change): Part {
  switch (change.item) {
    case 'claims':
      return { document: 'claims', item: '全文', way: '3', contents: allClaims(change.claims) }
    case 'claim': {
      const item = `請求項${fullWidth(String(change.claim))}`
      return { document: 'claims', item, way: '3', contents: claim(change.text, change.claim) }
    }
    case 'title':
      return {
        document: 'description',
        item: '発明の名称',
        way: '3',
        contents: marked('invention-title', change.text),
      }
    case 'paragraph': {
      const { paragraph, text, isNew = false } = change
      const contents = block('p', { num: paragraph }, text)
      return { document: 'description', item: fullWidth(paragraph), way: isNew ? '1' : '3', contents }
    }
    case 'deleted paragraph':
      return { document: 'description', item: fullWidth(change.paragraph), way: '2' }
    case 'drawing':
      return {
        document: 'drawings',
        item: `図${fullWidth(String(change.figure))}`,
        way: '3',
        contents: drawing(change.figure),
      }
    case 'abstract': {
      const text = block('p', { num: '' }, change.lines.join(`<br />${newline}`))
      return { document: 'abstract', item: '全文', way: '3', contents: block('abstract', {}, text) }
    }
  }
}

function allClaims(texts: readonly string[]): string {
  return block('claims', {}, ...texts.map((text, i) => claim(text, i + 1)))
}

function claim(text: string, number: number): string {
  return block('claim', { num: String(number) }, block('claim-text', {}, text))
}

/** One drawing an amendment: its picture is the first of the folder's one I series (xml.md §1.2). */
function drawing(figure: number): string {
  const img = `<img he="128.3" wi="170.0" file="${drawingName}" img-format="tif" />`
  return block('figure', { num: String(figure) }, img)
}

export const drawingName = 'JPOXMLDOC01-jpbibl-I000001.tif'
