import type { Ask } from '../../src/quota/ledger.ts'

/** Calls wanted where all callers are one. */
export function asks(...endpoints: readonly string[]): Ask[] {
  return endpoints.map((endpoint) => ({ endpoint, caller: null }))
}
