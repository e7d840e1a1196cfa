import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdirSync, writeFileSync } from 'node:fs'
import { get as httpGet, type IncomingMessage } from 'node:http'
import { join } from 'node:path'
import { json, text } from 'node:stream/consumers'
import { describe, expect, test } from 'vitest'
import { keysFile } from '../support/callers.ts'
import { runNode } from '../support/command.ts'
import { folder } from '../support/files.ts'
import { type Graph, startGraph } from '../support/graph.ts'

const known = 'query Title($number: ApplicationNumber!) { application(number: $number) { inventionTitle } }'
const other = '{ application(number: "2020000101") { filingDate } }'
const variables = { number: '2020000101' }
const titled = { application: { inventionTitle: '蓄電池の温度制御装置及び温度制御方法' } }

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}

const named = (text: string) => ({ extensions: { persistedQuery: { version: 1, sha256Hash: sha256(text) } } })

function fileOf(manifest: unknown): string {
  const file = join(folder(), 'persisted-documents.json')
  writeFileSync(file, typeof manifest === 'string' ? manifest : JSON.stringify(manifest))
  return file
}

async function post({ url }: Graph, body: object) {
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'application/graphql-response+json' },
    body: JSON.stringify(body),
  })
  const answer = (await response.json()) as { data?: unknown; errors?: { extensions: { code: string } }[] }
  return { status: response.status, data: answer.data, code: answer.errors?.[0]?.extensions.code }
}

describe('automatic persisted queries', () => {
  test('an unknown hash is said to be unknown; sent with its text once, it stands for it, and costs what the text costs', async () => {
    const graph = await startGraph()
    expect(await post(graph, { ...named(known), variables })).toMatchObject({
      status: 404,
      code: 'PERSISTED_QUERY_NOT_FOUND',
    })
    expect(graph.calls()).toEqual([])
    expect(await post(graph, { ...named(known), query: known, variables })).toMatchObject({ data: titled })
    expect(graph.calls()).toEqual(['APP_PROGRESS_SIMPLE 2020000101'])
    expect(await post(graph, { ...named(known), variables })).toMatchObject({ status: 200, data: titled })
    expect(graph.calls()).toEqual([])
  })

  test.each([
    ['another text’s hash', { ...named(other), query: known }, 'PERSISTED_QUERY_HASH_MISMATCH'],
    ['no hash', { extensions: { persistedQuery: { version: 1, sha256Hash: 'abc' } } }, 'BAD_REQUEST'],
    ['a number', { extensions: { persistedQuery: 5 } }, 'BAD_REQUEST'],
    [
      'another version of the protocol',
      { query: known, extensions: { persistedQuery: { version: 2, sha256Hash: sha256(known) } } },
      'BAD_REQUEST',
    ],
    ['null', { extensions: { persistedQuery: null } }, 'BAD_REQUEST'],
    ['a list', { documentId: [sha256(known)] }, 'BAD_REQUEST'],
  ])('with %s it is refused, and nothing is learnt or spent', async (_name, body, code) => {
    const graph = await startGraph()
    expect(await post(graph, { ...body, variables })).toMatchObject({ status: 400, code })
    expect(await post(graph, { ...named(other), variables })).toMatchObject({ code: 'PERSISTED_QUERY_NOT_FOUND' })
    expect(graph.calls()).toEqual([])
  })
})

describe('trusted documents', () => {
  const manifest = { [sha256(known)]: known }

  test('are known from the start, by either name of the hash', async () => {
    // Codegen's client preset wrote them without the algorithm before its version 6.
    for (const names of [manifest, { [`sha256:${sha256(known)}`]: known }]) {
      const graph = await startGraph({ env: { TRUSTED_DOCUMENTS: fileOf(names) } })
      for (const body of [named(known), { documentId: sha256(known) }, { documentId: `sha256:${sha256(known)}` }])
        expect(await post(graph, { ...body, variables })).toMatchObject({ status: 200, data: titled })
    }
    const graph = await startGraph({ env: { TRUSTED_DOCUMENTS: fileOf(manifest) } })
    expect(await post(graph, { query: other })).toMatchObject({ status: 200 })
  })

  test('alone are answered where nothing else is trusted, as hash or as text', async () => {
    const graph = await startGraph({ env: { TRUSTED_DOCUMENTS: fileOf(manifest), TRUSTED_ONLY: 'on' } })
    expect(await post(graph, { ...named(known), variables })).toMatchObject({ status: 200, data: titled })
    expect(await post(graph, { query: known, variables })).toMatchObject({ status: 200, data: titled })
    graph.calls()
    expect(await post(graph, { query: other })).toMatchObject({ status: 400, code: 'OPERATION_NOT_TRUSTED' })
    expect(await post(graph, { ...named(other), query: other })).toMatchObject({ code: 'PERSISTED_QUERY_NOT_FOUND' })
    expect(await post(graph, { query: `${known} ` })).toMatchObject({ code: 'OPERATION_NOT_TRUSTED' })
    expect(await post(graph, { query: '{ __schema { queryType { name } } }' })).toMatchObject({
      code: 'OPERATION_NOT_TRUSTED',
    })
    expect(graph.calls()).toEqual([])
  })

  test.each([
    ['a broken file', '{"a": ', 'JSON'],
    ['a list', [known], 'it must be one object'],
    ['another text’s hash', { [sha256(other)]: known }, 'is not the SHA-256 of the document under it'],
    ['no text', { [sha256(known)]: 5 }, 'is no text'],
    ['nothing', {}, 'there is no document in it'],
  ])('with %s the server does not start, and says why', async (_name, content, words) => {
    const file = fileOf(content)
    const command = runNode('src/main.ts', [], { env: { TRUSTED_DOCUMENTS: file, STORE_URL: 'memory:', PORT: '0' } })
    expect(await command.ended).toBe(1)
    expect(command.output()).toContain(`TRUSTED_DOCUMENTS ${file} cannot be used:`)
    expect(command.output()).toContain(words)
  })

  test.each([
    ['a pipe', (file: string) => execFileSync('mkfifo', [file])],
    ['a directory', (file: string) => mkdirSync(file)],
  ])('with %s in the place of the file the server does not wait, nor start, and says why', async (_name, make) => {
    const file = join(folder(), 'documents.json')
    make(file)
    const command = runNode('src/main.ts', [], { env: { TRUSTED_DOCUMENTS: file, STORE_URL: 'memory:', PORT: '0' } })
    expect(await command.ended).toBe(1)
    expect(command.output()).toContain(
      `TRUSTED_DOCUMENTS ${file} cannot be used: it is a directory, a pipe or a device`,
    )
  })
})

test.each([{ GRAPHIQL: 'on' }, { GRAPHIQL: 'off' }])(
  'a hash opens nothing to who does not say who it is, whatever it accepts: %j',
  async (env) => {
    const keys = keysFile([{ name: 'reader' }])
    const trusted = { TRUSTED_DOCUMENTS: fileOf({ [sha256(known)]: known }) }
    const graph = await startGraph({ env: { ...keys.env, ...trusted, ...env } })
    const asked = { variables: JSON.stringify(variables) }
    const addresses = [{ documentId: sha256(known) }, { extensions: JSON.stringify(named(known).extensions) }].map(
      (search) => `${graph.url}/graphql?${new URLSearchParams({ ...search, ...asked }).toString()}`,
    )
    for (const address of addresses)
      for (const accept of ['text/html,*/*', '*/*'])
        expect((await fetch(address, { headers: { accept } })).status).toBe(401)
    expect((await graph.services.tally.today()).size).toBe(0)
    for (const address of addresses) {
      const answer = await fetch(address, { headers: { accept: 'text/html,*/*', ...keys.headers('reader') } })
      expect([answer.status, await answer.json()]).toMatchObject([200, { data: titled }])
    }
  },
)

test('a known hash beside another text is refused: neither of the two is run', async () => {
  const graph = await startGraph({ env: { TRUSTED_DOCUMENTS: fileOf({ [sha256(known)]: known }) } })
  for (const query of [other, `${known} `, '', 5, [known]])
    for (const body of [named(known), { documentId: sha256(known) }])
      expect([query, await post(graph, { ...body, query, variables })]).toMatchObject([
        query,
        { status: 400, code: 'PERSISTED_QUERY_HASH_MISMATCH' },
      ])
  expect(graph.calls()).toEqual([])
})

test.each([5, [], {}, true])('what is trusted is a text, not %j', async (query) => {
  const env = { TRUSTED_DOCUMENTS: fileOf({ [sha256(known)]: known }), TRUSTED_ONLY: 'on' }
  const graph = await startGraph({ env })
  expect(await post(graph, { query })).toMatchObject({ status: 400, code: 'OPERATION_NOT_TRUSTED' })
})

test('where only known operations are answered there is no GraphiQL, and nothing leads to one', async () => {
  const env = { TRUSTED_DOCUMENTS: fileOf({ [sha256(known)]: known }), TRUSTED_ONLY: 'on' }
  const graph = await startGraph({ env })
  const page = { headers: { accept: 'text/html' } }
  expect(await (await fetch(graph.url, page)).text()).not.toContain('href="graphql"')
  expect((await fetch(`${graph.url}/graphql`, page)).headers.get('content-type')).not.toContain('text/html')
})

test('a known operation sent by GET has an entity tag, and what has not changed is not sent again', async () => {
  const graph = await startGraph()
  await post(graph, { ...named(known), query: known, variables })
  const address = `${graph.url}/graphql?${new URLSearchParams({
    extensions: JSON.stringify(named(known).extensions),
    variables: JSON.stringify(variables),
  }).toString()}`
  // fetch() would add a no-cache of its own to a conditional request.
  const get = (headers: Record<string, string> = {}) =>
    new Promise<IncomingMessage>((resolve) =>
      httpGet(address, { headers: { accept: 'application/json', 'x-requested-with': 'fetch', ...headers } }, resolve),
    )
  graph.calls()
  const first = await get()
  const { etag = '' } = first.headers
  expect(etag).toMatch(/^"[\w-]{22}"$/)
  expect(await json(first)).toMatchObject({ data: titled })
  const same = await get({ 'if-none-match': etag })
  expect([same.statusCode, await text(same), same.headers.etag]).toEqual([304, '', etag])
  expect((await get({ 'if-none-match': '"another"' })).statusCode).toBe(200)
  expect(graph.calls()).toEqual([])
})
