/**
 * The failures we foresaw. A class exists where a client can act differently; each writes its own sentence and says
 * in `extensions` what a program needs. Everything else is a defect and stays masked (graph/shown-errors.ts).
 */
export abstract class Failure extends Error {
  abstract readonly extensions: { readonly code: string } & Readonly<Record<string, unknown>>
  override get name() {
    return this.constructor.name
  }
}

/** What the office said, where it spoke: its status code and its own words (api.md §3). */
export interface JpoWords {
  readonly statusCode: string
  readonly message: string
}

function words(jpo: JpoWords | undefined) {
  return jpo ? { jpoStatusCode: jpo.statusCode, jpoMessage: jpo.message } : {}
}

/** A reason goes into a sentence of ours, which has its own full stop. */
function clause(reason: string) {
  return reason.replace(/[.\s]+$/, '')
}

function inWords(jpo: JpoWords | undefined) {
  return jpo ? ` The office said ${jpo.statusCode}: ${jpo.message}` : ''
}

/** More was asked for than this server gives at once: which limit, and by how much. */
export interface Excess {
  readonly limit: string
  readonly asked: number
  readonly allowed: number
}

/** An argument that cannot be meant; nothing was spent. The message says what is accepted. */
export class BadUserInput extends Failure {
  readonly extensions
  constructor(message: string, { jpo, excess }: { jpo?: JpoWords; excess?: Excess } = {}) {
    super(message + inWords(jpo))
    this.extensions = { code: 'BAD_USER_INPUT', ...words(jpo), ...excess }
  }
}

/** The office does not serve this case (111), or is known not to. */
export class OutOfScope extends Failure {
  readonly extensions
  constructor(subject: string, jpo?: JpoWords) {
    super(`The office does not serve ${subject}.${inWords(jpo)}`)
    this.extensions = { code: 'OUT_OF_SCOPE', ...words(jpo) }
  }
}

/** What a caller may call of an endpoint's day: in calls, `lentFrom` RFC 3339. */
export interface ShareSpent {
  readonly limit: number
  readonly used: number
  /** When it may have what others leave unused. */
  readonly lentFrom: string
}

/** The endpoint's day is spent, or what is left of it is kept for others than this caller. `resetsAt` is RFC 3339. */
export class QuotaExhausted extends Failure {
  readonly extensions
  /** Only its caller is refused: others may yet ask the same. */
  readonly isOfCaller: boolean
  constructor(endpoint: string, resetsAt: string, why: { jpo?: JpoWords; share?: ShareSpent } = {}) {
    const { jpo, share } = why
    super(
      share
        ? ofShare(endpoint, resetsAt, share)
        : `Today's calls to ${endpoint} are spent; the office counts anew from ${resetsAt}.${inWords(jpo)}`,
    )
    this.isOfCaller = share !== undefined
    this.extensions = { code: 'QUOTA_EXHAUSTED', endpoint, resetsAt, ...(share && { share }), ...words(jpo) }
  }
}

function ofShare(endpoint: string, resetsAt: string, { limit, used, lentFrom }: ShareSpent): string {
  return (
    `Your share of today's calls to ${endpoint} is spent (share ${limit}, used ${used}), and what is left is kept for others. ` +
    `What is unused is lent to everybody from ${lentFrom}; the office counts anew from ${resetsAt}.`
  )
}

/** The operation may spend nothing – it asked for that (onlyIfCached), or its caller lacks `spend` –, and nothing is stored. */
export class NotCached extends Failure {
  readonly extensions
  constructor(endpoint: string) {
    super(
      `Nothing is stored that would answer this without a call to ${endpoint}, and this operation may make no calls.`,
    )
    this.extensions = { code: 'NOT_CACHED', endpoint }
  }
}

/** The operation's own ceiling of calls (maxCalls) is reached; nothing was sent for this. */
export class CallsExceeded extends Failure {
  readonly extensions
  constructor(endpoint: string, maxCalls: number) {
    super(
      `This needs a call to ${endpoint}, and the operation allowed ${maxCalls}. ` +
        'What was already started is remembered: ask again, or allow more.',
    )
    this.extensions = { code: 'CALLS_EXCEEDED', endpoint, maxCalls }
  }
}

/** The call's turn in the minute would come later than the operation may wait. */
export class RateLimited extends Failure {
  readonly extensions
  constructor(
    endpoint: string,
    retryAfterSeconds: number,
    sentence = `The turn of this call to ${endpoint} comes in about ${retryAfterSeconds} s, later than this operation may wait. ` +
      'What was already started is remembered: ask again then.',
  ) {
    super(sentence)
    this.extensions = { code: 'RATE_LIMITED', endpoint, retryAfterSeconds }
  }
}

/** Whose operation it was reads no answer any more; others who wait for the same one ask again. */
export class ClientGone extends Failure {
  readonly extensions = { code: 'CLIENT_GONE' }
  constructor() {
    super('The client went away before the turn of this call came; it was not started.')
  }
}

/** This server is about to end and begins nothing any more; another one, or the one after it, does. */
export class Stopping extends Failure {
  readonly extensions = { code: 'SERVER_STOPPING', retryAfterSeconds: 1 } as const
  constructor() {
    super(
      'This server is being stopped and begins nothing any more: ask again, of another one or the one that comes after it.',
    )
  }
}

/** The office answered 303 (too many accesses) and kept doing so. */
export class UpstreamBusy extends Failure {
  readonly extensions
  constructor(endpoint: string, retryAfterSeconds: number, jpo: JpoWords) {
    super(`The office is busy at ${endpoint}; try again in ${retryAfterSeconds} s.${inWords(jpo)}`)
    this.extensions = { code: 'UPSTREAM_BUSY', endpoint, retryAfterSeconds, ...words(jpo) }
  }
}

/** No answer, a time-out (302), an unexpected error (999). */
export class UpstreamUnavailable extends Failure {
  readonly extensions
  constructor(where: string, reason: string, options: { jpo?: JpoWords | undefined; cause?: unknown } = {}) {
    super(`${where} gave no answer: ${clause(reason)}.${inWords(options.jpo)}`, { cause: options.cause })
    // The quota ledger and the token endpoint are none of the twelve.
    const endpoint = /^[A-Z_]+$/.test(where) ? { endpoint: where } : {}
    this.extensions = { code: 'UPSTREAM_UNAVAILABLE', ...endpoint, ...words(options.jpo) }
  }
}

/** The office refuses our credentials: an operator's matter. */
export class UpstreamUnauthenticated extends Failure {
  readonly extensions
  constructor(reason: string, jpo?: JpoWords) {
    super(`The office refused this server's credentials (${reason}); its operator must act.${inWords(jpo)}`)
    this.extensions = { code: 'UPSTREAM_UNAUTHENTICATED', ...words(jpo) }
  }
}

/** The office sent something unreadable; `where` names the endpoint and the path in its answer. */
export class UpstreamContract extends Failure {
  readonly extensions
  readonly reason: string
  constructor(where: string, reason: string, options: { jpo?: JpoWords | undefined; cause?: unknown } = {}) {
    super(`The office's answer cannot be read at ${where}: ${clause(reason)}.${inWords(options.jpo)}`, {
      cause: options.cause,
    })
    this.extensions = { code: 'UPSTREAM_CONTRACT', where, ...words(options.jpo) }
    this.reason = reason
  }
}

/** Who calls cannot be made out; nothing was executed. `problem` is what RFC 6750 §3.1 calls it, where something was sent. */
export class Unauthenticated extends Failure {
  readonly extensions = { code: 'UNAUTHENTICATED' }
  readonly problem: 'missing' | 'invalid_request' | 'invalid_token'
  constructor(sentence: string, problem: Unauthenticated['problem']) {
    super(sentence)
    this.problem = problem
  }
}

/** The caller is known and may not do this. */
export class Forbidden extends Failure {
  readonly extensions
  readonly caller: string
  constructor(caller: string, scope: string) {
    super(`This needs the scope ${scope}, which the caller ${caller} does not have.`)
    this.caller = caller
    this.extensions = { code: 'FORBIDDEN', scope }
  }
}

/** The issuer of tokens does not tell its keys, and none that is known here fits: nobody's token is refused for that. */
export class IssuerUnavailable extends Failure {
  readonly extensions
  constructor(retryAfterSeconds: number) {
    super(
      `The keys of the issuer of tokens are not to be had, so that this token cannot be checked; try again in ${retryAfterSeconds} s.`,
    )
    this.extensions = { code: 'ISSUER_UNAVAILABLE', retryAfterSeconds }
  }
}
