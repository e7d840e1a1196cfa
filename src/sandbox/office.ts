import type { Endpoint } from '../sources/jpo/endpoints.ts'
import type { StatusCode } from './statuses.ts'

export type WireData = Record<string, unknown>

/** What the office finds in its files, before limits, counters and envelopes. */
export type Finding =
  | { readonly kind: 'data'; readonly data: WireData }
  | { readonly kind: 'archive'; readonly fileName: string; readonly bytes: Buffer }
  | { readonly kind: 'status'; readonly statusCode: StatusCode }

export const found = (data: WireData): Finding => ({ kind: 'data', data })
export const nothing: Finding = { kind: 'status', statusCode: '107' }
export const noDocuments: Finding = { kind: 'status', statusCode: '108' }
export const outOfScope: Finding = { kind: 'status', statusCode: '111' }

/** A file room: the composed portfolio or a directory of recordings. */
export interface Office {
  look(endpoint: Endpoint, key: string): Promise<Finding>
}
