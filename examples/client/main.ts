import { parseArgs } from 'node:util'
import { ask } from './ask.ts'
import { graphql } from './generated/index.ts'
import { showHeader } from './panels/case-header.ts'
import { showOwners } from './panels/owners-panel.ts'

/** Each panel says itself what it needs; the page only asks for the panels. */
const casePage = graphql(`
  query CasePage($number: ApplicationNumber!) {
    application(number: $number) {
      ...CaseHeader
      ...OwnersPanel
    }
  }
`)

const usage = 'npm start -- 特願2020-000101 [--server http://127.0.0.1:4000/graphql]'

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { server: { type: 'string', default: 'http://127.0.0.1:4000/graphql' } },
  })
  const [number, ...others] = positionals
  if (number === undefined || others.length > 0) throw new Error(`Which case? ${usage}`)
  const { data, errors, quota } = await ask(values.server, casePage, { number })
  for (const { message } of errors) console.error(message)
  if (data?.application) console.log([...showHeader(data.application), ...showOwners(data.application)].join('\n'))
  else if (errors.length === 0) console.error(`The office has no case ${number}.`)
  if (quota) console.log(`calls to the office: ${quota.spent.reduce((sum, { calls }) => sum + calls, 0)}`)
  if (errors.length > 0 || !data?.application) process.exitCode = 1
}

try {
  await main()
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error))
  process.exitCode = 1
}
