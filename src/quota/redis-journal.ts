import type { Clock } from '../clock.ts'
import { reasonOf } from '../store/database.ts'
import type { Log } from '../store/log.ts'
import type { Redis } from '../store/redis.ts'
import { createReport, type Journal, type JournalEntry, KEPT } from './journal.ts'

export interface RedisJournalOptions {
  readonly redis: Redis
  readonly account: string
  readonly clock: Clock
  readonly log: Log
}

/** As many entries are read at once. */
const PAGE = 1_000

/** A stream: its ids are moments, so what is old goes by its id. */
export function createRedisJournal({ redis, account, clock, log }: RedisJournalOptions): Journal {
  const stream = `jpo:${account}:journal-v1`
  const oldest = () => clock.now() - KEPT

  async function write(entry: JournalEntry): Promise<void> {
    const TRIM = { strategy: 'MINID', strategyModifier: '~', threshold: oldest() } as const
    await redis.run((client) => client.xAdd(stream, '*', { entry: JSON.stringify(entry) }, { TRIM }))
  }

  async function report() {
    const { add, rows } = createReport()
    for (let from = '-'; ;) {
      const page = (await redis.run((client) => client.xRange(stream, from, '+', { COUNT: PAGE }))) ?? []
      for (const { message } of page) {
        const entry = JSON.parse(message['entry'] ?? '') as Omit<JournalEntry, 'caller'> &
          Partial<Pick<JournalEntry, 'caller'>>
        // Older ones name no caller.
        if (entry.at >= oldest()) add({ ...entry, caller: entry.caller ?? null })
      }
      const last = page.at(-1)
      if (!last || page.length < PAGE) return rows()
      from = `(${last.id}`
    }
  }

  return {
    record(entry) {
      write(entry).catch((error: unknown) => {
        log.warn({ entry, reason: reasonOf(error) }, 'The journal cannot be written; this call is only in the log')
      })
    },
    report,
  }
}
