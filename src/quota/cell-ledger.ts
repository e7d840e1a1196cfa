import { randomBytes } from 'node:crypto'
import type { Clock } from '../clock.ts'
import { UpstreamUnavailable } from '../errors.ts'
import { reasonOf } from '../store/database.ts'
import type { Log } from '../store/log.ts'
import type { Cell, Reading } from './cell.ts'
import { type Look, putForward } from './clock-step.ts'
import type { Allowance } from './count.ts'
import type { Ask, Grant, Ledger, Reservation } from './ledger.ts'
import { type Division, undivided } from './shares.ts'
import { readState, writeState } from './state.ts'
import { type Drift, Steps } from './steps.ts'

export interface LedgerOptions {
  /** Office and ID: the counts of two accounts never mix. */
  readonly account: string
  /** Calls a day per endpoint. */
  readonly limits: Readonly<Record<string, number>>
  /** The endpoints whose limit our calls never pass, even where the office allows more. */
  readonly ceilings?: ReadonlySet<string>
  readonly requestsPerMinute: number
  /** Without: all who call are one. */
  readonly division?: Division | undefined
  readonly clock: Clock
  readonly log: Log
}

/** Something to be written down; what it gives back is called once it is. */
type Step = (steps: Steps, shift: number) => () => void

interface Waiting {
  readonly step: Step
  readonly fail: (error: unknown) => void
}

/**
 * The rules of day and minute on a cell. What is asked for while a step is being written is written together in the next
 * one; what could not be written down, and must be, goes with the next step that can.
 */
export function createCellLedger(cell: Cell, options: LedgerOptions): Ledger {
  const { limits, ceilings, requestsPerMinute: perMinute, division = undivided, clock, log } = options
  const allowances = new Map<string, Allowance>(
    Object.entries(limits).map(([endpoint, limit]) => [
      endpoint,
      { limit, isCeiling: ceilings?.has(endpoint) ?? false },
    ]),
  )
  let waiting: Waiting[] = []
  let owed: Step[] = []
  let isWriting = false

  /** The last that was read or written here: mostly it is what is found there, and need not be read again. */
  let last = { text: '', state: readState(null) }

  /** When that was, by both clocks. */
  let written: Look | null = null

  const lookAt = ({ now }: Reading): Look => ({ now, steady: clock.steady?.() ?? now })

  function stepsOn(reading: Reading): Steps {
    const { text, now } = reading
    if (text !== last.text) last = { text: text ?? '', state: readState(text) }
    return new Steps(last.state, now, { allowances, perMinute, division }, putForward(written, lookAt(reading)))
  }

  /** What the clock of the cell is ahead of the caller's. */
  const shiftOf = ({ now }: Reading) => now - clock.now()

  async function write(): Promise<void> {
    if (isWriting) return
    isWriting = true
    // What else is asked for in this tick goes with it.
    await Promise.resolve()
    while (waiting.length > 0) {
      const batch = waiting
      const debts = owed
      waiting = []
      owed = []
      let seen = written
      try {
        const done = await cell.update((reading) => {
          const steps = stepsOn(reading)
          seen = lookAt(reading)
          const result = [...debts, ...batch.map(({ step }) => step)].map((step) => step(steps, shiftOf(reading)))
          if (steps.isChanged || reading.text === null) last = { text: writeState(steps.state), state: steps.state }
          return { text: last.text, result }
        })
        written = seen
        for (const tell of done) tell()
      } catch (error) {
        owed = [...debts, ...owed]
        for (const { fail } of batch) fail(error)
      }
    }
    isWriting = false
  }

  function reserve(asks: readonly Ask[]): Promise<readonly Grant[]> {
    const unknown = asks.find(({ endpoint }) => !allowances.has(endpoint))
    if (unknown) return Promise.reject(new Error(`no limit is configured for ${unknown.endpoint}`))
    const batch = randomBytes(9).toString('base64url')
    const asked = asks.map((ask, index) => ({ ...ask, id: `${batch}${index}` }))
    return new Promise((resolve, reject) => {
      waiting.push({
        step: (steps, shift) => {
          const grants = steps.reserve(asked).map((grant) => shifted(grant, shift))
          return () => resolve(grants)
        },
        fail(error) {
          // Perhaps written nevertheless; nobody will use them.
          owed.push((steps) => {
            for (const { id } of asked) steps.settle(id, { kind: 'not-sent' })
            return nothing
          })
          reject(unavailable(error))
        },
      })
      void write()
    })
  }

  /** Resolves also where it is not written yet. */
  function note(step: Step, details: object, message: string): Promise<void> {
    return new Promise((resolve) => {
      waiting.push({
        step: (steps, shift) => {
          const tell = step(steps, shift)
          return () => {
            tell()
            resolve()
          }
        },
        fail(error) {
          owed.push(step)
          log.warn({ ...details, reason: reasonOf(error) }, message)
          resolve()
        },
      })
      void write()
    })
  }

  function report({ endpoint }: Reservation, { surprise, ...drift }: Drift): void {
    log.warn({ endpoint, ...drift, configuredLimit: limits[endpoint] }, surprise)
  }

  async function look<T>(question: (steps: Steps, shift: number) => T): Promise<T> {
    try {
      const reading = await cell.read()
      const steps = stepsOn(reading)
      for (const step of owed) step(steps, 0)
      return question(steps, shiftOf(reading))
    } catch (error) {
      throw unavailable(error)
    }
  }

  return {
    reserve,
    departed: ({ id, endpoint }) =>
      note(
        (steps) => {
          steps.depart(id)
          return nothing
        },
        { endpoint },
        'The departure of a call cannot be written down yet; it counts as leaving until then',
      ),
    settle: (reservation, outcome) =>
      note(
        (steps) => {
          const drifts = steps.settle(reservation.id, outcome)
          return () => drifts.forEach((drift) => report(reservation, drift))
        },
        { endpoint: reservation.endpoint, outcome },
        'A call cannot be settled yet; it stays counted until then',
      ),
    day: () => look((steps) => steps.day()),
    claims: (caller) => look((steps) => steps.claims(caller)),
    callers: () => look((steps) => steps.callers()),
    startsLeftThisMinute: (caller = null) => look((steps) => steps.startsLeft(caller)),
    nextStarts: (callers) => look((steps, shift) => steps.nextStarts(callers).map((at) => at - shift)),
  }
}

const nothing = () => undefined

function shifted(grant: Grant, shift: number): Grant {
  if (grant.granted) {
    const { reservation } = grant
    return { granted: true, reservation: { ...reservation, startedAt: reservation.startedAt - shift } }
  }
  return grant.because === 'minute' ? { ...grant, at: grant.at - shift } : grant
}

/** A ledger that fails stops the calls. */
function unavailable(error: unknown): UpstreamUnavailable {
  return new UpstreamUnavailable('the quota ledger', reasonOf(error), { cause: error })
}
