import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { limitNames, limitTable } from '../../src/limits/limits.ts'
import { settings } from '../../src/settings/index.ts'
import { endpointNames, endpoints } from '../../src/sources/jpo/endpoints.ts'
import { startGraph } from '../support/graph.ts'
import { request } from '../support/request.ts'

const readme = readFileSync(new URL('../../README.md', import.meta.url), 'utf8')

/** The cells of the README's tables, row by row, as plain text. */
const rows = readme
  .split('\n')
  .filter((line) => line.startsWith('|'))
  .map((line) =>
    line
      .slice(1, -1)
      .split('|')
      .map((cell) => cell.trim().replace(/^`(.*)`$/, '$1')),
  )

function block(language: string, text = readme): string {
  return new RegExp(`^\`\`\`${language}\\n([^]*?)^\`\`\``, 'm').exec(text)?.[1] ?? ''
}

test('the query on the first screen returns what the README says, for two calls and then for none', async () => {
  const graph = await startGraph()
  const expected = JSON.parse(block('json')) as { data: unknown }
  const answer = await graph.query(block('graphql'))
  expect({ data: answer.data as unknown, errors: answer.errors }).toEqual({ ...expected, errors: [] })
  expect(graph.calls()).toEqual(['APP_PROGRESS 2020000101', 'REGISTRATION_INFO 2020000101'])
  await graph.query(block('graphql'))
  expect(graph.calls()).toEqual([])
})

test('the examples of what a query may cost return, one after the other, what the README says', async () => {
  const graph = await startGraph()
  const section = /^## Deciding what a query may cost$([^]*?)^## /m.exec(readme)?.[1] ?? ''
  const blocks = [...section.matchAll(/^```(?:graphql|json)\n([^]*?)^```/gm)].map(([, text = '']) => text)
  const [limited = '', limitedSays = '', explained = '', explainedSays = '', counted = '', countedSays = ''] = blocks
  const first = await request(graph.url, limited)
  expect({ data: first.data as unknown, errors: first.errors }).toMatchObject(JSON.parse(limitedSays) as object)
  expect(graph.calls()).toEqual(['APP_PROGRESS_SIMPLE 2020000101'])
  const { upstream } = await request(graph.url, explained, { headers: { prefer: 'explain' } })
  expect({ extensions: { upstream } }).toEqual(JSON.parse(explainedSays))
  expect(graph.calls()).toEqual(['REGISTRATION_INFO 2020000101'])
  const { data } = await request(graph.url, counted)
  expect(data.quota.endpoints).toContainEqual(JSON.parse(countedSays))
})

test('the plan in the README is what the sandbox’s graph answers, and the operation keeps within it', async () => {
  const graph = await startGraph()
  const example = /<!-- plan -->([^]*)<!-- \/plan -->/.exec(readme)?.[1] ?? ''
  const answer = await graph.query(block('graphql', example))
  expect({ data: answer.data as unknown }).toEqual(JSON.parse(block('json', example)))
  const document = /"""([^]*)"""/.exec(example)?.[1] ?? ''
  await graph.query(document)
  const calls = graph.calls().map((call) => call.split(' ')[0])
  expect([calls.length, calls.filter((endpoint) => endpoint === 'CASE_NUMBER_REFERENCE').length]).toEqual([9, 6])
  expect((await graph.query(block('graphql', example))).data.quotaPlan.calls).toEqual([])
})

test('the table of endpoints has the handbook’s figures', () => {
  for (const endpoint of endpointNames) {
    const { handbookNumber, name, handbookLimit } = endpoints[endpoint]
    const row = rows.find((cells) => cells[1] === endpoint)
    expect(row?.slice(0, 4)).toEqual([String(handbookNumber), endpoint, name, String(handbookLimit)])
  }
})

test('the table of settings is what --help lists', () => {
  for (const { name, byDefault, meaning } of settings)
    expect(rows.find((cells) => cells[0] === name)?.slice(1)).toEqual([byDefault, meaning])
})

test('the table of limits is what is kept to', () => {
  const figure = (number: number) => number.toLocaleString('en')
  for (const name of limitNames) {
    const { byDefault, from, to, meaning, answer } = limitTable[name]
    const row = rows.find((cells) => cells[0] === name)
    expect(row?.slice(1)).toEqual([figure(byDefault), `${figure(from)}–${figure(to)}`, meaning, answer])
  }
})
