import { expect, test } from 'vitest'
import { examplesFor, titleFor } from '../../src/graphiql/examples.ts'
import { startGraph } from '../support/graph.ts'

test.for(examplesFor({ kind: 'sandbox', recordings: null }))(
  'the opening tab $name works in the sandbox for at most ten calls',
  async ({ query }) => {
    const graph = await startGraph()
    const answer = await graph.query(query)
    expect(answer.errors).toEqual([])
    expect(Object.values(answer.data as object)).not.toContain(null)
    expect(graph.calls().length).toBeLessThanOrEqual(10)
  },
)

test('GraphiQL is one compressed page without anything from another host, and says that it is the sandbox', async () => {
  const graph = await startGraph()
  const response = await fetch(`${graph.url}/graphql`, { headers: { accept: 'text/html', 'accept-encoding': 'gzip' } })
  expect(response.headers.get('content-encoding')).toBe('gzip')
  expect(Number(response.headers.get('content-length'))).toBeLessThan(4_000_000)
  const page = await response.text()
  expect(page).toContain('sandbox: composed data')
  expect(page).toContain('SANDBOX 見本データ')
  expect(page).not.toMatch(/<(?:script|link|img)[^>]+(?:src|href)="https?:/)
  const again = await fetch(`${graph.url}/graphql`, {
    headers: { accept: 'text/html', 'if-none-match': response.headers.get('etag') ?? '' },
  })
  expect(again.status).toBe(304)
})

test('an unknown path says where the graph is', async () => {
  const graph = await startGraph()
  const nowhere = await fetch(`${graph.url}/nothing`)
  expect([nowhere.status, await nowhere.json()]).toEqual([404, { error: 'Nothing is here; the graph is at /graphql.' }])
  expect((await fetch(`${graph.url}/health`)).status).toBe(200)
})

test('the title tells composed cases, recorded answers and the office apart', () => {
  const office = { kind: 'office', origin: '', tokenUrl: '', username: '', password: '' } as const
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
