import type { Limits } from './limits.ts'
import { limitTable, type LimitName } from './limits.ts'
import { Refusal } from './refusal.ts'

/** What an operation has too much of; null within the limit. */
export function tooComplex(limit: LimitName, count: number, limits: Limits): Refusal | null {
  const allowed = limits[limit]
  if (count <= allowed) return null
  // Fragments that spread each other multiply beyond what JSON can say.
  const asked = Math.min(count, Number.MAX_SAFE_INTEGER)
  return new Refusal(
    `This operation has ${asked} ${limitTable[limit].unit}; at most ${allowed} are answered at once. ` +
      'Ask for less, or in several operations.',
    { status: 400, code: 'QUERY_TOO_COMPLEX', excess: { limit, asked, allowed } },
  )
}
