import { existsSync, readFileSync, statSync } from 'node:fs'
import { parseEnv } from 'node:util'
import { z } from 'zod'
import { isLoopback } from './http/loopback.ts'
import { type Endpoint, endpointNames, endpoints } from './sources/jpo/endpoints.ts'
import type { Location } from './store/database.ts'

/** Whom we ask: the office with an account, or the built-in sandbox. */
export type Upstream =
  | {
      readonly kind: 'office'
      readonly origin: string
      readonly tokenUrl: string
      readonly username: string
      readonly password: string
    }
  | { readonly kind: 'sandbox'; readonly recordings: string | null }

export interface Config {
  readonly host: string
  readonly port: number
  readonly logLevel: string
  /** Where answers, ledger and journal are kept. */
  readonly store: Location
  readonly upstream: Upstream
  /** Calls a day that this server may make, by endpoint. */
  readonly limits: Readonly<Record<Endpoint, number>>
  readonly requestsPerMinute: number
  /** One line each, for the operator, at start. */
  readonly warnings: readonly string[]
}

/** Every mistake of the configuration at once; never a value that may be a secret. */
export class ConfigError extends Error {
  override name = 'ConfigError'
  readonly mistakes: readonly string[]
  constructor(mistakes: readonly string[]) {
    const count = mistakes.length === 1 ? 'a mistake' : `${mistakes.length} mistakes`
    super([`The configuration has ${count}:`, ...mistakes.map((mistake) => `  - ${mistake}`)].join('\n'))
    this.mistakes = mistakes
  }
}

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
      'Calls a day: handbook, doubled, or a list over the handbook’s figures such as APP_PROGRESS=800,CITE_DOC_INFO=100; 0 to 1000000, 0 = never ask this endpoint.',
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
    meaning: 'Where answers and counts are kept: sqlite:<file> or memory:',
  },
  { name: 'HOST', byDefault: '127.0.0.1', meaning: 'Address to listen on.' },
  { name: 'PORT', byDefault: '4000', meaning: 'Port to listen on, 0 to 65535; 0 = any free one.' },
  { name: 'LOG_LEVEL', byDefault: 'info', meaning: 'trace, debug, info, warn, error, fatal or silent.' },
]

const handbookLimits = limitsFrom(({ handbookLimit }) => handbookLimit)
const handbookRequestsPerMinute = 10
/** A newcomer should not wait for the office's pace. */
const sandboxLimits = limitsFrom(({ handbookLimit }) => handbookLimit * 10)
const sandboxRequestsPerMinute = 600

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

const dailyLimits = z.string().transform((text, context): Record<Endpoint, number> => {
  if (text === 'handbook') return handbookLimits
  if (text === 'doubled') return limitsFrom(({ handbookLimit }) => handbookLimit * 2)
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
  return limits
})

const storeUrl = z.string().transform((text, context): Location => {
  if (text === 'memory:') return { kind: 'memory' }
  const file = /^sqlite:(.+)$/.exec(text)?.[1]
  if (file && file !== ':memory:') return { kind: 'sqlite', file }
  const hint = file ? '; a store in memory is memory: alone' : ''
  context.addIssue(`must be sqlite:<file> or memory:${hint}`)
  return z.NEVER
})

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

const environment = z.object({
  JPO_USERNAME: z.string().optional(),
  JPO_PASSWORD: z.string().optional(),
  JPO_BASE_URL: originUrl.optional(),
  JPO_TOKEN_URL: secureUrl.transform((url) => url.href).optional(),
  JPO_DAILY_LIMITS: dailyLimits.optional(),
  JPO_REQUESTS_PER_MINUTE: wholeNumber(1, 100_000).optional(),
  SANDBOX_RECORDINGS: z.string().refine(isDirectory, 'must be an existing directory').optional(),
  STORE_URL: storeUrl.prefault('sqlite:.data/jpo.sqlite'),
  HOST: hostName.prefault('127.0.0.1'),
  PORT: wholeNumber(0, 65_535).prefault('4000'),
  LOG_LEVEL: z.enum(logLevels, { error: `must be one of ${logLevels.join(', ')}` }).prefault('info'),
})

/** The process environment with an `.env` file below it: the only reader of both. */
export function processEnvironment(file = '.env'): Record<string, string | undefined> {
  return { ...(existsSync(file) ? parseEnv(readText(file)) : {}), ...process.env }
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    throw new ConfigError([
      `${file} is no file that can be read: ${error instanceof Error ? error.message : String(error)}`,
    ])
  }
}

export function readConfig(env: Readonly<Record<string, string | undefined>>): Config {
  const given = Object.fromEntries(settings.map(({ name }) => [name, asMeant(name, env[name])]))
  const parsed = environment.safeParse(given)
  const mistakes = [
    ...(parsed.error?.issues.map((issue) => `${issue.path.join('.')} ${issue.message}`) ?? []),
    ...contradictions(given),
  ]
  if (!parsed.success || mistakes.length > 0) throw new ConfigError(mistakes)
  const read = parsed.data
  const upstream = upstreamOf(read)
  const sandbox = upstream.kind === 'sandbox'
  return {
    host: read.HOST,
    port: read.PORT,
    logLevel: read.LOG_LEVEL,
    store: read.STORE_URL,
    upstream,
    limits: read.JPO_DAILY_LIMITS ?? (sandbox ? sandboxLimits : handbookLimits),
    requestsPerMinute: read.JPO_REQUESTS_PER_MINUTE ?? (sandbox ? sandboxRequestsPerMinute : handbookRequestsPerMinute),
    warnings: warningsAbout(read),
  }
}

/** Set to nothing is not set; blanks around are a slip, but in a password they may be meant. */
function asMeant(name: string, value: string | undefined): string | undefined {
  return (name === 'JPO_PASSWORD' ? value : value?.trim()) || undefined
}

function contradictions(given: Record<string, string | undefined>): string[] {
  const mistakes: string[] = []
  const credentials = [given.JPO_USERNAME, given.JPO_PASSWORD].filter(Boolean).length
  if (credentials === 1) {
    const missing = given.JPO_USERNAME ? 'JPO_PASSWORD' : 'JPO_USERNAME'
    mistakes.push(`${missing} is missing: set both JPO_USERNAME and JPO_PASSWORD, or neither for the built-in sandbox`)
  }
  if (credentials === 0) {
    for (const name of ['JPO_BASE_URL', 'JPO_TOKEN_URL'])
      if (given[name])
        mistakes.push(`${name} needs JPO_USERNAME and JPO_PASSWORD; without them the built-in sandbox is asked`)
  } else if (given.SANDBOX_RECORDINGS) {
    mistakes.push('SANDBOX_RECORDINGS is served by the built-in sandbox only: unset JPO_USERNAME and JPO_PASSWORD')
  }
  return mistakes
}

function upstreamOf(read: z.infer<typeof environment>): Upstream {
  if (!read.JPO_USERNAME || !read.JPO_PASSWORD) return { kind: 'sandbox', recordings: read.SANDBOX_RECORDINGS ?? null }
  const origin = read.JPO_BASE_URL ?? 'https://ip-data.jpo.go.jp'
  return {
    kind: 'office',
    origin,
    tokenUrl: read.JPO_TOKEN_URL ?? `${origin}/auth/token`,
    username: read.JPO_USERNAME,
    password: read.JPO_PASSWORD,
  }
}

function warningsAbout(read: z.infer<typeof environment>): string[] {
  const warnings: string[] = []
  const limits = read.JPO_DAILY_LIMITS ?? handbookLimits
  const raised = endpointNames.filter((name) => limits[name] > handbookLimits[name])
  const reasons = [
    ...(raised.some((name) => limits[name] > 2 * handbookLimits[name])
      ? ['a daily limit above twice the handbook’s']
      : []),
    ...(raised.length > 3 ? [`${raised.length} endpoints raised (the office grants three)`] : []),
    ...((read.JPO_REQUESTS_PER_MINUTE ?? 0) > handbookRequestsPerMinute ? ['more than ten starts a minute'] : []),
  ]
  if (reasons.length > 0) {
    const advice = read.JPO_USERNAME ? 'Make sure the office granted it.' : 'The office would have to grant it.'
    warnings.push(`Configured beyond handbook §3(2) and §3(3): ${reasons.join('; ')}. ${advice}`)
  }
  if (read.JPO_USERNAME && !followsIdRule(read.JPO_USERNAME))
    warnings.push(
      'JPO_USERNAME does not follow the handbook’s ID rule (§3(2)): 8 to 15 of digits, letters and - _ . with two kinds of them.',
    )
  return warnings
}

function followsIdRule(id: string): boolean {
  const kinds = [/\d/, /[A-Za-z]/, /[-_.]/].filter((kind) => kind.test(id)).length
  return /^[\w.-]{8,15}$/.test(id) && kinds >= 2
}
