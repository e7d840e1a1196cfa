import { pino } from 'pino'
import { systemClock } from '../src/clock.ts'
import { readConfig } from '../src/config.ts'
import { openDrivers } from '../src/drivers.ts'
import { envelope } from '../src/sandbox/reply.ts'
import { portfolioOffice } from '../src/sandbox/portfolio-office.ts'
import { accountOf } from '../src/services.ts'
import { readAnswer } from '../src/sources/jpo/answers.ts'
import { createArchives } from '../src/sources/jpo/documents/archives.ts'
import { callsADay, type Endpoint } from '../src/sources/jpo/endpoints.ts'
import { createMemory } from '../src/sources/jpo/memory.ts'
import { createStore, type StoredValue } from '../src/store/store.ts'
import { composedApplications, numberOf } from './applications.ts'

/**
 * Fills the store of a server with what the office would answer about the applications: read by the real readers and
 * remembered by the real memory, only without the network, the ledger and its pace.
 */
export async function fill(
  env: Readonly<Record<string, string>>,
  applications: number,
  endpoints: readonly Endpoint[],
): Promise<void> {
  const config = readConfig(env)
  const account = accountOf(config)
  const log = pino({ level: 'warn' })
  const drivers = await openDrivers(config, { account, clock: systemClock, log })
  const store = createStore({ shelf: drivers.shelf, namespace: account, callsADay, clock: systemClock, log })
  const archives = createArchives()
  const notes = { unknownKey: () => undefined }
  const memory = createMemory({ store, clock: systemClock, notes, archives })
  const office = portfolioOffice(composedApplications(applications), systemClock)

  async function ask(endpoint: Endpoint, key: string): Promise<StoredValue> {
    const finding = await office.look(endpoint, key)
    const head = { retrievedAt: systemClock.now(), source: endpoint }
    if (finding.kind === 'archive') return { ...head, statusCode: '100', body: finding.bytes }
    const statusCode = finding.kind === 'data' ? '100' : finding.statusCode
    const { body } = envelope(statusCode, '1000', finding.kind === 'data' ? finding.data : {})
    return { ...head, statusCode, body: body.toString() }
  }

  for (let nth = 0; nth < applications; nth++) {
    for (const endpoint of endpoints) {
      const received = await ask(endpoint, numberOf(nth))
      await memory.remember(await readAnswer(endpoint, numberOf(nth), received, { notes, archives }), received)
    }
  }
  await store.close()
  await archives.close()
  drivers.close()
}
