import type { ApplicationPapers, ApplicationPart, PlainEntry } from './document-types.ts'

/** Short words for the rows that nearly every history has. */
export function filed(date: string, parts?: readonly ApplicationPart[]): ApplicationPapers {
  return parts ? { kind: 'application', date, parts } : { kind: 'application', date }
}

export function entry(date: string, code: string, name: string, separator?: string): PlainEntry {
  return { kind: 'entry', date, code, name, ...(separator === undefined ? {} : { separator }) }
}

export const examinationRequested = (date: string) => entry(date, 'A621', '出願審査請求書', 'S')
export const searchReported = (date: string) => entry(date, 'A971007', '検索報告書', 'C')
export const withdrawn = (date: string) => entry(date, 'A761', '出願取下書', 'S')
export const abandoned = (date: string) => entry(date, 'A762', '出願放棄書', 'S')
