import { setImmediate as soon } from 'node:timers/promises'
import { pino } from 'pino'
import type { Clock } from '../src/clock.ts'
import { createSqliteLedger } from '../src/quota/sqlite-ledger.ts'
import { createTurns } from '../src/quota/turns.ts'
import { openDatabase } from '../src/store/database.ts'
import { type Curve, curveTable, type Point } from './curves.ts'
import { median } from './table.ts'

const curves: readonly Curve[] = [
  { title: 'CPU ms to line up', name: 'lineUp', of: 'each' },
  { title: 'CPU ms until its turn', name: 'serve', of: 'each' },
]

const sizes = [1, 10, 100, 1_000]

/** The office's own (handbook §3(3)). */
const requestsPerMinute = 10

/** Cost against the keys that wait for their turn, each of an operation of its own, on a clock that does not wait. */
export async function growthOfQueue(): Promise<string> {
  // What was compiled for the first is there for the others.
  await queueOf(100)
  const points: Point[] = []
  for (const size of sizes) {
    const runs = []
    for (let run = 0; run < Math.max(3, 100 / size); run++) runs.push(await queueOf(size))
    const costs = { lineUp: median(runs.map(({ lineUp }) => lineUp)), serve: median(runs.map(({ serve }) => serve)) }
    points.push({ size, costs })
    console.error(`Measured: ${size} waiting keys.`)
  }
  return curveTable('waiting keys', points, curves)
}

/** Milliseconds of CPU for each of the keys. */
async function queueOf(size: number): Promise<{ readonly lineUp: number; readonly serve: number }> {
  const clock = leapingClock()
  const database = openDatabase({ kind: 'memory' })
  const ledger = createSqliteLedger({
    database,
    account: 'bench',
    limits: { A: 1_000_000 },
    requestsPerMinute,
    clock,
    log: pino({ level: 'silent' }),
  })
  const turns = createTurns({ ledger, clock })
  const take = async (key: number) => {
    const { reservation } = await turns.take('A', { deadline: Infinity }, `key ${key}`)
    await ledger.departed(reservation)
  }
  for (let key = 0; key < requestsPerMinute; key++) await take(-1 - key)

  const before = process.cpuUsage()
  const all = Array.from({ length: size }, (_, key) => take(key))
  while (clock.sleeping() === 0) await soon()
  const between = process.cpuUsage()
  const done = Promise.all(all).then(() => true)
  while (!(await Promise.race([done, soon(false)]))) clock.leap()
  const after = process.cpuUsage()
  database.close()
  return { lineUp: cpuMs(before, between) / size, serve: cpuMs(between, after) / size }
}

type Usage = ReturnType<typeof process.cpuUsage>

/** Milliseconds. */
function cpuMs(from: Usage, to: Usage): number {
  return (to.user + to.system - from.user - from.system) / 1_000
}

/** It stands still until it leaps to where the next who sleeps wants to wake. */
function leapingClock(): Clock & { sleeping(): number; leap(): void } {
  let now = Date.UTC(2026, 10, 23, 3)
  const sleepers = new Map<() => void, number>()
  return {
    now: () => now,
    sleep(ms, signal) {
      return new Promise((resolve, reject) => {
        signal?.throwIfAborted()
        sleepers.set(resolve, now + ms)
        signal?.addEventListener('abort', () => {
          sleepers.delete(resolve)
          reject(signal.reason as Error)
        })
      })
    },
    sleeping: () => sleepers.size,
    leap() {
      const next = Math.min(...sleepers.values())
      if (next === Infinity) return
      now = Math.max(now, next)
      for (const [wake, at] of sleepers)
        if (at <= now) {
          sleepers.delete(wake)
          wake()
        }
    },
  }
}
