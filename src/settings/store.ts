import { z } from 'zod'
import type { Location } from '../store/location.ts'
import { setting, wholeNumber } from './setting.ts'

const storeUrl = z.string().transform((text, context): Location => {
  if (text === 'memory:') return { kind: 'memory' }
  const file = /^sqlite:(.+)$/.exec(text)?.[1]
  if (file && file !== ':memory:') return { kind: 'sqlite', file }
  if (isRedis(text)) return { kind: 'redis', url: text }
  const hint = file ? '; a store in memory is memory: alone' : ''
  context.addIssue(`must be sqlite:<file>, memory: or redis[s]://[user:password@]host[:port][/database number]${hint}`)
  return z.NEVER
})

function isRedis(text: string): boolean {
  const url = /^rediss?:\/\//.test(text) && URL.canParse(text) ? new URL(text) : null
  if (!url || url.search || url.hash) return false
  return url.hostname !== '' && /^(\/\d{0,5})?$/.test(url.pathname) && isEncoded(url.username + url.password)
}

/** A per cent sign that is meant as itself stands as %25, and what else is encoded is UTF-8. */
function isEncoded(text: string): boolean {
  try {
    decodeURIComponent(text)
    return true
  } catch {
    return false
  }
}

/** Where answers and counts are kept, and how many. */
export const storeSettings = {
  STORE_URL: setting({
    byDefault: 'sqlite:.data/jpo.sqlite',
    meaning:
      'Where answers and counts are kept: sqlite: and a file, memory: alone, or redis://[user:password@]host[:port][/database] (rediss:// over TLS), which any number of servers may share.',
    as: storeUrl.prefault('sqlite:.data/jpo.sqlite'),
  }),
  STORE_MAX_MB: setting({
    byDefault: '2048',
    meaning: 'Megabytes of answers kept, 64 to 1000000; what is old and cheap to ask again goes first.',
    as: wholeNumber(64, 1_000_000).prefault('2048'),
  }),
}
