import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { processEnvironment } from '../src/config.ts'
import { defaultLimits } from '../src/limits/limits.ts'
import { clientSchema } from '../src/schema/federation/subgraph.ts'
import { schema } from '../src/schema/index.ts'
import { type Budget, readBudget } from './check-operations/budget.ts'
import { pricesFileOf, writeManifest } from './check-operations/manifest.ts'
import { type ClientOperation, operationsOf } from './check-operations/operations.ts'
import { createPricer, type Price, type Pricer } from './check-operations/price.ts'
import { type Checked, faultsOf, reportOn } from './check-operations/report.ts'
import { readDefinitions } from './check-operations/sources.ts'
import { type GivenVariables, readVariables } from './check-operations/variables.ts'
import { worstCaseOf } from './check-operations/worst-case.ts'

const { listLength } = defaultLimits

const usage = `Usage: npm run check-operations -- 'src/**/*.graphql' 'src/**/*.tsx' [--budget 5,CITE_DOC_INFO=1]
         [--variables FILE] [--list-length ${listLength}] [--manifest FILE]

Whether a client's operations are valid, what they use that is deprecated, and what each costs at most: calls to the
office per endpoint, with nothing stored and a whole day left. No call is made. Files may be of GraphQL, or of TypeScript
and JavaScript with graphql\`…\`, graphql(\`…\`) or gql\`…\`.

--budget       calls that an operation may cost, to all endpoints together or to one: beyond it the command fails
--variables    a JSON file {"<operation>": {"<variable>": …}}; without a value a list has as many as --list-length,
               and what a variable may leave away or bound is not left away and not bounded
--list-length  how long a list in a variable is at most, from 1 to ${listLength} (the limit listLength of a server)
--manifest     writes the operations by their SHA-256 for TRUSTED_DOCUMENTS, and their prices beside it`

function said() {
  return parseArgs({
    allowPositionals: true,
    options: {
      budget: { type: 'string' },
      variables: { type: 'string' },
      'list-length': { type: 'string', default: String(listLength) },
      manifest: { type: 'string' },
      help: { type: 'boolean', short: 'h', default: false },
    },
  })
}

async function main(): Promise<void> {
  const { values, positionals } = said()
  if (values.help) {
    console.log(usage)
    return
  }
  if (positionals.length === 0) throw new Error(`Which files? Name them, or a pattern of them.\n\n${usage}`)
  const folder = folderOfCaller()
  const budget = values.budget === undefined ? { total: Infinity, calls: new Map() } : readBudget(values.budget)
  const longest = readListLength(values['list-length'])
  const operations = operationsOf(readDefinitions(positionals, folder), clientSchema(schema))
  const given = values.variables
    ? readVariables(resolve(folder, values.variables), operations)
    : new Map<string, object>()
  const checked = await priced(operations, given as GivenVariables, longest)
  console.log(reportOn(checked, budget))
  finish(checked, budget, values.manifest && resolve(folder, values.manifest))
}

/** npm runs scripts in the project's folder; what is named, is named where npm was called. */
function folderOfCaller(): string {
  const { npm_lifecycle_event: script, INIT_CWD: folder } = processEnvironment()
  return script === 'check-operations' && folder ? folder : process.cwd()
}

function readListLength(text: string): number {
  const length = /^\d{1,6}$/.test(text) ? Number(text) : 0
  if (length < 1 || length > listLength)
    throw new Error(`--list-length must be a whole number from 1 to ${listLength}, not '${text}'.`)
  return length
}

async function priced(operations: readonly ClientOperation[], given: GivenVariables, longest: number) {
  await using pricer = await createPricer()
  const checked: Checked[] = []
  for (const operation of operations) {
    const price = await priceOrReason(pricer, operation, given, longest)
    checked.push({ operation, price })
  }
  return checked
}

async function priceOrReason(
  pricer: Pricer,
  { name, document }: ClientOperation,
  given: GivenVariables,
  longest: number,
) {
  try {
    return await pricer.priceOf(worstCaseOf(document, given.get(name) ?? {}, longest, schema))
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
}

/** The manifest is of operations that may all be used, or is not written. */
function finish(checked: readonly Checked[], budget: Budget, manifest: string | undefined): void {
  const faulty = checked.filter((one) => faultsOf(one, budget).length > 0)
  if (faulty.length > 0) {
    const unwritten = manifest ? `; ${manifest} was not written` : ''
    throw new Error(`\n${faulty.length} of ${checked.length} operations may not be used so${unwritten}.`)
  }
  if (!manifest) return
  writeManifest(
    manifest,
    checked.map(({ operation, price }) => [operation, price as Price]),
  )
  console.log(`\n${checked.length} operations are in ${manifest}, their prices in ${pricesFileOf(manifest)}.`)
}

try {
  await main()
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error))
  process.exitCode = 1
}
