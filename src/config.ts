import { existsSync, readFileSync } from 'node:fs'
import { parseEnv } from 'node:util'
import type { CallerSettings } from './auth/callers/policy.ts'
import type { Limits } from './limits/limits.ts'
import { callersOf, whoMayAsk } from './settings/callers.ts'
import { type Environment, environment, settings } from './settings/index.ts'
import {
  handbookLimits,
  handbookRequestsPerMinute,
  sandboxLimits,
  sandboxRequestsPerMinute,
} from './settings/office.ts'
import { tracesOf } from './settings/traces.ts'
import { type Endpoint, endpointNames } from './sources/jpo/endpoints.ts'
import type { TraceSettings } from './observe/traces.ts'
import type { Location } from './store/location.ts'

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
  /** From a signal to the end, milliseconds. */
  readonly drainMs: number
  /** What the URLs of pictures begin with; '' for paths from this server's root. */
  readonly publicUrl: string
  /** Sites whose pages may read answers. */
  readonly corsOrigins: ReadonlySet<string>
  /** Whether there is a page to ask on: none where only operations known beforehand are answered. */
  readonly graphiql: boolean
  /** Whether clients may ask for the schema. */
  readonly introspection: boolean
  /** Where answers, ledger and journal are kept. */
  readonly store: Location
  /** Bytes of answers kept. */
  readonly storeMaxBytes: number
  readonly upstream: Upstream
  /** Calls a day that this server may make, by endpoint. */
  readonly limits: Readonly<Record<Endpoint, number>>
  /** The endpoints whose limit was named by the operator: it holds even where the office allows more. */
  readonly ceilings: ReadonlySet<string>
  readonly requestsPerMinute: number
  /** Whether operations are traced. */
  readonly traces: TraceSettings
  /** What one request to this server may ask for. */
  readonly requestLimits: Limits
  /** How those who may ask this server are known. */
  readonly callers: CallerSettings
  /** Operations known beforehand: their file, and whether nothing else is answered. */
  readonly operations: { readonly file: string | null; readonly isTrustedOnly: boolean }
  /** What must be seen nowhere, whatever repeats it: the log and the errors shown are searched for it. */
  readonly secrets: readonly string[]
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

/** OpenTelemetry's packages read the process's environment by themselves: what a file says is put there for them. */
export function handToOpenTelemetry(env: Readonly<Record<string, string | undefined>>): void {
  for (const [name, value] of Object.entries(env))
    if (name.startsWith('OTEL_') && value !== undefined) process.env[name] ??= value
}

export function readConfig(env: Readonly<Record<string, string | undefined>>): Config {
  const given = Object.fromEntries(settings.map(({ name }) => [name, asMeant(name, env[name])]))
  const parsed = environment.safeParse(given)
  const mistakes = [
    ...(parsed.error?.issues.map((issue) => `${issue.path.join('.')} ${issue.message}`) ?? []),
    ...contradictions(given),
    ...whoMayAsk(given),
  ]
  if (!parsed.success || mistakes.length > 0) throw new ConfigError(mistakes)
  const read = parsed.data
  const upstream = upstreamOf(read)
  const sandbox = upstream.kind === 'sandbox'
  return {
    host: read.HOST,
    port: read.PORT,
    logLevel: read.LOG_LEVEL,
    drainMs: read.DRAIN_SECONDS * 1000,
    publicUrl: read.PUBLIC_URL ?? '',
    corsOrigins: read.CORS_ORIGINS,
    graphiql: read.GRAPHIQL && read.TRUSTED_ONLY === 'off',
    introspection: read.INTROSPECTION,
    store: read.STORE_URL,
    storeMaxBytes: read.STORE_MAX_MB * 1024 * 1024,
    upstream,
    limits: read.JPO_DAILY_LIMITS?.limits ?? (sandbox ? sandboxLimits : handbookLimits),
    ceilings: read.JPO_DAILY_LIMITS?.ceilings ?? new Set(),
    requestLimits: read.LIMITS,
    requestsPerMinute: read.JPO_REQUESTS_PER_MINUTE ?? (sandbox ? sandboxRequestsPerMinute : handbookRequestsPerMinute),
    callers: callersOf(read),
    operations: { file: read.TRUSTED_DOCUMENTS ?? null, isTrustedOnly: read.TRUSTED_ONLY === 'on' },
    traces: tracesOf(read),
    secrets: [...secretsIn(read), ...telemetrySecretsIn(env)],
    warnings: warningsAbout(read),
  }
}

/** Set to nothing is not set; blanks around are a slip, but in a password they may be meant. */
function asMeant(name: string, value: string | undefined): string | undefined {
  return (name === 'JPO_PASSWORD' ? value : value?.trim()) || undefined
}

function contradictions(given: Record<string, string | undefined>): string[] {
  const mistakes: string[] = []
  if (given.TRUSTED_ONLY === 'on' && !given.TRUSTED_DOCUMENTS)
    mistakes.push('TRUSTED_ONLY needs TRUSTED_DOCUMENTS: without it there is no operation that could be answered')
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

function upstreamOf(read: Environment): Upstream {
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

function secretsIn({ JPO_USERNAME, JPO_PASSWORD, STORE_URL }: Environment): string[] {
  const ofStore = STORE_URL.kind === 'redis' ? new URL(STORE_URL.url).password : ''
  const secrets = [JPO_USERNAME, JPO_PASSWORD, ofStore, decodeURIComponent(ofStore)]
  return secrets.flatMap((secret) => secret || [])
}

/** What its exporters send along to be let in, such as `api-key=…`. */
function telemetrySecretsIn(env: Readonly<Record<string, string | undefined>>): string[] {
  const headers = Object.entries(env).flatMap(([name, value]) =>
    /^OTEL_.*_HEADERS$/.test(name) ? (value ?? '').split(',') : [],
  )
  return headers.map((header) => header.slice(header.indexOf('=') + 1).trim()).filter((value) => value !== '')
}

function warningsAbout(read: Environment): string[] {
  const warnings: string[] = []
  const limits = read.JPO_DAILY_LIMITS?.limits ?? handbookLimits
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
