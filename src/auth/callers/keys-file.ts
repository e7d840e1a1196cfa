import { z } from 'zod'
import { type Caller, type CallsADay, scopes } from './caller.ts'
import { inWords, membersTwice, repeated } from './mistakes.ts'

/** The operator's file of callers, as far as it can be meant. */
export interface KeysFile {
  readonly keys: readonly KeyRecord[]
  /** What the callers of an issuer's tokens have, by name; their scopes come with the token. */
  readonly tokens: readonly Omit<Caller, 'scopes'>[]
  readonly reserve: CallsADay
}

/** What is kept of a key. */
export interface KeyRecord {
  readonly caller: Caller
  readonly digest: Buffer
  /** Milliseconds since the epoch; from then on it is not accepted. */
  readonly expiresAt: number
}

/** Everything that is wrong, each with its place; nothing of the file's values, which may be keys. */
export class KeysFileError extends Error {
  override readonly name = 'KeysFileError'
  constructor(mistakes: readonly string[]) {
    super(mistakes.join('; '))
  }
}

const most = 1_000_000
const whole = `must be a whole number from 0 to ${most}`
const count = z.int(whole).min(0, whole).max(most, whole)

const keyName = z
  .string('must be a text')
  .regex(/^(?!(any|no)body$)[A-Za-z0-9][\w.-]{0,63}$/, 'must be 1 to 64 of A–Z a–z 0–9 . _ - and not anybody or nobody')

const tokenName = z.string('must be a text').regex(/^(sub|azp):./, 'must be sub: or azp: and what the token says there')

const digest = z
  .string('must be the SHA-256 of the key')
  .regex(/^[\da-f]{64}$/i, 'must be the SHA-256 of the key, 64 hexadecimal digits')

const expires = z.string('must be a day or an instant').transform((text, context) => {
  const isDay = z.iso.date().safeParse(text).success
  if (isDay || z.iso.datetime({ offset: true }).safeParse(text).success)
    return Date.parse(isDay ? `${text}T00:00:00+09:00` : text)
  context.addIssue(
    'must be a day (from its 0:00 in Japan the key is not accepted) or an instant such as 2027-01-01T09:00:00+09:00',
  )
  return z.NEVER
})

/** An object of these members and no others. */
function members<Shape extends z.ZodRawShape>(shape: Shape) {
  return z.strictObject(shape, {
    error: ({ code }) =>
      code === 'unrecognized_keys' ? `accepted are ${Object.keys(shape).join(', ')}` : 'must be an object',
  })
}

function listOf<Element extends z.ZodType>(element: Element) {
  return z.array(element, 'must be a list')
}

function shapeFor(endpoints: readonly string[]) {
  const callsADay = members(Object.fromEntries(endpoints.map((name) => [name, count.optional()])))
    .transform((calls): CallsADay => calls)
    .prefault({})
  const rights = { shares: callsADay, interactive: z.boolean('must be true or false').default(false) }
  const granted = listOf(z.enum(scopes, `must be one of ${scopes.join(', ')}`))
  const key = members({
    name: keyName,
    sha256: digest,
    scopes: granted,
    expires: expires.default(Infinity),
    ...rights,
  })
  return members({
    keys: listOf(key).default([]),
    tokens: listOf(members({ name: tokenName, ...rights })).default([]),
    reserve: callsADay,
  })
}

/** `endpoints`: whose calls can be shared out. */
export function readKeysFile(text: string, endpoints: readonly string[]): KeysFile {
  const json = parsed(text)
  const { data, error } = shapeFor(endpoints).safeParse(json)
  const mistakes = [...(error?.issues.map(inWords) ?? []), ...repeated(json), ...membersTwice(text)]
  if (!data || mistakes.length > 0) throw new KeysFileError(mistakes)
  return {
    keys: data.keys.map(({ name, sha256, scopes: granted, shares, interactive, expires: expiresAt }) => ({
      caller: { name, scopes: new Set(granted), shares, isInteractive: interactive },
      digest: Buffer.from(sha256, 'hex'),
      expiresAt,
    })),
    tokens: data.tokens.map(({ name, shares, interactive }) => ({ name, shares, isInteractive: interactive })),
    reserve: data.reserve,
  }
}

/** The parser's own words quote the text. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''))
  } catch {
    throw new KeysFileError(['it is not JSON, or only a part of it'])
  }
}
