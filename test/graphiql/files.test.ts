import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Graph, startGraph } from '../support/graph.ts'

let graph: Graph | undefined
beforeAll(async () => {
  graph = await startGraph({ lasts: afterAll })
}, 60_000)

function get(path: string, headers: Record<string, string> = {}): Promise<Response> {
  return fetch(`${graph?.url ?? ''}/${path}`, { headers: { accept: 'text/html', ...headers } })
}

/** Of the page, relative to it. */
async function addresses(): Promise<string[]> {
  const page = await (await get('graphql')).text()
  return [...page.matchAll(/(?:src|href)="(graphiql\/[^"]+)"/g)].map(([, address = '']) => address)
}

test('a browser gets the page, a client that asks by GET its answer', async () => {
  const page = await get('graphql')
  expect([page.status, page.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8'])
  expect(await page.text()).toContain('<title>JPO patent graph – sandbox: composed data</title>')
  const answer = await get('graphql?query={quota{waiting}}', { accept: 'application/graphql-response+json' })
  expect(await answer.json()).toMatchObject({ data: { quota: { waiting: 0 } } })
})

test('the page is in the language of who asks, and asked for anew each time', async () => {
  const japanese = await get('graphql', { 'accept-language': 'ja-JP,en;q=0.5' })
  expect(japanese.headers.get('content-language')).toBe('ja')
  expect(japanese.headers.get('cache-control')).toBe('no-cache')
  expect(japanese.headers.get('vary')).toBe('accept, accept-language, accept-encoding')
  expect(await japanese.text()).toMatch(/<html lang="ja">[\s\S]*"language":"ja"/)
  const english = await get('graphql?lang=en', { 'accept-language': 'ja' })
  expect(await english.text()).toMatch(/<html lang="en">/)
  const again = await get('graphql', {
    'accept-language': 'ja',
    'if-none-match': japanese.headers.get('etag') ?? '',
  })
  expect(again.status).toBe(304)
})

test('nothing is loaded from another host, and nothing may be', async () => {
  const page = await get('graphql')
  expect(await page.text()).not.toMatch(/(?:src|href)="(?:https?:)?\/\//)
  const policy = page.headers.get('content-security-policy') ?? ''
  expect(policy).toContain("default-src 'none'; script-src 'self'; worker-src 'self'")
  expect(policy).toContain("connect-src 'self'")
  expect(policy).not.toMatch(/https?:|\*|unsafe-eval|script-src[^;]*unsafe/)
})

test('what it loads is small, and kept by the browser for as long as it is the same', async () => {
  const files = await Promise.all((await addresses()).map((address) => get(address, { 'accept-encoding': 'br' })))
  expect(files.length).toBeGreaterThan(3)
  let bytes = 0
  for (const file of files) {
    expect(file.status).toBe(200)
    expect(file.headers.get('content-encoding')).toBe('br')
    expect(file.headers.get('cache-control')).toBe('public, max-age=31536000, immutable')
    bytes += Number(file.headers.get('content-length'))
  }
  expect(bytes).toBeLessThan(1_350_000)
})

test('the licences of what is served are in it', async () => {
  const texts = await Promise.all((await addresses()).map(async (address) => (await get(address)).text()))
  expect(texts.join('')).toMatch(/@license React[\s\S]*MIT/)
})

test('only its own files are there', async () => {
  for (const path of ['graphiql/', 'graphiql/main.tsx', 'graphiql/..%2f..%2fpackage.json', 'graphiql/main-AAAAAAAA.js'])
    expect((await get(path)).status, path).toBe(404)
})
