import { connect } from 'node:net'
import { expect, onTestFinished, test } from 'vitest'
import { startGraph } from '../support/graph.ts'
import { send, sendBytes } from '../support/raw.ts'

const head = 'POST /graphql HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n'
const quick = { env: { LIMITS: 'receiveSeconds=1' } }

test('headers that are too large are refused, and the server says how many bytes go', async () => {
  const graph = await startGraph()
  const answer = await sendBytes(
    graph.url,
    `GET /health HTTP/1.1\r\nHost: localhost\r\nX-Long: ${'x'.repeat(20_000)}\r\n\r\n`,
  )
  expect(answer).toMatch(
    /^HTTP\/1\.1 431 [^]*more than 16384 bytes\.","code":"HEADERS_TOO_LARGE","limit":"headerBytes","allowed":16384}/,
  )
  const query = encodeURIComponent(`{ ${'quota { day } '.repeat(1_000)} }`)
  expect(await sendBytes(graph.url, `GET /graphql?query=${query} HTTP/1.1\r\nHost: localhost\r\n\r\n`)).toMatch(
    /^HTTP\/1\.1 431 /,
  )
})

test('what is no HTTP is told so', async () => {
  const graph = await startGraph()
  for (const bytes of [
    '\x16\x03\x01\x02\x00\x01',
    'HELLO\r\n\r\n',
    'GET / HTTP/9.9\r\n\r\n',
    'GET / HTTP/1.1\r\nHost: localhost\r\nbad header\r\n\r\n',
  ])
    expect(await sendBytes(graph.url, bytes)).toMatch(/^HTTP\/1\.1 400 [^]*"code":"BAD_REQUEST"/)
})

test.each([
  ['headers that never end', 'GET /health HTTP/1.1\r\nHost: localhost\r\nX-Slow: '],
  ['a body that never comes', `${head}Content-Length: 50\r\n\r\n`],
  ['a body that stops', `${head}Content-Length: 50\r\n\r\n{"query":`],
  ['chunks that stop', `${head}Transfer-Encoding: chunked\r\n\r\n5\r\n{"que\r\n`],
])('%s are given up after the time that a request may take', async (_what, bytes) => {
  const lines: string[] = []
  const graph = await startGraph({ ...quick, lines })
  expect(await sendBytes(graph.url, bytes)).toMatch(
    /^HTTP\/1\.1 408 [^]*within 1 s\.[^]*"code":"REQUEST_TIMED_OUT","limit":"receiveSeconds","allowed":1}/,
  )
  // It was answered once: nothing tries to answer it again when the body has broken off.
  expect((await send(graph.url, { path: '/health' })).status).toBe(200)
  expect(lines.join('')).not.toContain('A request failed')
})

test('a body that goes on after its refusal is not read for ever', async () => {
  const graph = await startGraph({ env: { LIMITS: 'receiveSeconds=300' } })
  const { hostname, port } = new URL(graph.url)
  let read = ''
  await new Promise<void>((resolve) => {
    const socket = connect(Number(port), hostname, () => socket.write(`${head}Transfer-Encoding: chunked\r\n\r\n`))
    const chunk = `${(10_000).toString(16)}\r\n${'x'.repeat(10_000)}\r\n`
    const sending = setInterval(() => socket.write(chunk), 5)
    socket.on('data', (bytes: Buffer) => (read += bytes.toString()))
    socket.on('error', () => undefined)
    socket.on('close', () => {
      clearInterval(sending)
      resolve()
    })
  })
  expect(read).toMatch(/^HTTP\/1\.1 413 [^]*REQUEST_TOO_LARGE/)
})

test('a connection whose refused body came to its end is good for the next request', async () => {
  const graph = await startGraph()
  const { hostname, port } = new URL(graph.url)
  let read = ''
  const socket = connect(Number(port), hostname, () => socket.write(`${head}Content-Length: 100001\r\n\r\n`))
  onTestFinished(() => void socket.destroy())
  socket.on('data', (bytes: Buffer) => (read += bytes.toString()))
  await expect.poll(() => read).toContain('REQUEST_TOO_LARGE')
  socket.write('x'.repeat(100_001))
  // Longer than what goes on without end is let through.
  await new Promise((resolve) => setTimeout(resolve, 2_500))
  socket.write('GET /health HTTP/1.1\r\nHost: localhost\r\n\r\n')
  await expect.poll(() => read).toContain('{"status":"ok"}')
})

test('an answer that nobody takes is given up', async () => {
  const graph = await startGraph(quick)
  const { hostname, port } = new URL(graph.url)
  const query = '{__schema{types{name description fields{name description args{name description}}}}}'
  const request = `GET /graphql?query=${encodeURIComponent(query)} HTTP/1.1\r\nHost: localhost\r\n\r\n`
  await new Promise<void>((resolve) => {
    // Many answers that stay in the way: more than the machine keeps for a connection.
    const socket = connect(Number(port), hostname, () => socket.write(request.repeat(200)))
    socket.pause()
    socket.on('error', () => undefined)
    socket.on('close', () => resolve())
    graph.services.clock.sleep(4_000).then(
      () => socket.resume(),
      () => undefined,
    )
  })
  expect((await send(graph.url, { path: '/health' })).status).toBe(200)
})
