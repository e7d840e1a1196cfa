import type { Clock } from '../../clock.ts'
import { type JpoWords, QuotaExhausted, RateLimited, UpstreamBusy, UpstreamUnavailable } from '../../errors.ts'
import { HttpFailure } from '../../http/http.ts'
import type { Journal, JournalEntry, JournalOutcome } from '../../quota/journal.ts'
import type { Ledger, Outcome } from '../../quota/ledger.ts'
import type { Spending } from '../../quota/spending.ts'
import type { Turn, Turns } from '../../quota/turns.ts'
import { isAnswer } from './answers.ts'
import type { Client, Reply } from './client.ts'
import type { Endpoint } from './endpoints.ts'
import { answerKey } from './facts.ts'

export interface AttemptsOptions {
  readonly client: Client
  readonly turns: Turns
  readonly ledger: Ledger
  readonly journal: Journal
  readonly clock: Clock
}

/** One question, put once. */
export interface Attempt {
  readonly endpoint: Endpoint
  readonly key: string
  readonly spending: Spending
  /** 1 for the first. */
  readonly attempt: number
}

/** The office's day counts an answered call; whether it counts a failed one is not known (api.md §3): until it says. */
function outcomeOf(reply: Reply): Outcome {
  if (reply.statusCode === '203') return { kind: 'spent' }
  return isAnswer(reply.statusCode) ? { kind: 'answered', remaining: reply.remaining } : { kind: 'unknown' }
}

const journalOutcomes: Readonly<Record<string, JournalOutcome>> = {
  100: 'answered',
  107: 'no-data',
  108: 'no-data',
  111: 'no-data',
  203: 'refused-day',
  303: 'busy',
  302: 'failed',
  999: 'failed',
}

/** Single attempts: a turn taken, a request sent, both counted and written down whatever comes of them. */
export function createAttempts({ client, turns, ledger, journal, clock }: AttemptsOptions) {
  /** A refused turn is written down: it is what an application for higher limits can show (handbook §3(2)). */
  async function takeTurn({ endpoint, key, spending, attempt }: Attempt, busy: JpoWords | null): Promise<Turn> {
    try {
      const turn = await turns.take(endpoint, spending, answerKey(endpoint, key))
      spending.waited(turn.waitedMs, turn.reservation.startedAt, answerKey(endpoint, key))
      return turn
    } catch (error) {
      const isDay = error instanceof QuotaExhausted
      if (!isDay && !(error instanceof RateLimited)) throw error
      const outcome = !isDay ? 'refused-minute' : error.isOfCaller ? 'refused-share' : 'refused-day'
      const entry = { at: clock.now(), endpoint, key, waitedMs: 0, attempt }
      record(spending, { ...entry, outcome, statusCode: null, remaining: null })
      // Once the office was busy, that is what the caller should know, even where the wait ran out first.
      throw busy && !isDay ? new UpstreamBusy(endpoint, error.extensions.retryAfterSeconds, busy) : error
    }
  }

  async function send({ endpoint, key, spending, attempt }: Attempt, turn: Turn, accessToken: string): Promise<Reply> {
    const entry = { at: turn.reservation.startedAt, endpoint, key, waitedMs: turn.waitedMs, attempt }
    try {
      const onSent = () => void ledger.departed(turn.reservation)
      const reply = await client.get(endpoint, key, accessToken, onSent)
      await ledger.settle(turn.reservation, outcomeOf(reply))
      const { statusCode, remaining } = reply
      spending.paid([endpoint, key], {
        at: entry.at,
        waitedMs: entry.waitedMs,
        remaining: (spending.caller ? null : remaining) ?? (await leftOf(endpoint, spending)),
      })
      record(spending, { ...entry, outcome: journalOutcomes[statusCode] ?? 'refused', statusCode, remaining })
      return reply
    } catch (error) {
      const neverSent = error instanceof HttpFailure && error.sent === 'no'
      await (neverSent ? turns.giveBack(turn.reservation) : ledger.settle(turn.reservation, { kind: 'unknown' }))
      if (neverSent) spending.release()
      else
        spending.paid([endpoint, key], {
          at: entry.at,
          waitedMs: entry.waitedMs,
          remaining: await leftOf(endpoint, spending),
        })
      record(spending, { ...entry, outcome: neverSent ? 'not-sent' : 'failed', statusCode: null, remaining: null })
      if (error instanceof HttpFailure) throw new UpstreamUnavailable(endpoint, error.message, { cause: error })
      throw error
    }
  }

  function record(spending: Spending, ended: Omit<JournalEntry, 'caller'>): void {
    const entry = { ...ended, caller: spending.caller?.name ?? null }
    journal.record(entry)
    spending.attempted(entry, clock.now())
  }

  /** By our own count: where the office's answer carries none, or where it is of all callers together. */
  async function leftOf(endpoint: Endpoint, { caller }: Spending): Promise<number | null> {
    const rows = await ledger.claims(caller).catch(() => [])
    return rows.find((row) => row.endpoint === endpoint)?.remaining ?? null
  }

  return { takeTurn, send }
}
