import { systemClock } from '../src/clock.ts'
import { startSandbox } from '../src/sandbox/sandbox.ts'
import { endpointNames, type Endpoint } from '../src/sources/jpo/endpoints.ts'
import { composedApplications } from './applications.ts'

/** The sandbox in a process of its own, so that its work is nobody else's: it tells how often it was asked. */
const [, , applications = '0', requestsPerMinute = '100000'] = process.argv
const sandbox = await startSandbox({
  clock: systemClock,
  limits: Object.fromEntries(endpointNames.map((name) => [name, 1_000_000])) as Record<Endpoint, number>,
  requestsPerMinute: Number(requestsPerMinute),
  portfolio: composedApplications(Number(applications)),
})

process.on('message', () => {
  process.send?.({ calls: sandbox.calls.map(({ endpoint }) => endpoint) })
  sandbox.forget()
})
process.send?.({ origin: sandbox.origin })
