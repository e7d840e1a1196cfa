import { statSync } from 'node:fs'
import { z } from 'zod'
import { type Endpoint, endpointNames, endpoints } from '../sources/jpo/endpoints.ts'
import { secureUrl, setting, wholeNumber } from './setting.ts'

export const handbookLimits = limitsFrom(({ handbookLimit }) => handbookLimit)
export const handbookRequestsPerMinute = 10
/** A newcomer should not wait for the office's pace. */
export const sandboxLimits = limitsFrom(({ handbookLimit }) => handbookLimit * 10)
export const sandboxRequestsPerMinute = 600

function limitsFrom(limit: (row: (typeof endpoints)[Endpoint]) => number): Record<Endpoint, number> {
  return Object.fromEntries(endpointNames.map((name) => [name, limit(endpoints[name])])) as Record<Endpoint, number>
}

const originUrl = secureUrl.transform((url, context) => {
  if (url.pathname === '/' && !url.search && !url.hash) return url.origin
  context.addIssue('must be the origin only, such as https://ip-data.jpo.go.jp; the path is added by the server')
  return z.NEVER
})

interface DailyLimits {
  readonly limits: Readonly<Record<Endpoint, number>>
  /** Those whose figure the operator named. */
  readonly ceilings: ReadonlySet<string>
}

const dailyLimits = z.string().transform((text, context): DailyLimits => {
  if (text === 'handbook') return { limits: handbookLimits, ceilings: new Set() }
  if (text === 'doubled') return { limits: limitsFrom((row) => row.handbookLimit * 2), ceilings: new Set() }
  const limits = { ...handbookLimits }
  const named = new Set<string>()
  for (const entry of text.split(',')) {
    const [, name = '', figure = ''] = /^\s*([A-Z_]+)\s*=\s*(\d{1,7})\s*$/.exec(entry) ?? []
    if (!(name in endpoints) || Number(figure) > 1_000_000 || named.has(name)) {
      context.addIssue(
        `cannot be read at '${entry.trim()}': accepted are handbook, doubled, or a list such as APP_PROGRESS=800,CITE_DOC_INFO=100 ` +
          `with each endpoint once and whole numbers from 0 to 1000000 (endpoints: ${endpointNames.join(', ')})`,
      )
      return z.NEVER
    }
    named.add(name)
    limits[name as Endpoint] = Number(figure)
  }
  return { limits, ceilings: named }
})

/** A path may be such that asking about it fails: too long, or below a folder that is closed to us. */
function isDirectory(path: string): boolean {
  try {
    return statSync(path).isDirectory()
  } catch {
    return false
  }
}

/** Whom we ask, as whom, and how much. */
export const officeSettings = {
  JPO_USERNAME: setting({
    byDefault: '',
    meaning: 'ID the office gave you (with JPO_PASSWORD). Without both: the built-in sandbox.',
    as: z.string().optional(),
  }),
  JPO_PASSWORD: setting({
    byDefault: '',
    meaning: 'Its password. Never printed, logged or stored.',
    as: z.string().optional(),
  }),
  JPO_BASE_URL: setting({
    byDefault: 'https://ip-data.jpo.go.jp',
    meaning: 'Origin of the API; calls go to /api/patent/v1/… below it.',
    as: originUrl.optional(),
  }),
  JPO_TOKEN_URL: setting({
    byDefault: 'JPO_BASE_URL/auth/token',
    meaning: 'Where access tokens are issued.',
    as: secureUrl.transform((url) => url.href).optional(),
  }),
  JPO_DAILY_LIMITS: setting({
    byDefault: 'handbook; on the sandbox tenfold',
    meaning:
      'Calls a day: handbook, doubled, or a list over the handbook’s figures such as APP_PROGRESS=800,CITE_DOC_INFO=100; 0 to 1000000, 0 = never ask this endpoint. A figure given is kept to; beyond others the office may show that it allows more.',
    as: dailyLimits.optional(),
  }),
  JPO_REQUESTS_PER_MINUTE: setting({
    byDefault: '10; on the sandbox 600',
    meaning: 'Starts in any sixty seconds, 1 to 100000.',
    as: wholeNumber(1, 100_000).optional(),
  }),
  SANDBOX_RECORDINGS: setting({
    byDefault: '',
    meaning: 'A directory of recorded answers for the sandbox to serve in place of its composed portfolio.',
    as: z.string().refine(isDirectory, 'must be an existing directory').optional(),
  }),
}
