import { describe, expect, test } from 'vitest'
import { visit } from './visitor.ts'

describe('a grant', () => {
  test('has the fields of a Keycloak answer and forbids storing', async () => {
    const { requestToken } = await visit()
    const reply = await requestToken({
      grant_type: 'password',
      username: 'sandbox-user',
      password: 'sandbox-password',
    })
    expect([reply.status, reply.headers.get('cache-control')]).toEqual([200, 'no-store'])
    expect(await reply.json()).toEqual({
      access_token: expect.any(String) as string,
      expires_in: 3600,
      refresh_expires_in: 28800,
      refresh_token: expect.any(String) as string,
      token_type: 'Bearer',
      id_token: expect.any(String) as string,
      'not-before-policy': 0,
      session_state: expect.any(String) as string,
      scope: 'openid profile',
    })
  })

  test('is refused for wrong credentials and for grants it does not know', async () => {
    const { requestToken, sandbox } = await visit({ username: 'some-body', password: 'secret&=1' })
    const wrong = await requestToken({ grant_type: 'password', username: 'some-body', password: 'secret' })
    expect([wrong.status, await wrong.json()]).toEqual([
      401,
      { error: 'invalid_grant', error_description: 'Invalid user credentials' },
    ])
    const other = await requestToken({ grant_type: 'client_credentials' })
    expect([other.status, await other.json()]).toEqual([
      400,
      { error: 'unsupported_grant_type', error_description: 'Unsupported grant_type' },
    ])
    expect(sandbox.tokenRequests.map(({ grant, httpStatus }) => [grant, httpStatus])).toEqual([
      ['password', 200],
      ['password', 401],
      ['client_credentials', 400],
    ])
  })

  test('by refresh token gives both anew until the refresh token ends', async () => {
    const { requestToken, login, get, clock } = await visit()
    const first = await login()
    const refresh = () => requestToken({ grant_type: 'refresh_token', refresh_token: String(first['refresh_token']) })
    clock.advance(3_600_000)
    expect((await get('app_progress/2020000101', `Bearer ${String(first['access_token'])}`)).status).toBe(401)
    const second = (await (await refresh()).json()) as Record<string, unknown>
    expect(second['refresh_token']).not.toBe(first['refresh_token'])
    expect((await get('app_progress/2020000101', `Bearer ${String(second['access_token'])}`)).status).toBe(200)
    clock.advance(7 * 3_600_000)
    const late = await refresh()
    expect([late.status, await late.json()]).toEqual([
      400,
      { error: 'invalid_grant', error_description: 'Token is not active' },
    ])
  })
})

describe('a token', () => {
  test('lives on beside later ones', async () => {
    const { login, get } = await visit()
    await login()
    expect((await get('app_progress/2020000101')).status).toBe(200)
  })

  test('is needed, with the word Bearer before it', async () => {
    const { get, login } = await visit()
    const bare = String((await login())['access_token'])
    for (const authorization of [bare, `bearer ${bare}`, '', 'Bearer x']) {
      const reply = await get('app_progress/2020000101', authorization)
      expect([reply.status, await reply.text()]).toEqual([
        401,
        '{"result":{"statusCode":"210","errorMessage":"無効なトークンです。","remainAccessCount":"","data":{}}}',
      ])
    }
    expect((await get('nowhere/1', '')).status).toBe(401)
  })

  test('can be revoked with all others, and the credentials refused and accepted again', async () => {
    const { get, login, requestToken, sandbox } = await visit()
    const { refresh_token } = await login()
    sandbox.revokeTokens()
    expect((await get('app_progress/2020000101')).status).toBe(401)
    sandbox.refuse(true)
    const refresh = () => requestToken({ grant_type: 'refresh_token', refresh_token: String(refresh_token) })
    expect((await refresh()).status).toBe(401)
    expect(await login()).toMatchObject({ error: 'invalid_grant' })
    sandbox.refuse(false)
    expect((await refresh()).status).toBe(200)
  })
})
