import { createServer, request as ask } from 'node:http'
import { buffer } from 'node:stream/consumers'
import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { expect, onTestFinished, test } from 'vitest'
import { keep } from '../../src/http/kept.ts'
import { listen } from '../support/graph.ts'

const body = 'The same for everybody. '.repeat(100)

async function serve() {
  const kept = keep(body, { 'content-type': 'text/plain', 'cache-control': 'no-cache' })
  const server = createServer((request, response) => void kept.answer(request, response))
  onTestFinished(() => void server.close())
  const url = await listen(server)
  /** fetch() would decompress. */
  return (headers: Record<string, string> = {}, method = 'GET') =>
    new Promise<{ status: number | undefined; headers: NodeJS.Dict<string | string[]>; bytes: Buffer }>(
      (resolve, reject) => {
        ask(url, { method, headers, agent: false }, (answer) => {
          buffer(answer).then((bytes) => resolve({ status: answer.statusCode, headers: answer.headers, bytes }), reject)
        })
          .on('error', reject)
          .end()
      },
    )
}

test('it comes as the client can read it, and says how', async () => {
  const get = await serve()
  const plain = await get()
  expect([plain.status, plain.bytes.toString(), plain.headers['content-encoding']]).toEqual([200, body, undefined])
  const small = await get({ 'accept-encoding': 'gzip, br' })
  expect([small.headers['content-encoding'], brotliDecompressSync(small.bytes).toString()]).toEqual(['br', body])
  expect(small.headers['content-length']).toBe(String(small.bytes.length))
  const older = await get({ 'accept-encoding': 'gzip' })
  expect([older.headers['content-encoding'], gunzipSync(older.bytes).toString()]).toEqual(['gzip', body])
  expect(older.headers['vary']).toContain('accept-encoding')
})

test('who has it already is told so, whichever way it came', async () => {
  const get = await serve()
  const { headers } = await get({ 'accept-encoding': 'br' })
  const etag = String(headers['etag'])
  for (const known of [etag, `"other", ${etag}`, etag.replace('W/', ''), '*']) {
    const again = await get({ 'if-none-match': known })
    expect([again.status, again.bytes.length, again.headers['etag']], known).toEqual([304, 0, etag])
  }
  expect((await get({ 'if-none-match': '"other"' })).status).toBe(200)
})

test('HEAD has the headers alone', async () => {
  const get = await serve()
  const head = await get({}, 'HEAD')
  expect([head.status, head.bytes.length, head.headers['content-length']]).toEqual([200, 0, String(body.length)])
})
