import type { Person } from './types.ts'

/** Nobody here exists: companies bear 架空 (imaginary), persons 見本 (specimen), agents 代理 or 雛形 (template). */
export const electric: Person = { code: '900000101', name: '架空電機株式会社' }
export const chemical: Person = { code: '900000102', name: '架空化学工業株式会社' }
export const university: Person = { code: '900000103', name: '国立大学法人架空大学' }
export const motor: Person = { code: '900000104', name: '架空自動車株式会社' }
/** One name with two codes, as happens after a change of address (api.md §2.6). */
export const precision: Person = { code: '900000105', name: '架空精機株式会社' }
export const precisionMoved: Person = { code: '900000106', name: '架空精機株式会社' }
/** Foreign names are katakana with full-width blanks, Latin letters full-width (api.md §8.7). */
export const foreign: Person = { code: '900000107', name: 'カクウ　テクノロジーズ　インコーポレイテッド' }
export const letters: Person = { code: '900000108', name: '架空ＦＩＣ株式会社' }
export const ministry: Person = { code: '900000109', name: '架空省長官' }
export const medical: Person = { code: '900000110', name: '架空医薬株式会社' }
export const inventor: Person = { code: '900000111', name: '見本　太郎' }
/** ▲▼ marks a substituted character (xml.md §1.4). */
export const substituted: Person = { code: '900000112', name: '見本　▲花▼子' }
/** The office has not given this one a code. */
export const uncoded: Person = { code: '', name: '見本　次郎' }

export const firstAgent: Person = { code: '199900001', name: '代理　一郎' }
export const secondAgent: Person = { code: '199900002', name: '代理　二郎' }
export const thirdAgent: Person = { code: '199900003', name: '雛形　三郎' }
export const agencyFirm: Person = { code: '199900004', name: '架空国際特許業務法人' }
