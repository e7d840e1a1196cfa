import type { Clock } from '../clock.ts'
import { text, type Database } from '../store/database.ts'
import { createCellLedger, type LedgerOptions } from './cell-ledger.ts'
import type { Cell } from './cell.ts'
import type { Ledger } from './ledger.ts'

export interface SqliteLedgerOptions extends LedgerOptions {
  readonly database: Database
}

const schema = 'CREATE TABLE IF NOT EXISTS ledger_v1 (account TEXT PRIMARY KEY, state TEXT NOT NULL) STRICT'

/** The processes on one file are on one machine, and go by its clock. */
export function createSqliteLedger({ database, ...options }: SqliteLedgerOptions): Ledger {
  return createCellLedger(sqliteCell(database, options.account, options.clock), options)
}

function sqliteCell(database: Database, account: string, clock: Clock): Cell {
  database.ensure(schema)
  const select = database.prepare('SELECT state FROM ledger_v1 WHERE account = ?')
  const upsert = database.prepare(
    'INSERT INTO ledger_v1 VALUES (?, ?) ON CONFLICT (account) DO UPDATE SET state = excluded.state',
  )

  /** The clock is read under the lock: another process may have held it for a while. */
  function read() {
    const row = select.get(account)
    return { text: row ? text(row, 'state') : null, now: clock.now() }
  }

  return {
    // What is thrown becomes a rejection.
    update: (change) =>
      new Promise((resolve) =>
        resolve(
          database.transaction(() => {
            const before = read()
            const after = change(before)
            if (after.text !== before.text) upsert.run(account, after.text)
            return after.result
          }),
        ),
      ),
    read: () => new Promise((resolve) => resolve(read())),
  }
}
