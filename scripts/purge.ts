import { parseArgs } from 'node:util'
import { pino } from 'pino'
import { systemClock } from '../src/clock.ts'
import { processEnvironment, readConfig } from '../src/config.ts'
import { openDrivers } from '../src/drivers.ts'
import { createLog } from '../src/observe/log.ts'
import { createRedaction } from '../src/observe/redaction.ts'
import { accountOf } from '../src/services.ts'
import { keysAbout } from '../src/sources/jpo/about.ts'
import { callsADay } from '../src/sources/jpo/endpoints.ts'
import { displayApplicationNumber, parseApplicationNumber } from '../src/sources/jpo/numbers.ts'
import { placeOf } from '../src/store/location.ts'
import { createStore } from '../src/store/store.ts'

const usage = [
  'Usage: npm run purge -- --application 2020123456',
  '',
  'Forgets everything stored about one application: the answers of all endpoints, and what was learnt from them.',
  'Asked again, it costs the calls anew. Counts and the journal stay. Servers may go on running meanwhile.',
].join('\n')

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: { application: { type: 'string' }, help: { type: 'boolean', short: 'h' } },
  })
  if (values.help) {
    console.log(usage)
    return
  }
  if (values.application === undefined) throw new Error(`Which application is to be forgotten?\n\n${usage}`)
  const application = parseApplicationNumber(values.application)
  const config = readConfig(processEnvironment())
  const clock = systemClock
  const redaction = createRedaction(config.secrets)
  const log = createLog({ level: config.logLevel, redaction, destination: pino.destination(2) })
  const account = accountOf(config)
  const drivers = await openDrivers(config, { account, clock, log })
  try {
    const store = createStore({ shelf: drivers.shelf, namespace: account, callsADay, clock, log })
    const removed = await store.forget(await keysAbout(store, application))
    for (const key of removed) console.log(key)
    const where = `about ${displayApplicationNumber(application)} for ${account} in ${placeOf(config.store)}`
    console.log(removed.length === 0 ? `Nothing is stored ${where}.` : `Forgotten: ${removed.length} entries ${where}.`)
  } finally {
    drivers.close()
  }
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : String(error))
  process.exitCode = 1
})
