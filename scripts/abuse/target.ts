import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { digestOf, newKey } from '../../src/auth/callers/key.ts'
import { systemClock } from '../../src/clock.ts'
import { readConfig } from '../../src/config.ts'
import { createLog } from '../../src/observe/log.ts'
import { createRedaction } from '../../src/observe/redaction.ts'
import { createServer } from '../../src/server.ts'
import { createServices } from '../../src/services.ts'
import type { Keys } from './requests.ts'
import { startTokens } from './tokens.ts'

/** A server on loopback to be abused. */
export interface Target {
  readonly port: number
  /** `good`: a key and a token; null where nobody is asked for one. */
  readonly keys: Keys & { readonly good: readonly [string, string] | null }
  /** Calls that its office received since the last look. */
  calls(): number
  /** All that it has logged. */
  readonly lines: readonly string[]
  close(): Promise<void>
}

/** One that everybody may ask, or one that asks for keys. */
export async function openTarget(isClosed: boolean): Promise<Target> {
  const folder = mkdtempSync(join(tmpdir(), 'abuse-'))
  const [good, expired] = [newKey(), newKey()]
  const tokens = await startTokens()
  const [first = '', ...others] = tokens.forged
  const file = join(folder, 'keys.json')
  const record = (name: string, key: string) => ({
    name,
    sha256: digestOf(key).toString('hex'),
    scopes: ['read', 'spend'],
  })
  const keys = [record('good', good), { ...record('expired', expired), expires: '2020-01-01' }]
  writeFileSync(file, JSON.stringify({ keys }))
  const config = readConfig({
    STORE_URL: 'memory:',
    LIMITS: 'receiveSeconds=1',
    ...(isClosed && { AUTH_API_KEYS_FILE: file, ...tokens.env }),
  })
  const lines: string[] = []
  const redaction = createRedaction(config.secrets)
  const log = createLog({ level: 'info', redaction, destination: { write: (line) => void lines.push(line) } })
  const services = await createServices(config, { clock: systemClock, log, redaction })
  const server = createServer(services)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    port: (server.address() as AddressInfo).port,
    keys: {
      good: isClosed ? [good, tokens.good] : null,
      bad: [expired, newKey(), good.slice(0, -1), good.toUpperCase(), 'x'.repeat(2_000)],
      forged: [first, ...others],
    },
    calls() {
      const count = services.sandbox?.calls.length ?? 0
      services.sandbox?.forget()
      return count
    },
    lines,
    async close() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
      await services.close()
      await tokens.close()
      rmSync(folder, { recursive: true })
    },
  }
}
