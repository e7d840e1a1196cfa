import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { ConfigError, processEnvironment, readConfig } from '../src/config.ts'
import { defaultLimits } from '../src/limits/limits.ts'
import { settings } from '../src/settings/index.ts'
import { endpointNames, endpoints } from '../src/sources/jpo/endpoints.ts'
import { folder } from './support/files.ts'

const credentials = { JPO_USERNAME: 'test-user-1', JPO_PASSWORD: 'recognisable-secret' }
const handbook = Object.fromEntries(endpointNames.map((name) => [name, endpoints[name].handbookLimit]))

/** What readConfig says is wrong, one line each. */
function mistakes(env: Record<string, string>): readonly string[] {
  try {
    readConfig(env)
    return []
  } catch (error) {
    if (error instanceof ConfigError) return error.mistakes
    throw error
  }
}

describe('without any setting', () => {
  test('the sandbox answers, faster and oftener than the office', () => {
    expect(readConfig({})).toEqual({
      host: '127.0.0.1',
      port: 4000,
      logLevel: 'info',
      drainMs: 25_000,
      publicUrl: '',
      corsOrigins: new Set(),
      graphiql: true,
      introspection: true,
      store: { kind: 'sqlite', file: '.data/jpo.sqlite' },
      storeMaxBytes: 2 * 1024 ** 3,
      upstream: { kind: 'sandbox', recordings: null },
      limits: Object.fromEntries(Object.entries(handbook).map(([name, limit]) => [name, limit * 10])),
      ceilings: new Set(),
      requestsPerMinute: 600,
      requestLimits: defaultLimits,
      operations: { file: null, isTrustedOnly: false },
      callers: { keysFile: null, issuer: null },
      traces: { exporter: 'none', protocol: 'http/protobuf' },
      secrets: [],
      warnings: [],
    })
  })

  test('what is listed as the default is what holds, on the sandbox too', () => {
    const byDefault = Object.fromEntries(settings.map((setting) => [setting.name, setting.byDefault]))
    expect(byDefault).toMatchObject({
      JPO_DAILY_LIMITS: 'handbook; on the sandbox tenfold',
      JPO_REQUESTS_PER_MINUTE: '10; on the sandbox 600',
    })
  })

  test('blanks are no setting', () => {
    expect(readConfig({ PORT: ' ', JPO_USERNAME: '', STORE_URL: '\t' })).toEqual(readConfig({}))
  })

  test('with credentials the office answers, at the handbook’s pace', () => {
    expect(readConfig(credentials)).toMatchObject({
      upstream: {
        kind: 'office',
        origin: 'https://ip-data.jpo.go.jp',
        tokenUrl: 'https://ip-data.jpo.go.jp/auth/token',
        username: 'test-user-1',
        password: 'recognisable-secret',
      },
      limits: handbook,
      requestsPerMinute: 10,
      warnings: [],
    })
  })
})

describe('JPO_DAILY_LIMITS', () => {
  const limits = (JPO_DAILY_LIMITS: string) => readConfig({ ...credentials, JPO_DAILY_LIMITS }).limits

  test('presets', () => {
    expect(limits('handbook')).toEqual(handbook)
    expect(limits('doubled')).toMatchObject({ APP_PROGRESS: 800, DIVISIONAL_APP_INFO: 60, CITE_DOC_INFO: 100 })
    expect(readConfig({ JPO_DAILY_LIMITS: 'handbook' }).limits).toEqual(handbook)
    for (const JPO_DAILY_LIMITS of ['handbook', 'doubled'])
      expect(readConfig({ JPO_DAILY_LIMITS }).ceilings).toEqual(new Set())
  })

  test('a list over the handbook’s figures, 0 and 1000000 included', () => {
    expect(limits(' APP_PROGRESS = 800 ,CITE_DOC_INFO=0,REGISTRATION_INFO=1000000')).toEqual({
      ...handbook,
      APP_PROGRESS: 800,
      CITE_DOC_INFO: 0,
      REGISTRATION_INFO: 1_000_000,
    })
    const { ceilings } = readConfig({ JPO_DAILY_LIMITS: 'APP_PROGRESS=800,CITE_DOC_INFO=0' })
    expect(ceilings).toEqual(new Set(['APP_PROGRESS', 'CITE_DOC_INFO']))
  })

  test.each([
    ['APP_PROGRES=1', 'APP_PROGRES=1'],
    ['toString=1', 'toString=1'],
    ['APP_PROGRESS=1000001', 'APP_PROGRESS=1000001'],
    ['APP_PROGRESS=-1', 'APP_PROGRESS=-1'],
    ['APP_PROGRESS=1.5', 'APP_PROGRESS=1.5'],
    ['APP_PROGRESS=', 'APP_PROGRESS='],
    ['APP_PROGRESS', 'APP_PROGRESS'],
    ['APP_PROGRESS=1,APP_PROGRESS=2', 'APP_PROGRESS=2'],
    ['APP_PROGRESS=1,', ''],
    ['tripled', 'tripled'],
  ])('%s is refused at its entry, with what is accepted', (text, entry) => {
    const [mistake, ...others] = mistakes({ ...credentials, JPO_DAILY_LIMITS: text })
    expect(mistake).toMatch(`JPO_DAILY_LIMITS cannot be read at '${entry}': accepted are handbook, doubled, or a list`)
    expect(mistake).toContain(endpointNames.join(', '))
    expect(others).toEqual([])
  })
})

describe('what the office may not have granted is accepted with a warning', () => {
  test.each([
    ['nothing unusual', {}, null],
    ['twice the handbook’s limit', { JPO_DAILY_LIMITS: 'APP_PROGRESS=800' }, null],
    ['above twice', { JPO_DAILY_LIMITS: 'APP_PROGRESS=801' }, /a daily limit above twice the handbook’s\./],
    ['three raised', { JPO_DAILY_LIMITS: 'APP_PROGRESS=401,CITE_DOC_INFO=51,APPLICANT_ATTORNEY=201' }, null],
    ['all doubled', { JPO_DAILY_LIMITS: 'doubled' }, /12 endpoints raised \(the office grants three\)\./],
    ['lowered ones', { JPO_DAILY_LIMITS: endpointNames.map((name) => `${name}=1`).join() }, null],
    ['ten a minute', { JPO_REQUESTS_PER_MINUTE: '10' }, null],
    ['eleven a minute', { JPO_REQUESTS_PER_MINUTE: '11' }, /more than ten starts a minute\./],
    [
      'everything',
      { JPO_DAILY_LIMITS: endpointNames.map((name) => `${name}=1000000`).join(), JPO_REQUESTS_PER_MINUTE: '100000' },
      /^Configured beyond handbook §3\(2\) and §3\(3\): a daily limit .*; 12 endpoints .*; more than ten/,
    ],
  ])('%s', (_, env, warning) => {
    expect(readConfig({ ...credentials, ...env }).warnings).toEqual(warning ? [expect.stringMatching(warning)] : [])
  })

  test('of the sandbox it is said what the office would have to grant', () => {
    const [warning] = readConfig({ JPO_REQUESTS_PER_MINUTE: '11' }).warnings
    expect(warning).toMatch(/more than ten starts a minute\. The office would have to grant it\.$/)
    expect(readConfig({ ...credentials, JPO_REQUESTS_PER_MINUTE: '11' }).warnings[0]).toMatch(
      /more than ten starts a minute\. Make sure the office granted it\.$/,
    )
  })

  test.each([
    ['abcdefg1', true],
    ['abcdefg_', true],
    ['12345678-012345', true],
    ['abcdef1', false],
    ['abcdefghijklmn_1', false],
    ['abcdefgh', false],
    ['12345678', false],
    ['abcdefg１', false],
    ['abcd efg1', false],
  ])('an ID such as %s: within the rule %s', (JPO_USERNAME, isWithin) => {
    const { warnings } = readConfig({ ...credentials, JPO_USERNAME })
    expect(warnings).toEqual(isWithin ? [] : [expect.stringContaining('ID rule (§3(2))')])
    expect(warnings.join()).not.toContain(JPO_USERNAME)
  })
})

describe('where pictures are', () => {
  test.each([
    ['https://patents.example.com', 'https://patents.example.com'],
    ['https://patents.example.com/jpo/', 'https://patents.example.com/jpo'],
    ['http://patents.local:8080', 'http://patents.local:8080'],
  ])('PUBLIC_URL=%s: their URLs begin with %s', (PUBLIC_URL, publicUrl) => {
    expect(readConfig({ PUBLIC_URL })).toMatchObject({ publicUrl })
  })

  test.each([
    'patents.example.com',
    'javascript:alert(1)',
    'https://a:b@x.example',
    'https://x.example/?a',
    'https://x.example/#a',
  ])('PUBLIC_URL=%s is refused', (PUBLIC_URL) => {
    expect(mistakes({ PUBLIC_URL })).toEqual([
      'PUBLIC_URL must be an http:// or https:// URL without user, password, query and fragment',
    ])
  })
})

describe('whom to ask', () => {
  const upstream = (env: Record<string, string>) => readConfig({ ...credentials, ...env }).upstream

  test.each([
    [{ JPO_BASE_URL: 'https://example.com' }, 'https://example.com', 'https://example.com/auth/token'],
    [{ JPO_BASE_URL: 'https://example.com:8443/' }, 'https://example.com:8443', 'https://example.com:8443/auth/token'],
    [{ JPO_BASE_URL: 'http://127.0.0.1:9' }, 'http://127.0.0.1:9', 'http://127.0.0.1:9/auth/token'],
    [{ JPO_BASE_URL: 'http://[::1]:9' }, 'http://[::1]:9', 'http://[::1]:9/auth/token'],
    [{ JPO_BASE_URL: 'http://localhost:9' }, 'http://localhost:9', 'http://localhost:9/auth/token'],
    [{ JPO_TOKEN_URL: 'https://login.example.com/t' }, 'https://ip-data.jpo.go.jp', 'https://login.example.com/t'],
  ])('%o', (env, origin, tokenUrl) => {
    expect(upstream(env)).toMatchObject({ origin, tokenUrl })
  })

  test.each([
    ['http://example.com', 'must be an https:// URL'],
    ['http://127.0.0.1.example.com', 'must be an https:// URL'],
    ['ftp://127.0.0.1', 'must be an https:// URL'],
    ['https://someone@example.com', 'must be an https:// URL'],
    ['https://someone:recognisable-secret@example.com', 'must be an https:// URL'],
    ['example.com', 'must be an https:// URL'],
    ['https://example.com/api', 'must be the origin only'],
    ['https://example.com/?a=b', 'must be the origin only'],
  ])('JPO_BASE_URL=%s is refused', (JPO_BASE_URL, reason) => {
    const found = mistakes({ ...credentials, JPO_BASE_URL })
    expect(found).toEqual([expect.stringMatching(`^JPO_BASE_URL ${reason}`)])
    expect(found.join()).not.toContain('recognisable-secret')
  })

  test.each(['http://example.com/auth/token', 'https://a:b@example.com/auth/token', 'token'])(
    'JPO_TOKEN_URL=%s is refused',
    (JPO_TOKEN_URL) => {
      expect(mistakes({ ...credentials, JPO_TOKEN_URL })).toEqual([
        expect.stringMatching(/^JPO_TOKEN_URL must be an https:\/\/ URL/),
      ])
    },
  )

  test('addresses of an office without credentials for it are a mistake, as are credentials with recordings', () => {
    expect(mistakes({ JPO_BASE_URL: 'https://example.com', JPO_TOKEN_URL: 'https://example.com/t' })).toEqual([
      expect.stringMatching(/^JPO_BASE_URL needs JPO_USERNAME and JPO_PASSWORD/),
      expect.stringMatching(/^JPO_TOKEN_URL needs JPO_USERNAME and JPO_PASSWORD/),
    ])
    expect(mistakes({ ...credentials, SANDBOX_RECORDINGS: folder() })).toEqual([
      expect.stringMatching(/^SANDBOX_RECORDINGS is served by the built-in sandbox only/),
    ])
  })

  test('recordings are a folder that exists', () => {
    const directory = folder()
    const file = join(directory, 'file')
    writeFileSync(file, '')
    expect(readConfig({ SANDBOX_RECORDINGS: directory }).upstream).toEqual({ kind: 'sandbox', recordings: directory })
    for (const SANDBOX_RECORDINGS of [file, join(directory, 'nowhere'), join(file, 'below')])
      expect(mistakes({ SANDBOX_RECORDINGS }), SANDBOX_RECORDINGS).toEqual([
        'SANDBOX_RECORDINGS must be an existing directory',
      ])
  })

  test.each(['x'.repeat(5000), 'a\0b'])(
    'recordings whose name no folder can have are a mistake like others',
    (name) => {
      expect(mistakes({ SANDBOX_RECORDINGS: name, PORT: 'a' })).toEqual([
        'SANDBOX_RECORDINGS must be an existing directory',
        expect.stringMatching(/^PORT must be/),
      ])
    },
  )
})

describe('numbers and words', () => {
  test.each([
    ['PORT', ['0', '1', '65535'], ['-1', '65536', '1e3', '80.5', 'http', '0x50', '99999999999']],
    ['JPO_REQUESTS_PER_MINUTE', ['1', '100000'], ['0', '100001', '-5', 'ten']],
    ['LOG_LEVEL', ['trace', 'silent'], ['loud', 'INFO']],
    ['HOST', ['127.0.0.2', '::1', 'localhost'], ['a b', 'http://localhost']],
    [
      'STORE_URL',
      [
        'memory:',
        'sqlite:a',
        'sqlite:/tmp/a b.sqlite',
        'redis://localhost',
        'redis://:secret@127.0.0.1:6380/3',
        'rediss://someone:secret@redis.example.com/',
      ],
      [
        'sqlite:',
        'memory',
        'a.db',
        'mysql://localhost',
        'redis:',
        'redis:localhost',
        'redis:///3',
        'redis://localhost/three',
        'redis://localhost/3/4',
        'redis://localhost:70000',
        'redis://localhost?db=3',
        'redis+unix://localhost',
        'redis://:100%@localhost',
        'redis://:%ff@localhost',
      ],
    ],
    ['STORE_MAX_MB', ['64', '1000000'], ['63', '1000001', '-64', '2 GB', '0.5']],
  ])('%s', (name, accepted, refused) => {
    for (const value of accepted) expect(mistakes({ [name]: value }), value).toEqual([])
    for (const value of refused)
      expect(mistakes({ [name]: value }), value).toEqual([expect.stringMatching(`^${name} must be`)])
  })

  test('a STORE_URL that is refused is not shown: a password may stand in it', () => {
    expect(mistakes({ STORE_URL: 'redis://:recognisable-secret@localhost/three' }).join()).not.toContain('secret')
  })

  test.each([
    [
      'STORE_URL',
      'sqlite::memory:',
      'must be sqlite:<file>, memory: or redis[s]://[user:password@]host[:port][/database number]; a store in memory is memory: alone',
    ],
    ['HOST', '[::1]', 'must be an address or a host name; an IPv6 address stands without brackets, ::1'],
    ['HOST', '[::', 'must be an address or a host name'],
  ])('%s=%s is refused with a hint', (name, value, mistake) => {
    expect(mistakes({ [name]: value })).toEqual([`${name} ${mistake}`])
  })

  test('are read', () => {
    const env = { PORT: '0', HOST: '::1', LOG_LEVEL: 'warn', STORE_URL: 'memory:', JPO_REQUESTS_PER_MINUTE: '7' }
    expect(readConfig(env)).toMatchObject({
      port: 0,
      host: '::1',
      logLevel: 'warn',
      store: { kind: 'memory' },
      requestsPerMinute: 7,
    })
    expect(readConfig({ STORE_MAX_MB: '100' }).storeMaxBytes).toBe(100 * 1024 * 1024)
    expect(readConfig({ STORE_URL: 'rediss://a:b@localhost/3' }).store).toEqual({
      kind: 'redis',
      url: 'rediss://a:b@localhost/3',
    })
    expect(readConfig({ STORE_URL: 'sqlite:/tmp/a b.sqlite' }).store).toEqual({
      kind: 'sqlite',
      file: '/tmp/a b.sqlite',
    })
  })
})

test('all mistakes are named at once, in one message', () => {
  const env = Object.fromEntries(settings.map(({ name }) => [name, 'recognisable secret']))
  const found = mistakes({ ...env, JPO_USERNAME: '' })
  expect(found.map((mistake) => mistake.split(' ')[0]).sort()).toEqual([
    'AUTH_JWKS_URL',
    'CORS_ORIGINS',
    'DRAIN_SECONDS',
    'GRAPHIQL',
    'HOST',
    'INTROSPECTION',
    'JPO_BASE_URL',
    'JPO_DAILY_LIMITS',
    'JPO_REQUESTS_PER_MINUTE',
    'JPO_TOKEN_URL',
    'JPO_USERNAME',
    'LIMITS',
    'LOG_LEVEL',
    'OTEL_EXPORTER_OTLP_ENDPOINT',
    'OTEL_EXPORTER_OTLP_PROTOCOL',
    'OTEL_EXPORTER_OTLP_TRACES_ENDPOINT',
    'OTEL_EXPORTER_OTLP_TRACES_PROTOCOL',
    'OTEL_TRACES_EXPORTER',
    'PORT',
    'PUBLIC_URL',
    'SANDBOX_RECORDINGS',
    'SANDBOX_RECORDINGS',
    'STORE_MAX_MB',
    'STORE_URL',
    'TRUSTED_ONLY',
  ])
  expect(() => readConfig({ PORT: 'a', HOST: 'a b' })).toThrow(
    'The configuration has 2 mistakes:\n  - HOST must be an address or a host name\n  - PORT must be',
  )
})

describe('who may ask', () => {
  const issuer = {
    AUTH_JWKS_URL: 'https://id.example.com/jwks',
    AUTH_ISSUER: 'https://id.example.com/',
    AUTH_AUDIENCE: 'jpo',
  }

  test.each(['0.0.0.0', '::', 'my-host.example', '192.0.2.7', '::ffff:127.0.0.1'])(
    'a server at %s must be told who',
    (HOST) => {
      expect(mistakes({ HOST })).toEqual([expect.stringContaining(`HOST ${HOST} lets others reach this server`)])
      expect(mistakes({ HOST })[0]).toMatch(/set AUTH_API_KEYS_FILE \(npm run key -- .*AUTH_JWKS_URL/)
      expect(mistakes({ HOST, AUTH_API_KEYS_FILE: 'keys.json' })).toEqual([])
      expect(mistakes({ HOST, ...issuer })).toEqual([])
    },
  )

  test('is read: a file of keys, an issuer of tokens, or both', () => {
    expect(readConfig({ AUTH_API_KEYS_FILE: ' keys.json ' }).callers).toEqual({ keysFile: 'keys.json', issuer: null })
    expect(readConfig({ AUTH_API_KEYS_FILE: 'keys.json', ...issuer }).callers).toEqual({
      keysFile: 'keys.json',
      issuer: { name: 'https://id.example.com/', jwksUrl: 'https://id.example.com/jwks', audience: 'jpo' },
    })
  })

  test('an issuer is known by all three of its settings', () => {
    const { AUTH_JWKS_URL, AUTH_ISSUER, AUTH_AUDIENCE } = issuer
    expect(mistakes({ AUTH_JWKS_URL })).toEqual([expect.stringMatching(/^AUTH_ISSUER and AUTH_AUDIENCE must be set/)])
    expect(mistakes({ AUTH_ISSUER, AUTH_AUDIENCE })).toEqual([expect.stringMatching(/^AUTH_JWKS_URL must be set/)])
    expect(mistakes({ AUTH_AUDIENCE, HOST: '0.0.0.0' })).toEqual([
      expect.stringMatching(/^AUTH_JWKS_URL and AUTH_ISSUER must/),
    ])
  })

  test('keys that are trusted come over TLS, or from this machine', () => {
    expect(mistakes({ ...issuer, AUTH_JWKS_URL: 'http://127.0.0.1:8080/jwks' })).toEqual([])
    for (const AUTH_JWKS_URL of ['http://id.example.com/jwks', 'https://me:secret@id.example.com/jwks', 'jwks.json'])
      expect(mistakes({ ...issuer, AUTH_JWKS_URL })).toEqual([expect.stringMatching(/^AUTH_JWKS_URL must be an https/)])
  })
})

test('an .env file stands below the environment', () => {
  const file = join(folder(), '.env')
  writeFileSync(file, '# a comment\nPATH=of the file\nJPO_PASSWORD="with # and = in it"\n')
  const env = processEnvironment(file)
  expect(env['JPO_PASSWORD']).toBe('with # and = in it')
  expect(env['PATH']).toBe(process.env['PATH'])
  expect(processEnvironment(join(folder(), 'nowhere'))).toEqual(process.env)
})

test('an .env that cannot be read is a mistake of the configuration', () => {
  const directory = join(folder(), '.env')
  mkdirSync(directory)
  expect(() => processEnvironment(directory)).toThrow(ConfigError)
  expect(() => processEnvironment(directory)).toThrow(`  - ${directory} is no file that can be read: EISDIR`)
})
