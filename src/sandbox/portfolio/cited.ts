import { eraNumber, fullWidth } from '../era.ts'

export type Cited = CitedPatent | CitedPaper

export interface CitedPatent {
  readonly kind: 'patent'
  /** As cite_doc_info writes it: JPA 414999033. */
  readonly documentNumber: string
  /** As a notice lists it. */
  readonly listed: string
  /** As the memo of a grant lists it, with its （ＪＰ，Ａ）. */
  readonly reference: string
  readonly origin: string
}

/** Fields in the order of nonPatentDoc (api.md §2.8); the values of its code tables 07060–07080 were not found. */
export interface CitedPaper {
  readonly kind: 'paper'
  readonly documentType: string
  readonly authorName: string
  readonly paperTitle: string
  readonly publicationName: string
  readonly issueCountryCd: string
  readonly publisher: string
  readonly issueDate: string
  readonly issueDateType: string
  readonly issueNumber: string
  readonly citationPages: string
}

/**
 * 特開 or 特表 of 2000 or later, as 2019000103. The date matters in 2019 only, whose two eras number differently; the
 * later one is taken for granted.
 */
export function laidOpen(number: string, publishedOn = `${number.slice(0, 4)}1231`): CitedPatent {
  const serial = number.slice(4)
  const name = `${serial > '500000' ? '特表' : '特開'}${fullWidth(number.slice(0, 4))}－${fullWidth(serial)}`
  return {
    kind: 'patent',
    documentNumber: `JPA ${eraNumber(number, publishedOn)}`,
    listed: `${name}号公報`,
    reference: name,
    origin: '（ＪＰ，Ａ）',
  }
}

/** 特開 of the years that publications were numbered by: 平成 until 1999, 昭和 before 1989. */
export function laidOpenByEra(era: '平' | '昭', year: number, serial: string): CitedPatent {
  const name = (width: number) => `特開${era}${fullWidth(String(year).padStart(width, '0'))}－${fullWidth(serial)}`
  return {
    kind: 'patent',
    documentNumber: `JPA ${era === '平' ? 4 : 3}${String(year).padStart(2, '0')}${serial}`,
    listed: `${name(1)}号公報`,
    reference: name(2),
    origin: '（ＪＰ，Ａ）',
  }
}

/** 国際公開 as WO 2018/999055. How the office writes a foreign number on the wire was never seen; WOA is composed. */
export function internationalPublication(year: string, serial: string): CitedPatent {
  const name = `国際公開第${fullWidth(year)}／${fullWidth(serial)}`
  return {
    kind: 'patent',
    documentNumber: `WOA ${year}${serial}`,
    listed: `${name}号`,
    reference: name,
    origin: '（ＷＯ，Ａ１）',
  }
}

/** The author，title，journal，country，publisher，date，number，pages line of notices (xml.md §4.1). */
export function paperLine(paper: CitedPaper): string {
  const { issueDate: date } = paper
  const place = (digits: string) => fullWidth(String(Number(digits)).padStart(2))
  const day = `${fullWidth(date.slice(0, 4))}年${place(date.slice(4, 6))}月${place(date.slice(6))}日`
  const country = paper.issueCountryCd === 'JP' ? '日本' : paper.issueCountryCd
  const parts = [paper.authorName, paper.paperTitle, paper.publicationName, country, paper.publisher, day]
  return [...parts, paper.issueNumber, paper.citationPages].filter((part) => part !== '').join('，')
}
