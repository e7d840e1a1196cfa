import type { Server } from 'node:http'
import { parseArgs } from 'node:util'
import { pino } from 'pino'
import { systemClock } from './clock.ts'
import { type Config, processEnvironment, readConfig, settings } from './config.ts'
import { portfolioNotice } from './sandbox/portfolio/index.ts'
import { createServer } from './server.ts'
import { createServices, type Services } from './services.ts'

/** Reads the configuration, builds the services, listens, drains: the only file with side effects. */
async function main(): Promise<void> {
  const { values } = parseArgs({ options: { help: { type: 'boolean', short: 'h' } } })
  if (values.help) {
    console.log(help())
    return
  }
  const config = readConfig(processEnvironment())
  const log = pino({ level: config.logLevel })
  const services = await createServices(config, { clock: systemClock, log })
  const server = createServer(services)
  const address = await listen(server, config)
  greet(services, address)
  // A refused password should show at /ready before somebody's query meets it. A token costs no call.
  services.token.get().catch((error: unknown) => log.warn({ err: error }, 'No access token yet'))
  stopOnSignal(server, services)
}

function help(): string {
  const lines = settings.map(
    ({ name, byDefault, meaning }) => `  ${name.padEnd(24)} ${meaning}${byDefault && ` [${byDefault}]`}`,
  )
  return ['Usage: npm start', '', 'Environment, also read from a file .env:', ...lines].join('\n')
}

function listen(server: Server, { host, port }: Config): Promise<string> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) =>
      reject(
        new Error(
          error.code === 'EADDRINUSE' ? `Port ${port} on ${host} is in use; set PORT to another.` : error.message,
        ),
      ),
    )
    server.listen(port, host, () => {
      const bound = server.address()
      const actual = typeof bound === 'object' && bound ? bound.port : port
      resolve(`http://${host.includes(':') ? `[${host}]` : host}:${actual}`)
    })
  })
}

function greet({ config, sandbox }: Services, address: string): void {
  const { upstream } = config
  const asked =
    upstream.kind === 'office'
      ? `Asking ${upstream.origin} with the credentials given.`
      : upstream.recordings === null
        ? `SANDBOX: no credentials are set, so a built-in JPO with composed data answers. ${portfolioNotice.en}\n${portfolioNotice.ja}`
        : `SANDBOX: no credentials are set, so a built-in JPO answers from the recordings in ${upstream.recordings}.`
  console.log(`${asked}\nGraphiQL and the graph: ${address}/graphql   ready: ${address}/ready`)
  if (sandbox)
    console.log(
      `It allows ${config.requestsPerMinute} calls a minute and, of APP_PROGRESS, ${config.limits.APP_PROGRESS} a day; the office itself 10 and 400.`,
    )
  for (const warning of config.warnings) console.warn(`Warning: ${warning}`)
}

/** No new requests, the running ones finish, paid answers are remembered; a second signal ends at once. */
function stopOnSignal(server: Server, services: Services): void {
  let stopping = false
  const stop = () => {
    if (stopping) process.exit(1)
    stopping = true
    setTimeout(() => process.exit(1), 25_000).unref()
    server.close(() => {
      services.close().then(
        () => process.exit(0),
        () => process.exit(1),
      )
    })
    server.closeIdleConnections()
  }
  process.on('SIGTERM', stop)
  process.on('SIGINT', stop)
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : String(error))
  process.exit(1)
})
