import { BadUserInput } from './errors.ts'
import type { Policy } from './quota/policy.ts'

/** What a request's headers say about spending. */
export interface RequestPolicy {
  readonly policy: Partial<Policy>
  /** What was said and is not followed, with the reason: shown in extensions.quota.ignored. */
  readonly ignored: readonly string[]
  /** Prefer: wait and Prefer: explain (RFC 7240), to be confirmed by Preference-Applied. */
  readonly prefersWait: boolean
  readonly prefersExplain: boolean
  /** Prefer: explain, or ?explain in the address: the answer lists what was asked. */
  readonly explain: boolean
}

/** The headers of the same meaning as @upstream; BadUserInput for a number that cannot be meant. */
export function readRequestPolicy({ headers, url, method }: Request): RequestPolicy {
  const cacheControl = tokens(headers.get('cache-control'))
  const prefer = tokens(headers.get('prefer'))
  const asksForStored = cacheControl.has('only-if-cached')
  const onlyIfCached = asksForStored || !isDeliberate(method, headers)
  const ignored: string[] = []
  if (onlyIfCached && !asksForStored)
    ignored.push(
      'GET as a way to spend calls, since any web page can have a browser send it: send the header GraphQL-Require-Preflight with it, or POST',
    )
  const ages: number[] = []
  const maxAge = seconds('Cache-Control: max-age', cacheControl.get('max-age'))
  if (maxAge === 0 && isReload(headers))
    ignored.push('Cache-Control: max-age=0, which a browser sends by itself when it reloads')
  else if (maxAge !== undefined) ages.push(maxAge)
  if (cacheControl.has('no-cache')) {
    const reason = asksForStored ? 'contradicts only-if-cached' : sentByTool(headers)
    if (reason) ignored.push(`Cache-Control: no-cache, which ${reason}`)
    else ages.push(0)
  }
  // Without a value it is any (RFC 9111 §5.2.1.2).
  const stale = cacheControl.get('max-stale')
  const maxStale = seconds('Cache-Control: max-stale', stale === '' ? String(LONGEST) : stale)
  const wait = seconds('Prefer: wait', prefer.get('wait'))
  return {
    policy: {
      ...(onlyIfCached && { onlyIfCached }),
      ...(ages.length > 0 && { maxAgeMs: Math.min(...ages) * 1000 }),
      ...(maxStale !== undefined && { maxStaleMs: maxStale * 1000 }),
      ...(wait !== undefined && { waitMs: wait * 1000 }),
    },
    ignored,
    prefersWait: wait !== undefined,
    prefersExplain: prefer.has('explain'),
    explain: prefer.has('explain') || isOn(new URL(url).searchParams.get('explain')),
  }
}

/** What a page cannot have sent to another site unless that site agrees first, by CORS. */
const preflighted = ['apollo-require-preflight', 'graphql-require-preflight', 'x-requested-with']

/**
 * Whether a program or a page of ours meant the request, and no page of any site had a browser send it (CSRF). A user and
 * password in an address make a browser send Authorization too, but never as Bearer.
 */
function isDeliberate(method: string, headers: Headers): boolean {
  if (method !== 'GET') return true
  return (
    preflighted.some((name) => headers.has(name)) ||
    /^bearer\s/i.test(headers.get('authorization') ?? '') ||
    /^application\/json\b/i.test(headers.get('content-type') ?? '')
  )
}

/** ?explain alone, or with any value but a no. */
function isOn(value: string | null): boolean {
  return value !== null && !/^(0|false|no|off)$/i.test(value)
}

/**
 * Names, with values where they have one; parameters of a preference are of no meaning here. What stands there twice
 * counts as it stands first (RFC 9111 §4.2.1, RFC 7240 §2).
 */
function tokens(header: string | null): ReadonlyMap<string, string> {
  const parts = (header ?? '').match(/(?:"[^"]*"|[^",])+/g) ?? []
  return new Map(
    parts.toReversed().map((part) => {
      const [, name = '', value = ''] = /^([^=;]*)(?:=((?:"[^"]*"|[^";])*))?/.exec(part) ?? []
      return [name.trim().toLowerCase(), value.trim().replace(/^"(.*)"$/, '$1')]
    }),
  )
}

/** What a larger number counts as (RFC 9111 §1.2.2). */
const LONGEST = 2 ** 31

function seconds(name: string, value: string | undefined): number | undefined {
  if (value === undefined) return undefined
  if (!/^\d+$/.test(value))
    throw new BadUserInput(`${name}=${value.slice(0, 20)} is no number of seconds; accepted are whole numbers from 0.`)
  return Math.min(Number(value), LONGEST)
}

/** A person who opens or reloads an address did not ask for calls. */
function isReload(headers: Headers): boolean {
  return headers.get('sec-fetch-mode') === 'navigate'
}

/** Nobody who means it sends these beside it: Postman marks its requests, browsers with caching disabled add Pragma. */
function sentByTool(headers: Headers): string | null {
  if (headers.has('postman-token')) return 'Postman sends by itself'
  if (tokens(headers.get('pragma')).has('no-cache'))
    return 'a browser sends by itself, with Pragma, while its cache is disabled'
  return isReload(headers) ? 'a browser sends by itself when it reloads' : null
}
