import type { Endpoint } from '../../../sources/jpo/endpoints.ts'
import { cell } from '../cell.ts'

/** extensions.quota of an answer. */
export interface QuotaExtension {
  readonly spent: readonly { readonly endpoint: Endpoint; readonly calls: number; readonly remaining: number | null }[]
  readonly cached: number
  readonly stale: number
  readonly waitedMs: number
  readonly resetsAt: string
}

/** What the newest answer cost; null before one. */
export const lastRun = cell<QuotaExtension | null>(null)
