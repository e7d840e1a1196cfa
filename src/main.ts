import type { Server } from 'node:http'
import { parseArgs } from 'node:util'
import { systemClock } from './clock.ts'
import { type Config, handToOpenTelemetry, processEnvironment, readConfig } from './config.ts'
import { createDrain } from './drain.ts'
import { createLog } from './observe/log.ts'
import { createRedaction, type Redaction } from './observe/redaction.ts'
import { createServer } from './server.ts'
import { createServices, type Services } from './services.ts'
import { settings } from './settings/index.ts'
import { reasonOf } from './store/database.ts'

/** Reads the configuration, builds the services, listens, drains: the only file with side effects. */
async function main(): Promise<void> {
  const { values } = parseArgs({ options: { help: { type: 'boolean', short: 'h' } } })
  if (values.help) {
    console.log(help())
    return
  }
  const env = processEnvironment()
  const config = readConfig(env)
  handToOpenTelemetry(env)
  const redaction = createRedaction(config.secrets)
  await serve(config, redaction).catch((error: unknown) => {
    throw new Error(redaction.text(reasonOf(error)))
  })
}

async function serve(config: Config, redaction: Redaction): Promise<void> {
  const log = createLog({ level: config.logLevel, redaction })
  // Node's own report would show all that hangs on an error.
  process.on('uncaughtException', (error) => {
    log.fatal({ err: error }, 'A defect ends this process')
    process.exit(1)
  })
  const services = await createServices(config, { clock: systemClock, log, redaction })
  services.metrics.ofProcess()
  const server = createServer(services)
  const address = await listen(server, config)
  stopOnSignal(server, services)
  await greet(services, address)
  // A refused password should show at /ready before somebody's query meets it. A token costs no call.
  services.token.get().catch((error: unknown) => log.warn({ reason: reasonOf(error) }, 'No access token yet'))
}

function help(): string {
  const lines = settings.map(
    ({ name, byDefault, meaning }) => `  ${name.padEnd(24)} ${meaning}${byDefault && ` [${byDefault}]`}`,
  )
  return ['Usage: npm start', '', 'Environment, also read from a file .env:', ...lines].join('\n')
}

function listen(server: Server, { host, port }: Config): Promise<string> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => reject(new Error(whyNotListening(error, host, port))))
    server.listen(port, host, () => {
      const bound = server.address()
      const actual = typeof bound === 'object' && bound ? bound.port : port
      resolve(`http://${host.includes(':') ? `[${host}]` : host}:${actual}`)
    })
  })
}

/** Which setting to change. */
function whyNotListening({ code, message }: NodeJS.ErrnoException, host: string, port: number): string {
  switch (code) {
    case 'EADDRINUSE':
      return `Port ${port} on ${host} is in use; set PORT to another.`
    case 'EACCES':
      return `Port ${port} on ${host} is not open to this user; set PORT to one from 1024 on.`
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
    case 'EADDRNOTAVAIL':
      return `HOST ${host} is no address of this machine; 127.0.0.1 is reached from here only, 0.0.0.0 from everywhere.`
    default:
      return `HOST ${host} and PORT ${port} cannot be listened on: ${message}`
  }
}

async function greet({ config, sandbox }: Services, address: string): Promise<void> {
  const { upstream } = config
  const asked =
    upstream.kind === 'office'
      ? `Asking ${upstream.origin} with the credentials given.`
      : upstream.recordings === null
        ? `SANDBOX: no credentials are set, so a built-in JPO with composed data answers. ${await composedNotice()}`
        : `SANDBOX: no credentials are set, so a built-in JPO answers from the recordings in ${upstream.recordings}.`
  console.log(`${asked}\nGraphiQL and the graph: ${address}/graphql   ready: ${address}/ready`)
  if (sandbox)
    console.log(
      `It allows ${config.requestsPerMinute} calls a minute and, of APP_PROGRESS, ${config.limits.APP_PROGRESS} a day; the office itself 10 and 400.`,
    )
  for (const warning of config.warnings) console.warn(`Warning: ${warning}`)
}

async function composedNotice(): Promise<string> {
  const { portfolioNotice } = await import('./sandbox/portfolio/index.ts')
  return `${portfolioNotice.en}\n${portfolioNotice.ja}`
}

/** Ends the process: in peace on the first signal, with 0 where all that was under way came to its end; at once on the second. */
function stopOnSignal(server: Server, services: Services): void {
  const drain = createDrain(server, services)
  const limitMs = services.config.drainMs
  let stopping = false
  const stop = () => {
    if (stopping) process.exit(1)
    stopping = true
    setTimeout(() => process.exit(1), limitMs).unref()
    drain(limitMs).then(
      (isRemembered) => process.exit(isRemembered ? 0 : 1),
      (error: unknown) => {
        services.log.error({ err: error }, 'The server could not be ended in peace')
        process.exit(1)
      },
    )
  }
  process.on('SIGTERM', stop)
  process.on('SIGINT', stop)
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : String(error))
  process.exit(1)
})
