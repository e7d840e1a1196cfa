/** What stands where a secret stood. */
export const REDACTED = '[redacted]'

/** Takes secrets out of what is about to be seen: those it was told, and what looks like one. */
export interface Redaction {
  /** Told of one more, such as an access token as it arrives. */
  learn(secret: string): void
  text(text: string): string
  /** The same in all texts of a value as JSON has it; what stands under a name like `authorization` goes as a whole. */
  value(value: unknown): unknown
  /** Whether something of it might have to go: cheap, for the many lines where nothing does. */
  isSuspect(text: string): boolean
}

/** A shorter one would be found in every other word; only its name keeps it out, and that nothing logs it. */
const SHORTEST = 4

/** Tokens are renewed hourly: old ones are dead long before so many are known. */
const MOST_LEARNT = 64

const secretNames = /authorization|cookie|passw(?:or)?d|secret|token|signature|api[-_]?key/i

/**
 * What looks like a secret, whoever sent it; what is in the first group stays. Clients have their own texts come through
 * here, in errors: each shape reads a text once, with no two parts that could share the same characters between them.
 */
const shapes: readonly RegExp[] = [
  /\b((?:Bearer|Basic|Digest)\s+)[\w.~+/=:-]+/gi,
  // A JWT, with what stands before it in the same word.
  /()(?<![\w-])(?=(?:[\w-]*-)?eyJ)[\w-]+\.[\w-]+\.[\w-]*/g,
  // A caller's key, also a piece of one (auth/callers/key.ts).
  /()jpo_[\da-f]{12,}/gi,
  // User and password in an address.
  /(\/\/)[^\s/@"'<>:]*:[^\s/@"'<>]*(?=@)/g,
  // A presigned link is a key, and any query may hold what somebody asked for.
  /((?<=\bhttps?:\/\/[^\s?"'<>]*)\?)[^\s"'<>)\]]+/gi,
  /((?:authorization|cookie|x-api-key)["']?\s*[:=]\s*)[^\r\n]+/gi,
  /((?:password|passwd|client_secret|(?:access|refresh|id)_token|X-[\w]+-(?:Signature|Credential|Security-Token))["']?\s*[:=]\s*["']?)[^\s"'&,;}]+/gi,
]

const suspects = new RegExp([secretNames, ...shapes].map(({ source }) => source).join('|'), 'i')

export function createRedaction(secrets: readonly string[] = []): Redaction {
  const learnt: string[] = []
  let known = compiled()

  function compiled(): RegExp | null {
    const forms = [...secrets, ...learnt].filter((secret) => secret.length >= SHORTEST).flatMap(formsOf)
    // The longest first: one may be the beginning of another.
    const sorted = [...new Set(forms)].toSorted((a, b) => b.length - a.length)
    return sorted.length > 0 ? new RegExp(sorted.map(escaped).join('|'), 'g') : null
  }

  function text(given: string): string {
    const told = known ? given.replace(known, REDACTED) : given
    return shapes.reduce((seen, shape) => seen.replace(shape, `$1${REDACTED}`), told)
  }

  function value(given: unknown): unknown {
    if (typeof given === 'string') return text(given)
    if (Array.isArray(given)) return given.map(value)
    if (typeof given !== 'object' || given === null) return given
    return Object.fromEntries(
      Object.entries(given).map(([name, member]) => [
        text(name),
        secretNames.test(name) && typeof member === 'string' ? REDACTED : value(member),
      ]),
    )
  }

  return {
    learn(secret) {
      if (learnt.includes(secret) || secrets.includes(secret)) return
      learnt.push(secret)
      if (learnt.length > MOST_LEARNT) learnt.shift()
      known = compiled()
    },
    text,
    value,
    isSuspect: (given) => suspects.test(given) || (known !== null && given.search(known) >= 0),
  }
}

/** As it stands in plain text, in JSON, in an address and in a form. */
function formsOf(secret: string): string[] {
  const inForm = new URLSearchParams({ '': secret }).toString().slice(1)
  return [secret, JSON.stringify(secret).slice(1, -1), encodeURIComponent(secret.toWellFormed()), inForm]
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\/-]/g, '\\$&')
}
