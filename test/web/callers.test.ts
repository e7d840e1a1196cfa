import { request as httpRequest } from 'node:http'
import { text } from 'node:stream/consumers'
import { describe, expect, test } from 'vitest'
import { keysFile } from '../support/callers.ts'
import { type Graph, startGraph } from '../support/graph.ts'

const query = '{ application(number: "2020000101") { inventionTitle } }'
const json = 'application/json; charset=utf-8'
const graphql = 'application/graphql-response+json; charset=utf-8'

interface Sent {
  readonly headers?: Readonly<Record<string, string>>
  readonly path?: string
  readonly method?: 'GET' | 'POST'
}

/** As any client would, one that was refused included. */
async function send({ url }: Graph, { headers = {}, path = '/graphql', method = 'POST' }: Sent = {}) {
  const response = await fetch(url + path, {
    method,
    redirect: 'manual',
    headers: { ...(method === 'POST' && { 'content-type': 'application/json' }), ...headers },
    ...(method === 'POST' && { body: JSON.stringify({ query }) }),
  })
  return {
    status: response.status,
    contentType: response.headers.get('content-type'),
    challenge: response.headers.get('www-authenticate'),
    body: await response.text(),
  }
}

function refusal(body: string) {
  const { errors, ...rest } = JSON.parse(body) as { errors: { message: string; extensions: { code: string } }[] }
  expect(rest).toEqual({})
  expect(errors).toHaveLength(1)
  return { message: errors[0]?.message ?? '', ...errors[0]?.extensions }
}

describe('with a keys file', () => {
  test('a caller with a key is served', async () => {
    const keys = keysFile([{ name: 'analytics' }, { name: 'docketing' }])
    const graph = await startGraph({ env: keys.env })
    for (const name of ['docketing', 'analytics']) {
      const { status, body } = await send(graph, { headers: keys.headers(name) })
      expect([status, JSON.parse(body)]).toEqual([
        200,
        expect.objectContaining({ data: { application: { inventionTitle: '蓄電池の温度制御装置及び温度制御方法' } } }),
      ])
    }
    expect(graph.calls()).toEqual(['APP_PROGRESS_SIMPLE 2020000101'])
    const lower = await send(graph, { headers: { authorization: `bearer   ${keys.keyOf('analytics')} ` } })
    expect(lower.status).toBe(200)
  })

  test.each<[string, Sent, string]>([
    ['POST', {}, json],
    ['a client of GraphQL over HTTP', { headers: { accept: 'application/graphql-response+json' } }, graphql],
    ['a client of both', { headers: { accept: 'application/graphql-response+json, application/json;q=0.9' } }, graphql],
    ['an older client', { headers: { accept: 'application/json' } }, json],
    ['GET', { method: 'GET', path: `/graphql?query=${encodeURIComponent(query)}` }, json],
    [
      'a browser that sends an operation',
      { method: 'GET', path: '/graphql?query={quota{day}}', headers: { accept: 'text/html' } },
      json,
    ],
    ['GET without an operation', { method: 'GET', path: '/graphql' }, json],
  ])('who does not say who it is learns how, and nothing is asked: %s', async (_, sent, contentType) => {
    const graph = await startGraph({ env: keysFile([{ name: 'analytics' }]).env })
    const answer = await send(graph, sent)
    expect(answer).toMatchObject({ status: 401, contentType, challenge: 'Bearer realm="jpo-patent-graph"' })
    expect(refusal(answer.body)).toEqual({
      message: expect.stringContaining('Authorization: Bearer') as string,
      code: 'UNAUTHENTICATED',
    })
    expect(graph.calls()).toEqual([])
    expect((await graph.services.tally.today()).size).toBe(0)
  })

  test('a key is accepted in one place only, and repeated nowhere', async () => {
    const keys = keysFile([{ name: 'analytics' }])
    const lines: string[] = []
    const graph = await startGraph({ env: keys.env, lines })
    const key = keys.keyOf('analytics')
    const cut = key.slice(0, -3)
    const missing = 'Bearer realm="jpo-patent-graph"'
    const invalid = `${missing}, error="invalid_token"`
    const tried: [Sent, string | null][] = [
      [{ path: `/graphql?access_token=${key}` }, missing],
      [{ path: `/graphql?api_key=${key}` }, missing],
      [{ path: `/graphql/${key}` }, missing],
      [{ headers: { 'x-api-key': key } }, missing],
      [{ headers: { cookie: `key=${key}` } }, missing],
      [{ headers: { authorization: key } }, missing],
      [{ headers: { authorization: `Basic ${btoa(`analytics:${key}`)}` } }, missing],
      [{ headers: { authorization: `Token ${key}` } }, missing],
      [{ headers: { authorization: 'Bearer' } }, missing],
      [{ headers: { authorization: `Bearer ${key} ${key}` } }, missing],
      [{ headers: { authorization: `Bearer "${key}"` } }, missing],
      [{ headers: { authorization: `Bearer ${cut}` } }, invalid],
      [{ headers: { authorization: `Bearer ${key.toUpperCase()}` } }, invalid],
      [{ headers: { authorization: 'Bearer analytics' } }, invalid],
      [{ headers: { authorization: 'Bearer eyJhbGciOiJub25lIn0.eyJzdWIiOiJtZSJ9.' } }, invalid],
    ]
    for (const [sent, challenge] of tried) {
      const answer = await send(graph, sent)
      expect([sent, answer.status, answer.challenge]).toEqual([sent, 401, challenge])
      expect(refusal(answer.body).code).toBe('UNAUTHENTICATED')
      expect(answer.body).not.toContain(cut)
    }
    expect(refusal((await send(graph, { headers: { authorization: `Bearer ${cut}` } })).body).message).toContain(
      'cut off',
    )
    expect((await send(graph, { headers: keys.headers('analytics') })).status).toBe(200)
    expect(lines.join('')).toContain('Refused who asks')
    expect(lines.join('').toUpperCase()).not.toContain(cut.toUpperCase())
  })

  test('the digest of a key, which the file shows, is no key', async () => {
    const keys = keysFile([{ name: 'analytics' }])
    const graph = await startGraph({ env: keys.env })
    const { keys: records } = JSON.parse(keys.text()) as { keys: { sha256: string }[] }
    const answer = await send(graph, { headers: { authorization: `Bearer ${records[0]?.sha256 ?? ''}` } })
    expect(answer.status).toBe(401)
  })

  test('two Authorization headers are no answer to who calls', async () => {
    const keys = keysFile([{ name: 'analytics' }, { name: 'docketing' }])
    const graph = await startGraph({ env: keys.env })
    const { hostname, port } = new URL(graph.url)
    const both = [{ host: hostname }, keys.headers('analytics'), keys.headers('docketing')]
    const headers = both.flatMap((it) => Object.entries(it).flat())
    const answer = await new Promise<{ status: number | undefined; body: string; challenge: string | undefined }>(
      (resolve, reject) => {
        const sent = httpRequest({ hostname, port, path: '/graphql?query={quota{day}}', headers }, (response) => {
          const { statusCode: status, headers: got } = response
          text(response).then((body) => resolve({ status, body, challenge: got['www-authenticate'] }), reject)
        })
        sent.on('error', reject).end()
      },
    )
    expect(answer).toMatchObject({
      status: 400,
      challenge: 'Bearer realm="jpo-patent-graph", error="invalid_request"',
    })
    expect(refusal(answer.body).code).toBe('UNAUTHENTICATED')
  })

  test('without the scope read nothing of the graph is answered', async () => {
    const keys = keysFile([{ name: 'metrics', scopes: ['operate'] }])
    const graph = await startGraph({ env: keys.env })
    const answer = await send(graph, { headers: keys.headers('metrics') })
    expect(answer).toMatchObject({
      status: 403,
      challenge: 'Bearer realm="jpo-patent-graph", error="insufficient_scope", scope="read"',
    })
    expect(refusal(answer.body)).toEqual({
      message: 'This needs the scope read, which the caller metrics does not have.',
      code: 'FORBIDDEN',
      scope: 'read',
    })
    expect(graph.calls()).toEqual([])
  })

  test('pages without data, health and readiness are open; any other path asks who calls', async () => {
    const graph = await startGraph({ env: keysFile([{ name: 'analytics' }]).env })
    await graph.services.token.get()
    const page = { accept: 'text/html' }
    const statusOf = async (path: string, headers = {}) => (await send(graph, { method: 'GET', path, headers })).status
    expect(await statusOf('/health')).toBe(200)
    expect(await statusOf('/ready')).toBe(200)
    expect(await statusOf('/graphql', page)).toBe(200)
    expect(await statusOf('/docs/', page)).toBe(200)
    expect(await statusOf('/schema.graphql')).toBe(200)
    expect(await statusOf('/images/x.png')).toBe(404)
    for (const path of [
      '/metrics',
      '/nowhere',
      '/GRAPHQL',
      '//graphql',
      '/graphql/',
      '/health/',
      '/__proto__',
      '/constructor',
    ])
      expect([path, await statusOf(path)]).toEqual([path, 401])
  })

  test('the page of the day asks who opens it for a key, shows each its own, and everybody’s figures to operators', async () => {
    const keys = keysFile([
      { name: 'operator', scopes: ['operate'] },
      { name: 'reader', scopes: ['read'], shares: { CITE_DOC_INFO: 7 } },
      { name: 'writer', scopes: ['spend'] },
    ])
    const graph = await startGraph({ env: keys.env })
    const open = async (headers: Record<string, string>, path = '/?lang=en') => {
      const response = await fetch(graph.url + path, {
        redirect: 'manual',
        headers: { accept: 'text/html', ...headers },
      })
      return { status: response.status, text: await response.text() }
    }
    const stranger = await open({})
    expect(stranger.status).toBe(200)
    expect(stranger.text).toContain('<form id="key"')
    expect(stranger.text).toContain('<main id="today"></main>')
    expect(stranger.text).not.toContain('APP_PROGRESS')
    for (const path of ['/?part=today', '/?part=today&lang=en', '/?part='])
      expect((await open({}, path)).status).toBe(401)
    expect((await open({ accept: '*/*' })).status).toBe(401)
    expect((await open({ authorization: 'Bearer nothing' })).status).toBe(401)
    expect((await open(keys.headers('writer'))).status).toBe(403)

    const own = await open(keys.headers('reader'), '/?part=today&lang=en')
    expect(own.status).toBe(200)
    expect(own.text).toContain('Your calls today, as reader')
    expect(own.text).toMatch(/data-label="Kept for you">\s*7\s*</)
    expect(own.text).not.toMatch(/Answered without a call|What became of today|data-label="Saved"|operator/)
    const all = await open(keys.headers('operator'))
    expect(all.text).toMatch(/Answered without a call[^]*APP_PROGRESS[^]*What became of today/)
    expect(all.text).not.toContain('Your calls today')

    const scraped = await fetch(`${graph.url}/metrics`, { headers: keys.headers('operator') })
    expect([scraped.status, (await scraped.text()).length > 100]).toEqual([200, true])
    expect((await fetch(`${graph.url}/metrics`, { headers: keys.headers('reader') })).status).toBe(403)
  })

  test('an endless body of a stranger is not waited for', async () => {
    const graph = await startGraph({ env: keysFile([{ name: 'analytics' }]).env })
    const { hostname, port } = new URL(graph.url)
    const status = await new Promise((resolve, reject) => {
      const headers = { 'content-type': 'application/json', 'content-length': '1000000' }
      const sent = httpRequest({ hostname, port, path: '/graphql', method: 'POST', headers }, (response) => {
        resolve(response.statusCode)
        sent.destroy()
      })
      sent.on('error', reject)
      sent.write('{"query":')
    })
    expect(status).toBe(401)
  })
})

test('where nothing says who may ask, whoever is on this machine may, whatever they send', async () => {
  const graph = await startGraph()
  expect((await send(graph)).status).toBe(200)
  expect((await send(graph, { headers: { authorization: 'Bearer anything' } })).status).toBe(200)
  expect(graph.services.callers.callers().map(({ name }) => name)).toEqual(['anybody'])
})
