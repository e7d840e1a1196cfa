import { statSync } from 'node:fs'
import { z } from 'zod'
import { isLoopback } from './http/loopback.ts'
import { type Endpoint, endpointNames, endpoints } from './sources/jpo/endpoints.ts'
import type { Location } from './store/location.ts'

/** The settings, for `npm start -- --help` and the README's table (a test compares them). */
export const settings: readonly { name: string; byDefault: string; meaning: string }[] = [
  {
    name: 'JPO_USERNAME',
    byDefault: '',
    meaning: 'ID the office gave you (with JPO_PASSWORD). Without both: the built-in sandbox.',
  },
  { name: 'JPO_PASSWORD', byDefault: '', meaning: 'Its password. Never printed, logged or stored.' },
  {
    name: 'JPO_BASE_URL',
    byDefault: 'https://ip-data.jpo.go.jp',
    meaning: 'Origin of the API; calls go to /api/patent/v1/… below it.',
  },
  { name: 'JPO_TOKEN_URL', byDefault: 'JPO_BASE_URL/auth/token', meaning: 'Where access tokens are issued.' },
  {
    name: 'JPO_DAILY_LIMITS',
    byDefault: 'handbook; on the sandbox tenfold',
    meaning:
      'Calls a day: handbook, doubled, or a list over the handbook’s figures such as APP_PROGRESS=800,CITE_DOC_INFO=100; 0 to 1000000, 0 = never ask this endpoint. A figure given is kept to; beyond others the office may show that it allows more.',
  },
  {
    name: 'JPO_REQUESTS_PER_MINUTE',
    byDefault: '10; on the sandbox 600',
    meaning: 'Starts in any sixty seconds, 1 to 100000.',
  },
  {
    name: 'SANDBOX_RECORDINGS',
    byDefault: '',
    meaning: 'A directory of recorded answers for the sandbox to serve in place of its composed portfolio.',
  },
  {
    name: 'STORE_URL',
    byDefault: 'sqlite:.data/jpo.sqlite',
    meaning:
      'Where answers and counts are kept: sqlite: and a file, memory: alone, or redis://[user:password@]host[:port][/database] (rediss:// over TLS), which any number of servers may share.',
  },
  {
    name: 'STORE_MAX_MB',
    byDefault: '2048',
    meaning: 'Megabytes of answers kept, 64 to 1000000; what is old and cheap to ask again goes first.',
  },
  {
    name: 'PUBLIC_URL',
    byDefault: '',
    meaning:
      'Where clients reach this server, such as https://patents.example.com/jpo: the URLs of pictures begin with it. Without: they begin with /images.',
  },
  { name: 'HOST', byDefault: '127.0.0.1', meaning: 'Address to listen on.' },
  { name: 'PORT', byDefault: '4000', meaning: 'Port to listen on, 0 to 65535; 0 = any free one.' },
  { name: 'LOG_LEVEL', byDefault: 'info', meaning: 'trace, debug, info, warn, error, fatal or silent.' },
]

export const handbookLimits = limitsFrom(({ handbookLimit }) => handbookLimit)
export const handbookRequestsPerMinute = 10
/** A newcomer should not wait for the office's pace. */
export const sandboxLimits = limitsFrom(({ handbookLimit }) => handbookLimit * 10)
export const sandboxRequestsPerMinute = 600

function limitsFrom(limit: (row: (typeof endpoints)[Endpoint]) => number): Record<Endpoint, number> {
  return Object.fromEntries(endpointNames.map((name) => [name, limit(endpoints[name])])) as Record<Endpoint, number>
}

function wholeNumber(from: number, to: number) {
  const message = `must be a whole number from ${from} to ${to}`
  return z
    .string()
    .regex(/^\d{1,9}$/, message)
    .transform(Number)
    .refine((value) => value >= from && value <= to, message)
}

/** HTTPS, or HTTP to this machine: the password goes there. */
const secureUrl = z.string().transform((text, context) => {
  const url = URL.canParse(text) ? new URL(text) : null
  const secure = url?.protocol === 'https:' || (url?.protocol === 'http:' && isLoopback(url.hostname))
  if (url && secure && !url.username && !url.password) return url
  context.addIssue('must be an https:// URL without user and password in it (http:// only on loopback)')
  return z.NEVER
})

const originUrl = secureUrl.transform((url, context) => {
  if (url.pathname === '/' && !url.search && !url.hash) return url.origin
  context.addIssue('must be the origin only, such as https://ip-data.jpo.go.jp; the path is added by the server')
  return z.NEVER
})

const publicUrl = z.string().transform((text, context) => {
  const url = URL.canParse(text) ? new URL(text) : null
  const isWeb = url?.protocol === 'https:' || url?.protocol === 'http:'
  if (url && isWeb && !url.username && !url.password && !url.search && !url.hash) return url.href.replace(/\/+$/, '')
  context.addIssue('must be an http:// or https:// URL without user, password, query and fragment')
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

const hostName = z.string().transform((text, context) => {
  if (/^[\w.:-]+$/.test(text)) return text
  const bare = /^\[([\da-fA-F:.]+)\]$/.exec(text)?.[1]
  const hint = bare ? `; an IPv6 address stands without brackets, ${bare}` : ''
  context.addIssue(`must be an address or a host name${hint}`)
  return z.NEVER
})

/** A path may be such that asking about it fails: too long, or below a folder that is closed to us. */
function isDirectory(path: string): boolean {
  try {
    return statSync(path).isDirectory()
  } catch {
    return false
  }
}

const logLevels = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent']

/** How each setting is read; an error says what is accepted, never what was given where that may be a secret. */
export const environment = z.object({
  JPO_USERNAME: z.string().optional(),
  JPO_PASSWORD: z.string().optional(),
  JPO_BASE_URL: originUrl.optional(),
  JPO_TOKEN_URL: secureUrl.transform((url) => url.href).optional(),
  JPO_DAILY_LIMITS: dailyLimits.optional(),
  JPO_REQUESTS_PER_MINUTE: wholeNumber(1, 100_000).optional(),
  SANDBOX_RECORDINGS: z.string().refine(isDirectory, 'must be an existing directory').optional(),
  STORE_URL: storeUrl.prefault('sqlite:.data/jpo.sqlite'),
  STORE_MAX_MB: wholeNumber(64, 1_000_000).prefault('2048'),
  PUBLIC_URL: publicUrl.optional(),
  HOST: hostName.prefault('127.0.0.1'),
  PORT: wholeNumber(0, 65_535).prefault('4000'),
  LOG_LEVEL: z.enum(logLevels, { error: `must be one of ${logLevels.join(', ')}` }).prefault('info'),
})

export type Environment = z.infer<typeof environment>
