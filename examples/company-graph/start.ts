import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { startChild } from './child.ts'
import { createCompany } from './company/server.ts'
import { supergraphOf } from './compose.ts'

const { values } = parseArgs({
  options: {
    /** Where the patent graph runs; without it one is started on its built-in sandbox. */
    patents: { type: 'string' },
    port: { type: 'string', default: '4100' },
  },
})

const here = fileURLToPath(new URL('.', import.meta.url))

async function startPatents(): Promise<string> {
  const child = startChild('src/main.ts', [], { cwd: join(here, '../..'), env: { PORT: '0' } })
  return child.printed(/(http:\/\/\S+\/graphql)/)
}

async function startCompany(): Promise<string> {
  const server = createCompany().listen(0, '127.0.0.1')
  await once(server, 'listening')
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/graphql`
}

async function startGateway(supergraph: string, port: string): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'company-graph-'))
  process.once('exit', () => rmSync(folder, { recursive: true }))
  const file = join(folder, 'supergraph.graphql')
  writeFileSync(file, supergraph)
  const options = ['-c', 'gateway.config.ts', '-h', '127.0.0.1', '-p', port]
  const script = 'node_modules/@graphql-hive/gateway/dist/bin.js'
  const child = startChild(script, ['supergraph', file, ...options], { cwd: here, env: { NO_COLOR: '1' } })
  return `${await child.printed(/Listening on (http:\/\/[^\s\u001b]+)/)}/graphql`
}

process.once('SIGINT', () => process.exit(0))
process.once('SIGTERM', () => process.exit(0))

const patents = values.patents ?? (await startPatents())
const company = await startCompany()
const supergraph = await supergraphOf([
  { name: 'patents', url: patents },
  { name: 'company', url: company },
])
const gateway = await startGateway(supergraph, values.port)
console.log(`The patent graph: ${patents}\nThe company's subgraph: ${company}\nBoth in one graph: ${gateway}`)
