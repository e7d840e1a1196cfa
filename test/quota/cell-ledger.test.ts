import { expect, test } from 'vitest'
import { createCellLedger } from '../../src/quota/cell-ledger.ts'
import type { Cell } from '../../src/quota/cell.ts'
import { asks } from '../support/asks.ts'
import { dayOf, departed, report, reserved } from '../support/ledgers.ts'
import { keptLog } from '../support/log.ts'
import { manualClock } from '../support/manual-clock.ts'

/** A place whose next answers may be lost on the way back, as those of a server far away. */
function open() {
  const clock = manualClock(Date.UTC(2026, 10, 23, 3))
  let text: string | null = null
  let steps = 0
  let lost = 0
  const cell: Cell = {
    update(change) {
      steps++
      const after = change({ text, now: clock.now() })
      text = after.text
      return lost-- > 0 ? Promise.reject(new Error('the connection broke')) : Promise.resolve(after.result)
    },
    read: () => Promise.resolve({ text, now: clock.now() }),
  }
  const limits = { PROGRESS: 400 }
  const ledger = createCellLedger(cell, { account: 'a', limits, requestsPerMinute: 10, clock, log: keptLog() })
  return {
    ledger,
    steps: () => steps,
    lose: (answers: number) => {
      lost = answers
    },
  }
}

test('turns whose grant was lost on the way are given back with the next step', async () => {
  const { ledger, lose } = open()
  lose(1)
  await expect(ledger.reserve(asks('PROGRESS', 'PROGRESS'))).rejects.toThrow('the connection broke')
  await reserved(ledger)
  expect([(await dayOf(ledger)).used, await ledger.startsLeftThisMinute()]).toEqual([1, 9])
})

test('an end that was written though its confirmation was lost happens once', async () => {
  const { ledger, lose } = open()
  const [first, second] = [await departed(ledger), await reserved(ledger)]
  lose(2)
  await ledger.settle(first, report(399))
  await ledger.settle(second, { kind: 'not-sent' })
  await reserved(ledger)
  expect(await dayOf(ledger)).toMatchObject({ used: 2, reportedByJpo: 399, usedElsewhere: 0 })
  expect(await ledger.startsLeftThisMinute()).toBe(8)
})

test('what is asked for in one tick is written in one step', async () => {
  const { ledger, steps } = open()
  await Promise.all([1, 2, 3, 4].map(() => ledger.reserve(asks('PROGRESS', 'PROGRESS'))))
  expect([steps(), (await dayOf(ledger)).used]).toEqual([1, 8])
})
