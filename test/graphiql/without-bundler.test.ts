import { expect, onTestFinished, test } from 'vitest'
import { startGraph } from '../support/graph.ts'

test('a server that cannot put GraphiQL together says so, goes on, and tries again', async () => {
  // Where a file system or a policy lets no other program run.
  process.env['ESBUILD_BINARY_PATH'] = '/bin/false'
  onTestFinished(() => {
    delete process.env['ESBUILD_BINARY_PATH']
  })
  const lines: string[] = []
  const graph = await startGraph({ lines })
  const page = () => fetch(`${graph.url}/graphql`, { headers: { accept: 'text/html' } })
  const failed = await page()
  expect([failed.status, await failed.json()]).toEqual([
    503,
    { error: 'GraphiQL cannot be put together here; the graph at /graphql works.' },
  ])
  expect(lines.join('')).toContain('GraphiQL cannot be put together; the graph works without it')
  expect((await graph.query('{ quota { waiting } }')).data).toEqual({ quota: { waiting: 0 } })
  delete process.env['ESBUILD_BINARY_PATH']
  expect((await page()).status).toBe(200)
})
