import type { JpoToken } from '../../auth/jpo-token.ts'
import {
  BadUserInput,
  Failure,
  type JpoWords,
  QuotaExhausted,
  RateLimited,
  UpstreamBusy,
  UpstreamContract,
  UpstreamUnauthenticated,
  UpstreamUnavailable,
} from '../../errors.ts'
import { nextReset, toOfficeTime } from '../../quota/day.ts'
import type { Spending } from '../../quota/spending.ts'
import { type Attempt, type AttemptsOptions, createAttempts } from './attempts.ts'
import type { Reply } from './client.ts'
import type { Endpoint } from './endpoints.ts'
import { answerKey } from './facts.ts'

export interface CallsOptions extends AttemptsOptions {
  readonly token: JpoToken
}

/** One question put to the office until it is answered or fails: token, turn, call, count, and again where that helps. */
export interface Calls {
  call(endpoint: Endpoint, key: string, spending: Spending): Promise<{ reply: Reply; startedAt: number }>
  /** RateLimited where the same question of another operation is in line for a turn that comes too late for this one. */
  inTime(endpoint: Endpoint, key: string, spending: Spending): Promise<void>
}

const maxAttempts = 5
/** Waits before the second, third … attempt after 303 or 302; each attempt takes a turn of its own besides. */
const backOffMs = [1_000, 2_000, 4_000, 8_000]

export function createCalls(options: CallsOptions): Calls {
  const { token, turns, clock } = options
  const attempts = createAttempts(options)

  async function call(endpoint: Endpoint, key: string, spending: Spending) {
    let busy: JpoWords | null = null
    let isRenewed = false
    let isRepeated = false
    let accessToken = ''
    let failure: Failure | null = null
    for (let attempt = 1; ; attempt++) {
      await allowed(endpoint, spending, failure)
      const one = { endpoint, key, spending, attempt }
      const turn = await releasing(spending, async () => {
        if (attempt === 1) accessToken = await token.get()
        return attempts.takeTurn(one, busy)
      })
      const reply = await attempts.send(one, turn, accessToken)
      const jpo = { statusCode: reply.statusCode, message: reply.message }
      const isLast = attempt >= maxAttempts
      switch (reply.statusCode) {
        case '100':
        case '107':
        case '108':
        case '111':
          token.accepted(accessToken)
          return { reply, startedAt: turn.reservation.startedAt }
        case '210':
          accessToken = await renewed(accessToken, jpo)
          failure = new UpstreamUnauthenticated('its token is refused after renewal', jpo)
          if (isRenewed || isLast) throw failure
          isRenewed = true
          continue
        case '303':
        case '302': {
          if (reply.statusCode === '303') busy = jpo
          const pause = backOffMs[attempt - 1] ?? 0
          failure = givenUp(endpoint, busy, jpo)
          if (isLast) throw failure
          if (clock.now() + pause > spending.deadline)
            throw endedBy(new RateLimited(endpoint, Math.ceil(pause / 1000)), failure)
          await clock.sleep(pause)
          spending.waited(pause, clock.now(), answerKey(endpoint, key))
          continue
        }
        case '999':
          failure = new UpstreamUnavailable(endpoint, 'an unexpected error', { jpo })
          if (isRepeated || isLast) throw failure
          isRepeated = true
          continue
        default:
          throw refusal(one, jpo, turn.reservation.startedAt)
      }
    }
  }

  /** A retry is a call like any other: where the operation allows no more of them, what the last one met stands. */
  async function allowed(endpoint: Endpoint, spending: Spending, failure: Failure | null): Promise<void> {
    try {
      await spending.claim(endpoint)
    } catch (error) {
      throw failure ? endedBy(error, failure) : error
    }
  }

  async function inTime(endpoint: Endpoint, key: string, spending: Spending): Promise<void> {
    const turn = await turns.expected(answerKey(endpoint, key))
    if (turn !== null && turn > Math.max(clock.now(), spending.deadline))
      throw new RateLimited(endpoint, Math.max(1, Math.ceil((turn - clock.now()) / 1000)))
  }

  /** The token is told of every refusal, for /ready too; it knows when not to ask for another, but not the office's words. */
  async function renewed(accessToken: string, jpo: JpoWords): Promise<string> {
    try {
      return await token.refused(accessToken)
    } catch (error) {
      if (!(error instanceof UpstreamUnauthenticated)) throw error
      throw new UpstreamUnauthenticated('its token is refused and no other is accepted', jpo)
    }
  }

  return { call, inTime }
}

function refusal({ endpoint, key }: Attempt, jpo: JpoWords, startedAt: number): Failure {
  switch (jpo.statusCode) {
    case '203':
      // Of the day in which it was asked: it may be over by now.
      return new QuotaExhausted(endpoint, toOfficeTime(nextReset(startedAt)), { jpo })
    case '204':
    case '208':
      return new BadUserInput(`The office does not accept '${key}' at ${endpoint}.`, { jpo })
    case '212':
      return new UpstreamUnauthenticated('its credentials are invalid', jpo)
    default:
      return new UpstreamContract(`${endpoint} result.statusCode`, 'a status this server does not expect', { jpo })
  }
}

/** What was claimed and cannot be sent is given back to the operation. */
async function releasing<T>(spending: Spending, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    spending.release()
    throw error
  }
}

/** The failure that the caller sees, and why it was not tried again: others who wait for the same may go on (source.ts). */
function endedBy(limit: unknown, failure: Failure): Failure {
  failure.cause = limit
  return failure
}

/** How long a client should leave a busy office alone, in seconds: the minute that its limit is counted by. */
const busyRetrySeconds = 60

function givenUp(endpoint: Endpoint, busy: JpoWords | null, last: JpoWords): Failure {
  if (busy) return new UpstreamBusy(endpoint, busyRetrySeconds, busy)
  return new UpstreamUnavailable(endpoint, 'it ran into its own time limit', { jpo: last })
}
