import { inspect } from 'node:util'
import { describe, expect, onTestFinished, test } from 'vitest'
import { createJpoToken } from '../../src/auth/jpo-token.ts'
import { Failure, UpstreamContract, UpstreamUnauthenticated, UpstreamUnavailable } from '../../src/errors.ts'
import { createHttp } from '../../src/http/http.ts'
import { httpServer, nobody } from '../http/servers.ts'
import { manualClock } from '../support/manual-clock.ts'

const HOUR = 3_600_000
const PASSWORD = 'pass&word=秘密'

type Reply = { status: number; body: string } | 'tokens' | 'drop'

/** A token endpoint: `requests` is what it was asked, `reply` how it answers from now on. */
async function office() {
  const requests: string[] = []
  const state: { reply: (grant: string) => Reply; life: number } = { reply: () => 'tokens', life: 3_600 }
  const origin = await httpServer((request, response) => {
    let body = ''
    request.on('data', (chunk: Buffer) => (body += chunk.toString()))
    request.on('end', () => {
      const form = new URLSearchParams(body)
      const grant = form.get('grant_type') ?? ''
      requests.push(
        grant === 'password' ? `${grant} ${form.get('username') ?? ''}` : `${grant} ${form.get('refresh_token') ?? ''}`,
      )
      if (grant === 'password') expect(form.get('password')).toBe(PASSWORD)
      const reply = state.reply(grant)
      if (reply === 'drop') request.socket.destroy()
      else if (reply === 'tokens') {
        const n = requests.length
        const tokens = {
          access_token: `access${n}`,
          expires_in: state.life,
          refresh_token: `refresh${n}`,
          refresh_expires_in: 28_800,
        }
        response.end(JSON.stringify({ ...tokens, token_type: 'Bearer', 'not-before-policy': 0 }))
      } else response.writeHead(reply.status).end(reply.body)
    })
  })
  return { origin, requests, state }
}

async function open(tokenUrl?: string) {
  const jpo = await office()
  const http = createHttp()
  onTestFinished(() => http.close())
  const clock = manualClock(Date.UTC(2026, 10, 23, 3))
  const token = createJpoToken({
    http,
    clock,
    tokenUrl: tokenUrl ?? `${jpo.origin}/auth/token`,
    username: 'user-1',
    password: PASSWORD,
  })
  const answerWith = (...replies: Reply[]) => {
    jpo.state.reply = () => replies.shift() ?? 'tokens'
  }
  return { ...jpo, clock, token, answerWith }
}

async function failureOf(promise: Promise<unknown>): Promise<Failure> {
  const error = await promise.then(
    () => undefined,
    (reason: unknown) => reason,
  )
  if (!(error instanceof Failure)) throw new Error('this should have been a Failure')
  return error
}

const envelope = (code: string) => JSON.stringify({ result: { statusCode: code, errorMessage: 'x', data: {} } })

describe('a token', () => {
  test('is fetched once for all who wait for it, and kept', async () => {
    const { token, requests } = await open()
    const states = [token.state()]
    const tokens = await Promise.all([token.get(), token.get(), token.get()])
    tokens.push(await token.get())
    states.push(token.state())
    expect([tokens, requests, states]).toEqual([
      ['access1', 'access1', 'access1', 'access1'],
      ['password user-1'],
      ['none', 'ok'],
    ])
  })

  test('is renewed by its refresh token a minute before it dies', async () => {
    const { token, requests, clock } = await open()
    await token.get()
    await clock.advance(HOUR - 60_001)
    await token.get()
    expect(requests).toHaveLength(1)
    await clock.advance(1)
    expect(await token.get()).toBe('access2')
    await clock.advance(HOUR)
    await token.get()
    expect(requests).toEqual(['password user-1', 'refresh_token refresh1', 'refresh_token refresh2'])
  })

  test('of a short life is renewed in its last tenth', async () => {
    const { token, requests, clock, state } = await open()
    state.life = 100
    await token.get()
    await clock.advance(89_999)
    await token.get()
    expect(requests).toHaveLength(1)
    await clock.advance(1)
    await token.get()
    expect(requests).toHaveLength(2)
  })

  test('is fetched by password when the refresh token is dead too', async () => {
    const { token, requests, clock } = await open()
    await token.get()
    await clock.advance(8 * HOUR)
    await token.get()
    expect(requests).toEqual(['password user-1', 'password user-1'])
  })

  test.each([
    ['400', { status: 400, body: '{"error":"invalid_grant"}' }],
    ['the envelope 210', { status: 401, body: envelope('210') }],
    ['an unexpected error', { status: 500, body: envelope('999') }],
    ['a page', { status: 200, body: '<html>' }],
  ])('is fetched by password when the refresh token meets %s', async (_name, reply) => {
    const { token, requests, clock, answerWith } = await open()
    await token.get()
    await clock.advance(HOUR)
    answerWith(reply)
    expect(await token.get()).toBe('access3')
    expect(requests).toEqual(['password user-1', 'refresh_token refresh1', 'password user-1'])
  })

  test('without the numbers of its life lives as the handbook says', async () => {
    const { token, requests, clock, answerWith } = await open()
    answerWith({ status: 200, body: '{"access_token":"bare"}' })
    expect(await token.get()).toBe('bare')
    await clock.advance(HOUR - 60_001)
    expect(await token.get()).toBe('bare')
    await clock.advance(1)
    await token.get()
    expect(requests).toEqual(['password user-1', 'password user-1'])
  })
})

describe('a renewal that fails', () => {
  test.each<[string, Reply]>([
    ['silence', 'drop'],
    ['overload', { status: 429, body: envelope('303') }],
    ['maintenance', { status: 503, body: 'sorry' }],
  ])('by %s leaves the old token in use while it lives, with one try in ten seconds', async (_name, reply) => {
    const { token, requests, clock, answerWith, state } = await open()
    await token.get()
    await clock.advance(HOUR - 50_000)
    state.reply = () => reply
    const tokens = [await token.get(), await token.get()]
    await clock.advance(10_000)
    tokens.push(await token.get())
    expect([tokens, requests.length, token.state()]).toEqual([['access1', 'access1', 'access1'], 3, 'ok'])
    await clock.advance(40_000)
    expect(await failureOf(token.get())).toBeInstanceOf(UpstreamUnavailable)
    expect(token.state()).toBe('unreachable')
    answerWith('tokens')
    await token.get()
    expect(token.state()).toBe('ok')
  })

  test('by refused credentials is said, though the old token lives', async () => {
    const { token, clock, state } = await open()
    await token.get()
    await clock.advance(HOUR - 50_000)
    state.reply = () => ({ status: 401, body: '' })
    expect(await failureOf(token.get())).toBeInstanceOf(UpstreamUnauthenticated)
    expect(token.state()).toBe('refused')
  })
})

describe('refused credentials', () => {
  test.each([
    ['HTTP 400', { status: 400, body: '{}' }],
    ['HTTP 401', { status: 401, body: '' }],
    ['HTTP 403', { status: 403, body: '<html>' }],
    ['HTTP 200, 212', { status: 200, body: envelope('212') }],
  ])('are known by %s', async (said, reply) => {
    const { token, answerWith } = await open()
    answerWith(reply)
    const failure = await failureOf(token.get())
    expect(failure).toBeInstanceOf(UpstreamUnauthenticated)
    expect(failure.message).toContain(`(${said})`)
  })

  test('are tried three times in a row, then once a minute', async () => {
    const { token, requests, clock, state } = await open()
    state.reply = () => ({ status: 401, body: '' })
    const asked: number[] = []
    const fail = async () => {
      expect(await failureOf(token.get())).toBeInstanceOf(UpstreamUnauthenticated)
      asked.push(requests.length)
    }
    for (let i = 0; i < 5; i++) await fail()
    await clock.advance(59_999)
    await fail()
    await clock.advance(1)
    await fail()
    await fail()
    expect(asked).toEqual([1, 2, 3, 3, 3, 3, 4, 4])
  })

  test('that are put right are found, and the count of refusals begins anew', async () => {
    const { token, requests, clock, state, answerWith } = await open()
    state.reply = () => ({ status: 401, body: '' })
    for (let i = 0; i < 3; i++) await failureOf(token.get())
    await clock.advance(60_000)
    answerWith('tokens')
    expect([await token.get(), token.state()]).toEqual(['access4', 'ok'])
    state.reply = () => ({ status: 401, body: '' })
    await clock.advance(9 * HOUR)
    for (let i = 0; i < 5; i++) await failureOf(token.get())
    expect(requests).toHaveLength(7)
  })
})

describe('a token the office refuses', () => {
  test('is renewed once for all who used it', async () => {
    const { token, requests } = await open()
    const first = await token.get()
    const next = await Promise.all([token.refused(first), token.refused(first), token.get()])
    expect([next, await token.refused(first)]).toEqual([['access2', 'access2', 'access2'], 'access2'])
    expect(requests).toEqual(['password user-1', 'refresh_token refresh1'])
  })

  test('after a renewal is refused credentials, for all who used it', async () => {
    const { token, requests } = await open()
    const second = await token.refused(await token.get())
    const failures = await Promise.all([failureOf(token.refused(second)), failureOf(token.refused(second))])
    for (const failure of failures) expect(failure).toBeInstanceOf(UpstreamUnauthenticated)
    expect([requests.length, token.state()]).toEqual([2, 'refused'])
  })

  test('is an ordinary matter again once a token was accepted', async () => {
    const { token } = await open()
    const second = await token.refused(await token.get())
    token.accepted(second)
    expect(await token.refused(second)).toBe('access3')
  })

  test('for ever does not fetch tokens for ever', async () => {
    const { token, requests, clock } = await open()
    const query = async () => {
      const refused = await token.refused(await token.get())
      return token.refused(refused)
    }
    for (let i = 0; i < 8; i++) expect(await failureOf(query())).toBeInstanceOf(UpstreamUnauthenticated)
    expect(requests).toHaveLength(4)
    await clock.advance(60_000)
    await failureOf(query())
    await failureOf(query())
    expect([requests.length, token.state()]).toEqual([5, 'refused'])
    await clock.advance(60_000)
    token.accepted(await token.get())
    expect(token.state()).toBe('ok')
  })
})

describe('the token endpoint', () => {
  test('that cannot be reached is unavailable', async () => {
    const { token } = await open(`${await nobody()}/auth/token`)
    const failure = await failureOf(token.get())
    expect([failure instanceof UpstreamUnavailable, token.state()]).toEqual([true, 'unreachable'])
    expect(failure.message).toContain('ECONNREFUSED')
    expect(failure.message).not.toContain('/auth/token')
  })

  test.each([
    [429, UpstreamUnavailable],
    [503, UpstreamUnavailable],
    [500, UpstreamUnavailable],
    [504, UpstreamUnavailable],
    [404, UpstreamContract],
    [302, UpstreamContract],
  ])('that says HTTP %i', async (status, kind) => {
    const { token, answerWith } = await open()
    answerWith({ status, body: '' })
    const failure = await failureOf(token.get())
    expect(failure).toBeInstanceOf(kind)
    expect(failure.message).toContain(`HTTP ${status}`)
  })

  test.each(['', '<html>', 'null', '[]', '"token"', '{}', '{"access_token":7}', '{"access_token":""}'])(
    'whose answer is %j cannot be read',
    async (body) => {
      const { token, answerWith } = await open()
      answerWith({ status: 200, body })
      const failure = await failureOf(token.get())
      expect(failure).toBeInstanceOf(UpstreamContract)
      expect(failure.message).toContain('the token endpoint')
    },
  )
})

test('no failure shows a secret, wherever one looks', async () => {
  const { token, clock, answerWith } = await open()
  const secrets = [PASSWORD, encodeURIComponent(PASSWORD), 'pass', 'user-1', 'access1', 'refresh1']
  const echo = `${secrets.join(' ')} {"error_description":"${secrets.join(' ')}"`
  const shown: string[] = []
  const look = async (promise: Promise<unknown>) => {
    const failure = await failureOf(promise)
    shown.push(inspect(failure, { depth: Infinity, showHidden: true }), JSON.stringify(failure))
  }
  await token.get()
  for (const status of [200, 400, 404, 500, 503]) {
    await clock.advance(9 * HOUR)
    answerWith({ status, body: echo }, { status, body: echo })
    await look(token.get())
    await clock.advance(9 * HOUR)
    answerWith({ status, body: JSON.stringify({ secrets }) }, { status, body: JSON.stringify({ secrets }) })
    await look(token.get())
  }
  await clock.advance(9 * HOUR)
  answerWith('drop')
  await look(token.get())
  for (const secret of secrets) expect(shown.join('\n')).not.toContain(secret)
})
