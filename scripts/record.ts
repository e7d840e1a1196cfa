import { createHash } from 'node:crypto'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { pino } from 'pino'
import { systemClock } from '../src/clock.ts'
import { processEnvironment, readConfig } from '../src/config.ts'
import { createLog } from '../src/observe/log.ts'
import { createRedaction } from '../src/observe/redaction.ts'
import { Spending } from '../src/quota/spending.ts'
import { createServices } from '../src/services.ts'
import { type Endpoint, endpointNames, endpoints } from '../src/sources/jpo/endpoints.ts'
import {
  parseApplicantCode,
  parseApplicantName,
  parseApplicationNumber,
  parsePublicationNumber,
  parseRegistrationNumber,
} from '../src/sources/jpo/numbers.ts'

/** Long enough for a turn of the next minute. */
const waitMs = 90_000

const usage = [
  'Usage: npm run record -- <endpoint> <key> [--out DIR]',
  '',
  'Asks the office one question, counted like any other, and writes its answer to DIR (recordings) as',
  'SANDBOX_RECORDINGS serves it. An answer of today that is stored already is written without a call.',
  '',
  `Endpoints: ${endpointNames.map((name) => endpoints[name].path).join(', ')}.`,
  'Keys: an application number; for applicant_attorney_cd an applicant code; for applicant_attorney a name;',
  'for case_number_reference application/…, publication/… or registration/… and a number of that kind.',
].join('\n')

interface Question {
  readonly endpoint: Endpoint
  readonly key: string
}

/** Everything that can be wrong is found before the office is asked. */
async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    options: { out: { type: 'string', default: 'recordings' }, help: { type: 'boolean', short: 'h' } },
    allowPositionals: true,
  })
  if (values.help) {
    console.log(usage)
    return
  }
  const question = readQuestion(positionals)
  const config = readConfig(processEnvironment())
  if (config.upstream.kind === 'sandbox')
    throw new Error('Recordings are made from the office: set JPO_USERNAME and JPO_PASSWORD.')
  await mkdir(values.out, { recursive: true })
  const redaction = createRedaction(config.secrets)
  const log = createLog({ level: config.logLevel, redaction, destination: pino.destination(2) })
  const services = await createServices(config, { clock: systemClock, log, redaction })
  try {
    const spending = new Spending({ startedAt: systemClock.now() })
    spending.agree({ waitMs })
    await services.source.ask(question.endpoint, question.key, spending)
    const answer = await services.source.received(question.endpoint, question.key)
    if (!answer) throw new Error('The answer came, but the store did not keep it; its log line says why.')
    const file = join(values.out, fileName(question, typeof answer.body === 'string' ? 'json' : 'zip'))
    await writeFile(file, answer.body)
    const price = spending.calls.size > 0 ? 'asked the office' : 'stored, no call'
    console.log(`${file}  (${question.endpoint} ${question.key}: status ${answer.statusCode}, ${price})`)
  } finally {
    await services.close()
  }
}

function readQuestion([name, key, ...rest]: readonly string[]): Question {
  if (name === undefined || key === undefined || rest.length > 0) throw new Error(usage)
  const endpoint = endpointNames.find((it) => it === name || endpoints[it].path === name)
  if (!endpoint) throw new Error(`'${name}' is not an endpoint.\n\n${usage}`)
  return { endpoint, key: readKey(endpoint, key) }
}

/** The key as the office writes it; BadUserInput says what is accepted. */
function readKey(endpoint: Endpoint, key: string): string {
  switch (endpoint) {
    case 'APPLICANT_ATTORNEY_CD':
      return parseApplicantCode(key)
    case 'APPLICANT_ATTORNEY':
      return parseApplicantName(key)
    case 'CASE_NUMBER_REFERENCE':
      return readReference(key)
    default:
      return parseApplicationNumber(key)
  }
}

function readReference(key: string): string {
  const slash = key.indexOf('/')
  const number = key.slice(slash + 1)
  switch (key.slice(0, Math.max(slash, 0))) {
    case 'application':
      return `application/${parseApplicationNumber(number)}`
    case 'publication':
      return `publication/${parsePublicationNumber(number)}`
    case 'registration':
      return `registration/${parseRegistrationNumber(number)}`
    default:
      throw new Error(`'${key}' does not say which number it is: application/…, publication/… or registration/….`)
  }
}

/** A name is found by what is inside its file; it is in full-width letters, so it is only ever too long for a file's name. */
function fileName({ endpoint, key }: Question, media: 'json' | 'zip'): string {
  const isLong = Buffer.byteLength(key) > 150
  const short = isLong ? `${key.slice(0, 30)}-${createHash('sha256').update(key).digest('hex').slice(0, 8)}` : key
  return `${endpoints[endpoint].path}-${short.replace('/', '-')}.${media}`
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : String(error))
  process.exitCode = 1
})
