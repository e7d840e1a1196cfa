import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, onTestFinished, test, vi } from 'vitest'
import { createHttp, HttpFailure } from '../../src/http/http.ts'
import { httpServer, nobody, tcpServer } from './servers.ts'

function http(options = {}) {
  const instance = createHttp(options)
  onTestFinished(() => instance.close())
  return instance
}

async function failureOf(promise: Promise<unknown>): Promise<HttpFailure> {
  const error = await promise.then(
    () => undefined,
    (reason: unknown) => reason,
  )
  if (!(error instanceof HttpFailure)) throw new Error('this should have been an HttpFailure')
  return error
}

describe('an answer', () => {
  test('comes with its status, type and bytes', async () => {
    const bytes = Buffer.from([0x50, 0x4b, 0, 0xff])
    const origin = await httpServer((_request, response) => {
      response.writeHead(429, { 'content-type': 'application/zip; a=b' }).end(bytes)
    })
    expect(await http().get(`${origin}/x`)).toEqual({ status: 429, contentType: 'application/zip; a=b', bytes })
  })

  test('without a type has an empty one', async () => {
    const origin = await httpServer((_request, response) => void response.end('x'))
    expect((await http().get(origin)).contentType).toBe('')
  })

  test('after an informational one is the final one', async () => {
    const origin = await httpServer((_request, response) => {
      response.writeEarlyHints({ link: '</x>; rel=preload' })
      response.end('final')
    })
    expect(await http().get(origin)).toMatchObject({ status: 200, bytes: Buffer.from('final') })
  })

  test('that redirects is handed over and not followed', async () => {
    const seen: string[] = []
    const origin = await httpServer((request, response) => {
      seen.push(request.url ?? '')
      response.writeHead(302, { location: '/elsewhere' }).end()
    })
    expect((await http().get(`${origin}/here`)).status).toBe(302)
    expect(seen).toEqual(['/here'])
  })

  test('that ends with its connection is whole', async () => {
    const origin = await tcpServer((socket) => {
      socket.once('data', () => socket.end('HTTP/1.1 200 OK\r\nconnection: close\r\n\r\n{"a":1}'))
    })
    expect((await http().get(origin)).bytes.toString()).toBe('{"a":1}')
  })
})

describe('a request', () => {
  test('carries path, query and headers, and says who sends it', async () => {
    const seen: unknown[] = []
    const origin = await httpServer((request, response) => {
      const { authorization, 'user-agent': agent } = request.headers
      seen.push([request.method, request.url, authorization, agent])
      response.end()
    })
    await http().get(`${origin}/api/a%2Fb?c=d`, { headers: { authorization: 'Bearer t' } })
    expect(seen).toEqual([['GET', '/api/a%2Fb?c=d', 'Bearer t', 'jpo-patent-graph']])
  })

  test('with a form is URL-encoded', async () => {
    const seen: unknown[] = []
    const origin = await httpServer((request, response) => {
      let body = ''
      request.on('data', (chunk: Buffer) => (body += chunk.toString()))
      request.on('end', () => {
        seen.push([request.method, request.headers['content-type'], body])
        response.end()
      })
    })
    await http().postForm(`${origin}/token`, { grant_type: 'password', password: 'a&b=ü %' })
    expect(seen).toEqual([
      ['POST', 'application/x-www-form-urlencoded', 'grant_type=password&password=a%26b%3D%C3%BC+%25'],
    ])
  })

  test('says when it leaves, on a new connection and on a reused one', async () => {
    const events: string[] = []
    const origin = await httpServer((_request, response) => {
      events.push('arrived')
      response.end('x')
    })
    const client = http()
    for (let i = 0; i < 2; i++) {
      await client.get(origin, { onSent: () => events.push('sent') })
      await sleep(10)
    }
    expect(events).toEqual(['sent', 'arrived', 'sent', 'arrived'])
  })

  test('reuses the connection of the one before', async () => {
    const ports: unknown[] = []
    const origin = await httpServer((request, response) => {
      ports.push(request.socket.remotePort)
      response.end('x')
    })
    const client = http()
    await client.get(origin)
    await sleep(10)
    await client.get(origin)
    expect(ports[1]).toBe(ports[0])
  })
})

describe('surely not sent', () => {
  test('and not said to be', async () => {
    const sent: string[] = []
    await failureOf(http().get(await nobody(), { onSent: () => sent.push('sent') }))
    expect(sent).toEqual([])
  })

  test('when nobody listens', async () => {
    const failure = await failureOf(http().get(`${await nobody()}/secret-path?secret=query`))
    expect(failure.sent).toBe('no')
    expect(failure.message).toMatch(/^GET http:\/\/127\.0\.0\.1:\d+: connect ECONNREFUSED/)
  })

  test('when the name is unknown', async () => {
    const failure = await failureOf(http().get('http://nobody.invalid/'))
    expect(failure.sent).toBe('no')
  })

  test('when the other side does not speak TLS', async () => {
    const origin = await tcpServer((socket) => socket.once('data', () => socket.end('no TLS here')))
    const failure = await failureOf(http().get(origin.replace('http:', 'https:')))
    expect(failure.sent).toBe('no')
  })

  test('when the connection takes too long', async () => {
    // Accepts, but never answers the TLS handshake.
    const origin = await tcpServer(() => undefined)
    const failure = await failureOf(http({ connectTimeoutMs: 100 }).get(origin.replace('http:', 'https:')))
    expect([failure.sent, failure.message]).toEqual(['no', expect.stringContaining('Connect Timeout')])
  })

  test('when the whole time is over before the connection stands', async () => {
    const origin = await tcpServer(() => undefined)
    const failure = await failureOf(
      http({ connectTimeoutMs: 200 }).get(origin.replace('http:', 'https:'), { timeoutMs: 50 }),
    )
    expect([failure.sent, failure.message]).toEqual(['no', expect.stringContaining('no whole answer within 0.05 s')])
  })

  test('when it is not a URL, whose text is not repeated', async () => {
    const failure = await failureOf(http().get('no url?secret=1'))
    expect([failure.sent, failure.message]).toEqual(['no', 'GET: this is not a URL'])
  })

  test('when a header cannot be sent, whose value is not repeated', async () => {
    const failure = await failureOf(
      http().get(await nobody(), { headers: { authorization: 'Bearer secret\r\ninjected: 1' } }),
    )
    expect(failure.sent).toBe('no')
    expect(`${failure.message}${failure.stack ?? ''}`).not.toContain('secret')
  })

  test('after close', async () => {
    const origin = await httpServer((_request, response) => void response.end())
    const instance = createHttp()
    await instance.close()
    expect((await failureOf(instance.get(origin))).sent).toBe('no')
  })
})

describe('perhaps sent', () => {
  test('when the connection breaks without an answer, once', async () => {
    let requests = 0
    const origin = await tcpServer((socket) => {
      socket.once('data', () => {
        requests++
        socket.destroy()
      })
    })
    const failure = await failureOf(http().get(`${origin}/secret-path?secret=query`, { headers: { a: 'secret' } }))
    expect(failure.sent).toBe('maybe')
    expect(failure.message).toMatch(/^GET http:\/\/127\.0\.0\.1:\d+: [^?]*$/)
    expect(JSON.stringify([failure.message, failure.cause ?? null])).not.toContain('secret')
    await sleep(50)
    expect(requests).toBe(1)
  })

  test('when a reused connection breaks, once', async () => {
    let connections = 0
    let requests = 0
    const origin = await tcpServer((socket) => {
      connections++
      socket.on('data', () => {
        requests++
        if (requests === 1) socket.write('HTTP/1.1 200 OK\r\ncontent-length: 1\r\n\r\nx')
        else socket.destroy()
      })
    })
    const client = http()
    await client.get(origin)
    await sleep(10)
    expect((await failureOf(client.get(origin))).sent).toBe('maybe')
    await sleep(50)
    expect([connections, requests]).toEqual([1, 2])
  })

  test.each([
    ['by length', 'content-length: 100\r\n\r\n{"a":'],
    ['by chunks', 'transfer-encoding: chunked\r\n\r\n5\r\n{"a":\r\n'],
  ])('when a body announced %s is cut short', async (_name, rest) => {
    const origin = await tcpServer((socket) => {
      socket.once('data', () => socket.end(`HTTP/1.1 200 OK\r\nconnection: close\r\n${rest}`))
    })
    expect((await failureOf(http().get(origin))).sent).toBe('maybe')
  })

  test('when the answer is no HTTP, whose bytes are not repeated', async () => {
    const origin = await tcpServer((socket) => socket.once('data', () => socket.end('secret nonsense\r\n\r\n')))
    const failure = await failureOf(http().get(origin))
    expect(failure.sent).toBe('maybe')
    expect(failure.message).not.toContain('secret')
    expect(Object.keys(failure).sort()).toEqual(['name', 'sent'])
  })

  test('when headers do not come in time', async () => {
    const origin = await httpServer(() => undefined)
    const failure = await failureOf(http().get(origin, { timeoutMs: 100 }))
    expect([failure.sent, failure.message]).toEqual(['maybe', `GET ${origin}: no whole answer within 0.1 s`])
  })

  test('when nothing comes for 35 seconds', async () => {
    const arrived = Promise.withResolvers<undefined>()
    const origin = await httpServer(() => arrived.resolve(undefined))
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    onTestFinished(() => void vi.useRealTimers())
    let failure: HttpFailure | undefined
    const answer = failureOf(http().get(origin)).then((it) => (failure = it))
    await arrived.promise
    await vi.advanceTimersByTimeAsync(34_999)
    expect(failure).toBeUndefined()
    await vi.advanceTimersByTimeAsync(1)
    expect((await answer).message).toBe(`GET ${origin}: no whole answer within 35 s`)
  })

  test('when the body drips past the time', async () => {
    const origin = await httpServer((_request, response) => {
      response.writeHead(200)
      const drip = setInterval(() => response.write('x'), 20)
      response.on('close', () => clearInterval(drip))
    })
    expect((await failureOf(http().get(origin, { timeoutMs: 200 }))).sent).toBe('maybe')
  })

  test('when the answer is larger than allowed, and the rest is not read', async () => {
    let closed: () => void = () => undefined
    const hungUp = new Promise<void>((resolve) => (closed = resolve))
    const origin = await httpServer((_request, response) => {
      response.on('close', closed)
      response.writeHead(200)
      response.write(Buffer.alloc(2_000))
    })
    const failure = await failureOf(http().get(origin, { maxBytes: 1_000 }))
    expect([failure.sent, failure.message]).toEqual(['maybe', `GET ${origin}: the answer is larger than 1000 bytes`])
    await hungUp
  })

  test('but an answer of exactly the allowed size is one', async () => {
    const origin = await httpServer((_request, response) => void response.end(Buffer.alloc(1_000)))
    expect((await http().get(origin, { maxBytes: 1_000 })).bytes).toHaveLength(1_000)
  })
})

describe('publicOnly', () => {
  test.each(['127.0.0.1', 'localhost', '[::1]', '2130706433', '[::ffff:127.0.0.1]'])(
    'does not connect to %s',
    async (host) => {
      let connections = 0
      const origin = await tcpServer(() => connections++)
      const url = `http://${host}:${new URL(origin).port}/`
      const failure = await failureOf(http().get(url, { publicOnly: true }))
      expect([failure.sent, failure.message]).toEqual(['no', expect.stringContaining('not a public one')])
      expect(connections).toBe(0)
    },
  )

  test('does not use a connection that was opened without it', async () => {
    const origin = await httpServer((_request, response) => void response.end('x'))
    const client = http()
    await client.get(origin)
    expect((await failureOf(client.get(origin, { publicOnly: true }))).sent).toBe('no')
  })
})

test('close waits for exchanges under way', async () => {
  const origin = await httpServer((_request, response) => void setTimeout(() => response.end('done'), 100))
  const instance = createHttp()
  const answer = instance.get(origin)
  await instance.close()
  expect((await answer).bytes.toString()).toBe('done')
})

test('giving up ends exchanges under way, as perhaps sent, and those that come, as not sent', async () => {
  const asked = Promise.withResolvers<unknown>()
  const origin = await httpServer(() => asked.resolve(undefined))
  const instance = http()
  const exchanges = Array.from({ length: 12 }, () => failureOf(instance.get(origin)))
  await asked.promise
  instance.giveUp()
  const failures = await Promise.all(exchanges)
  expect(failures.some(({ sent }) => sent === 'maybe')).toBe(true)
  expect((await failureOf(instance.get(origin))).sent).toBe('no')
  for (const { message } of failures) expect(message).toMatch(/^GET http:\S+: given up/)
})
