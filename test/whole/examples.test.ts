import { expect, test } from 'vitest'
import { examplesFor, titleFor } from '../../src/graphiql/examples.ts'
import { startGraph } from '../support/graph.ts'

const office = { kind: 'office', origin: '', tokenUrl: '', username: '', password: '' } as const
const composed = examplesFor({ kind: 'sandbox', recordings: null })

/** The calls each costs on a new server, and some of what it shows. */
const expected: Readonly<Record<string, { calls: number; shows: readonly string[] }>> = {
  CaseAtAGlance: { calls: 8, shows: ['蓄電池の温度制御装置', '特許第7900101号', '冷媒循環装置', '見本　太郎'] },
  WhyRefused: { calls: 3, shows: ['拒絶理由通知書', '進歩性', 'サポート要件', '意見書', '拒絶査定'] },
  WhoOwnsIt: { calls: 2, shows: ['架空自動車株式会社', '国立大学法人架空大学', '2037-06-05'] },
  TheFamily: { calls: 4, shows: ['2016-06-15', '画像処理回路', 'ABANDONED', '2020000123'] },
  WhomDoTheyCite: { calls: 27, shows: ['特願2024-000157', '特開2018-000103', '架空の考察'] },
  WhatIsLeftToday: { calls: 0, shows: ['特許経過情報', 'REGISTRATION_INFO'] },
}

test.for(composed)('the worked example $operationName shows something, and again for nothing', async (example) => {
  const { calls, shows } = expected[example.operationName] ?? { calls: -1, shows: [] }
  const graph = await startGraph()
  const answer = await graph.query(example.text.en)
  expect(answer.errors).toEqual([])
  for (const words of shows) expect(JSON.stringify(answer.data)).toContain(words)
  expect(graph.calls()).toHaveLength(calls)
  const again = await graph.query(example.text.ja)
  expect([again.errors, graph.calls()]).toEqual([[], []])
})

test('an example is introduced in both languages, and asks the same in both', () => {
  for (const { operationName, title, text } of [...composed, ...examplesFor(office)]) {
    expect(operationName).toMatch(/^[A-Z]\w+$/)
    expect(title.ja, operationName).toMatch(/[\u3040-\u9fff]/)
    expect(title.en, operationName).not.toMatch(/[\u3040-\u9fff]/)
    expect(text.ja).toContain(`# ${title.ja}\n`)
    expect(text.en).toContain(`# ${title.en}\n`)
    const operation = (it: string) => it.replace(/^#.*\n/gm, '')
    expect(operation(text.ja)).toBe(operation(text.en))
  }
})

test('at the office, and of recordings, they ask about a case that is there', async () => {
  for (const { text } of [...examplesFor(office), ...examplesFor({ kind: 'sandbox', recordings: 'x' })])
    expect([...text.en.matchAll(/特願[\d-]+/g)].every(([number]) => number === '特願2020-123456')).toBe(true)
  const graph = await startGraph()
  const [plan] = await Promise.all(
    examplesFor(office)
      .filter(({ operationName }) => operationName === 'WhomDoTheyCite')
      .map(({ text }) =>
        graph.query('query ($document: String!) { quotaPlan(document: $document) { feasible } }', {
          document: text.en,
        }),
      ),
  )
  expect(plan?.data).toEqual({ quotaPlan: { feasible: true } })
})

test('the title tells composed cases, recorded answers and the office apart', () => {
  expect(
    [{ kind: 'sandbox', recordings: null } as const, { kind: 'sandbox', recordings: 'x' } as const, office].map(
      titleFor,
    ),
  ).toEqual([
    'JPO patent graph – sandbox: composed data',
    'JPO patent graph – sandbox: recorded answers',
    'JPO patent graph',
  ])
})

test('an unknown path says where the graph is', async () => {
  const graph = await startGraph()
  const nowhere = await fetch(`${graph.url}/nothing`)
  expect([nowhere.status, await nowhere.json()]).toEqual([404, { error: 'Nothing is here; the graph is at /graphql.' }])
  expect((await fetch(`${graph.url}/health`)).status).toBe(200)
})
