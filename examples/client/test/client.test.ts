import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest'
import { type Graph, listen, openGraph, startGraph } from '../../../test/support/graph.ts'

const here = fileURLToPath(new URL('..', import.meta.url))
const manifest = join(here, 'generated/persisted-documents.json')

let graph: Graph

beforeAll(async () => {
  graph = await openGraph()
})

afterAll(() => graph.close())

async function run(args: readonly string[], cwd = here) {
  const child = spawn(process.execPath, [...args], { cwd })
  let output = ''
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => (output += text))
  const [code] = (await once(child, 'close')) as [number | null]
  return { code, lines: output.trimEnd().split('\n') }
}

const show = (number: string, server = graph.url) => run(['main.ts', number, '--server', `${server}/graphql`])

const shown = [
  '特願2017-000103  冷媒循環装置及びその制御プログラム',
  'GRANTED, filed 2017-06-05 by 架空自動車株式会社',
  '特許第6900103号  架空自動車株式会社, 国立大学法人架空大学',
  expect.stringMatching(/^in force until 2037-06-05, next annuity by \d{4}-\d\d-\d\d$/),
  expect.stringMatching(/^asked of the office 20\S+\+09:00$/),
]

test('a case is shown for two calls, and again for none', async () => {
  expect(await show('特願2017-000103')).toEqual({ code: 0, lines: [...shown, 'calls to the office: 2'] })
  expect(graph.calls()).toHaveLength(2)
  expect(await show('2017-000103')).toEqual({ code: 0, lines: [...shown, 'calls to the office: 0'] })
  expect(graph.calls()).toEqual([])
})

test('a server that answers nothing but what it knows beforehand knows it by its hash', async () => {
  const trusting = await startGraph({ env: { TRUSTED_DOCUMENTS: manifest, TRUSTED_ONLY: 'on' } })
  expect(await show('特願2017-000103', trusting.url)).toEqual({ code: 0, lines: [...shown, 'calls to the office: 2'] })
})

test('what is wrong with a number is said, and nothing is spent', async () => {
  const { code, lines } = await show('特願20-1x')
  expect([code, lines[0]]).toEqual([1, expect.stringContaining('特願20-1x')])
  expect(graph.calls()).toEqual([])
})

test('a case that the office does not have, nobody who answers, somebody else who does', async () => {
  expect(await show('特願2099-999999')).toMatchObject({
    code: 1,
    lines: ['The office has no case 特願2099-999999.', {}],
  })
  const other = createServer((_request, response) => response.end('hello'))
  const url = await listen(other)
  onTestFinished(() => void other.close())
  const { code, lines } = await show('特願2017-000103', url)
  expect([code, lines]).toEqual([1, [`What answers at ${url}/graphql (HTTP 200) is no GraphQL server.`]])
  await new Promise((resolve) => other.close(resolve))
  const away = await show('特願2017-000103', url)
  expect(away).toMatchObject({ code: 1, lines: [expect.stringContaining(`Nobody answers at ${url}/graphql.`)] })
})

test('what is generated is what the schema and the sources give now', async () => {
  const filesIn = (folder: string) =>
    Object.fromEntries(readdirSync(folder).map((name) => [name, readFileSync(join(folder, name), 'utf8')]))
  const committed = filesIn(join(here, 'generated'))
  expect(Object.keys(committed)).toHaveLength(5)
  const cli = join(here, 'node_modules/@graphql-codegen/cli/esm/bin.js')
  const { code, lines } = await run([cli, '--config', 'codegen.ts', '--check'])
  expect([code, lines]).toEqual([0, expect.anything()])
  expect(filesIn(join(here, 'generated'))).toEqual(committed)
})

test('check-operations finds the same documents by the same hashes, within the budget', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'client-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  const file = join(folder, 'documents.json')
  const command = fileURLToPath(new URL('../../../scripts/check-operations.ts', import.meta.url))
  const { code, lines } = await run([command, 'main.ts', 'panels/*.ts', '--budget', '2', '--manifest', file])
  expect([code, lines.at(-1)]).toEqual([0, expect.stringContaining('1 operations are in')])
  expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual(JSON.parse(readFileSync(manifest, 'utf8')))
})
