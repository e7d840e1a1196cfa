import { pick, type Random } from '../fuzz/random.ts'

/** A bad request as it goes over the wire. */
export interface BadRequest {
  readonly kind: string
  readonly bytes: string | Uint8Array
  /** Its client goes away, or stands still, and gets no answer. */
  readonly leaves: boolean
  /** After that a sign at a time follows, without end. */
  readonly isSlow: boolean
}

/** What must open nothing. */
export interface Keys {
  /** Keys that are changed, expired, cut off, or none at all. */
  readonly bad: readonly [string, ...string[]]
  /** Tokens that say what a good one says. */
  readonly forged: readonly [string, ...string[]]
}

/** What is stored and would show at once if a request got through. */
export const wanted = '{ application(number: "2020000108") { inventionTitle } }'

const routes = [
  '/',
  '/graphql',
  '/health',
  '/ready',
  '/metrics',
  '/images/x',
  '/docs/',
  '/schema.graphql',
  '/nothing',
] as const
const tricks = [
  '/..%2f..%2fetc/passwd',
  '/../../etc/passwd',
  '%00',
  '//evil.example',
  '/%2e%2e/',
  '\\..\\',
  '?part=../..',
  ';x',
  '/__proto__',
] as const

export function badRequest(random: Random, { bad, forged }: Keys): BadRequest {
  const kinds: readonly [string, () => string | Uint8Array][] = [
    ['broken JSON', () => post(broken(random, body(wanted)))],
    [
      'wrong types',
      () =>
        post(
          pick(random, [
            '[]',
            'null',
            '7',
            `[${body(wanted)}]`,
            '{"query":{}}',
            '{"query":5,"extensions":{"persistedQuery":{"version":1}}}',
            '{"query":"{a}","variables":"x"}',
            `{"query":${JSON.stringify(wanted)},"__proto__":{"a":1}}`,
          ]),
        ),
    ],
    ['huge headers', () => post(body(wanted), [`X-Long: ${'x'.repeat(16_384 + random(100_000))}`])],
    ['huge body', () => post(body(`${wanted} #${'x'.repeat(100_000 + random(2_000_000))}`))],
    ['not UTF-8', () => Buffer.from(post(body(`${wanted} # \xff\xfe`)), 'latin1')],
    ['deep', () => post(body(`{ ${'application(number: "2020000108") { registration { '.repeat(8 + random(100))}`))],
    ['deep and whole', () => post(body(deep(8 + random(60))))],
    [
      'wide',
      () =>
        post(
          body(
            `{ ${repeated(51 + random(300), (i) => `a${i}: application(number: "2020000108") { inventionTitle }`)} }`,
          ),
        ),
    ],
    [
      'fragments in circles',
      () =>
        post(
          body(
            '{ ...A } fragment A on Query { ...B ...B } fragment B on Query { application(number: "2020000108") { inventionTitle } ...A }',
          ),
        ),
    ],
    ['many tokens', () => post(body(`{ quota { ${'day '.repeat(2_000 + random(10_000))}} }`))],
    [
      'another type of body',
      () =>
        post(
          body(wanted),
          [],
          pick(random, [
            'text/plain',
            'application/x-www-form-urlencoded',
            'multipart/form-data; boundary=x',
            'text/plain; application/json',
          ]),
        ),
    ],
    [
      'another host',
      () =>
        post(
          body(wanted),
          [],
          'application/json',
          pick(random, ['evil.example', '127.0.0.1.evil.example', ']', '10.0.0.1:80']),
        ),
    ],
    [
      'through a proxy',
      () =>
        post(body(wanted), [
          pick(random, ['Forwarded: for=192.0.2.1', 'X-Forwarded-For: 192.0.2.1', 'X-Forwarded-Host: localhost']),
        ]),
    ],
    [
      'path tricks',
      () =>
        `GET ${pick(random, routes)}${pick(random, tricks)} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n`,
    ],
    [
      'another method',
      () =>
        `${pick(random, ['PUT', 'DELETE', 'TRACE', 'CONNECT', 'PATCH'])} ${pick(random, routes)} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n`,
    ],
    ['no HTTP', () => Buffer.from(Array.from({ length: 1 + random(200) }, () => random(256)))],
    [
      'forged keys',
      () =>
        post(body(wanted), [
          `Authorization: ${pick(random, ['Bearer ', 'bearer  ', 'Basic ', ''])}${pick(random, bad)}`,
        ]),
    ],
    ['forged tokens', () => post(body(wanted), [`Authorization: Bearer ${pick(random, forged)}`])],
    ['slow headers', () => `GET ${pick(random, routes)} HTTP/1.1\r\nHost: localhost\r\nX-Slow: `],
    ['slow body', () => post(body(wanted), ['Transfer-Encoding: chunked']).replace(/Content-Length.*\r\n|\{.*$/g, '')],
    ['slow end', () => post(body(wanted)).replace(/(?<=Content-Length: )\d+/, '99999')],
  ]
  const [kind, make] = kinds[random(kinds.length)] ?? ['no HTTP', () => 'x\r\n\r\n']
  const bytes = make()
  // One in eight breaks off somewhere; what is not answered for that must not be waited for.
  const isSlow = kind.startsWith('slow')
  const leaves = !isSlow && random(8) === 0
  const sent = leaves ? bytes.slice(0, random(bytes.length)) : bytes
  return { kind: leaves ? `${kind}, broken off` : kind, bytes: sent, leaves, isSlow }
}

function post(text: string, headers: readonly string[] = [], type = 'application/json', host = 'localhost'): string {
  const lines = [
    'POST /graphql HTTP/1.1',
    `Host: ${host}`,
    `Content-Type: ${type}`,
    `Content-Length: ${Buffer.byteLength(text)}`,
    'Connection: close',
    ...headers,
  ]
  return `${lines.join('\r\n')}\r\n\r\n${text}`
}

function body(query: string): string {
  return JSON.stringify({ query })
}

/** Cut off, so that it can never be read. */
function broken(random: Random, text: string): string {
  return text.slice(0, 1 + random(text.length - 2))
}

function deep(pairs: number): string {
  return `{ application(number: "2020000108") { ${'registration { application { '.repeat(pairs)}inventionTitle${' } }'.repeat(pairs)} } }`
}

function repeated(count: number, part: (index: number) => string): string {
  return Array.from({ length: count }, (_, index) => part(index)).join(' ')
}
