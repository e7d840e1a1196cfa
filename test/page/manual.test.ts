import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { startGraph } from '../support/graph.ts'

test('every link of every page of the documentation leads somewhere', async () => {
  const { url } = await startGraph()
  const seen = new Map<string, number>()
  const next = [`${url}/docs/`]
  while (next.length > 0) {
    const address = next.pop() ?? ''
    if (seen.has(address)) continue
    const response = await fetch(address)
    seen.set(address, response.status)
    if (!response.headers.get('content-type')?.startsWith('text/html') || new URL(address).pathname === '/') continue
    const page = await response.text()
    for (const [, link = ''] of page.matchAll(/<a href="([^"#]*)/g)) {
      const target = new URL(link, address)
      if (target.origin === url) next.push(target.href)
    }
  }
  expect([...seen].filter(([, status]) => status !== 200)).toEqual([])
  const paths = [...seen.keys()].map((address) => address.slice(url.length))
  expect(paths).toEqual(
    expect.arrayContaining([
      '/',
      '/docs/',
      '/docs/validity',
      '/docs/changelog',
      '/docs/decisions/0001-graphql-16',
      '/schema.graphql',
    ]),
  )
})

test('only what is written for readers is served', async () => {
  const { url } = await startGraph()
  for (const path of ['package.json', '%2e%2e/package.json', 'README.md', 'decisions', 'constructor', 'changelog/'])
    expect((await fetch(`${url}/docs/${path}`)).status, path).toBe(404)
  const bare = await fetch(`${url}/docs`, { redirect: 'manual' })
  expect([bare.status, bare.headers.get('location')]).toEqual([308, 'docs/'])
})

test('the schema is the printed one', async () => {
  const { url } = await startGraph()
  const response = await fetch(`${url}/schema.graphql`)
  expect(response.headers.get('content-type')).toBe('text/plain; charset=utf-8')
  expect(await response.text()).toBe(readFileSync(new URL('../../schema.graphql', import.meta.url), 'utf8'))
})
