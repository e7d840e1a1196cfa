import { randomBytes } from 'node:crypto'
import type { Clock } from '../clock.ts'
import { type Reply, text } from './reply.ts'

export interface SandboxTokenRequest {
  readonly at: number
  readonly grant: string
  readonly httpStatus: number
}

export interface TokenDeskOptions {
  readonly clock: Clock
  readonly username: string
  readonly password: string
  readonly accessTokenSeconds: number
  readonly refreshTokenSeconds: number
}

/**
 * POST /auth/token, shaped as api.md §4. A later login does not cancel an earlier token, and several live at once.
 * The bodies of refusals were never recorded; these are Keycloak's habit.
 */
export function tokenDesk(options: TokenDeskOptions) {
  const { clock } = options
  const accessTokens = new Map<string, number>()
  const refreshTokens = new Map<string, number>()
  let refusing = false

  function grant(form: URLSearchParams): Reply {
    switch (form.get('grant_type')) {
      case 'password': {
        const known = form.get('username') === options.username && form.get('password') === options.password
        return known && !refusing ? issue() : refusal(401, 'invalid_grant', 'Invalid user credentials')
      }
      case 'refresh_token': {
        if (refusing) return refusal(401, 'invalid_grant', 'Invalid user credentials')
        const expiry = refreshTokens.get(form.get('refresh_token') ?? '')
        return expiry !== undefined && clock.now() < expiry
          ? issue()
          : refusal(400, 'invalid_grant', 'Token is not active')
      }
      default:
        return refusal(400, 'unsupported_grant_type', 'Unsupported grant_type')
    }
  }

  function issue(): Reply {
    const accessToken = opaque()
    const refreshToken = opaque()
    accessTokens.set(accessToken, clock.now() + options.accessTokenSeconds * 1000)
    refreshTokens.set(refreshToken, clock.now() + options.refreshTokenSeconds * 1000)
    return json(200, {
      access_token: accessToken,
      expires_in: options.accessTokenSeconds,
      refresh_expires_in: options.refreshTokenSeconds,
      refresh_token: refreshToken,
      token_type: 'Bearer',
      id_token: opaque(),
      'not-before-policy': 0,
      session_state: opaque(),
      scope: 'openid profile',
    })
  }

  return {
    grant,
    accepts(authorization: string | undefined): boolean {
      const expiry = authorization?.startsWith('Bearer ') ? accessTokens.get(authorization.slice(7)) : undefined
      return expiry !== undefined && clock.now() < expiry
    },
    revoke: () => accessTokens.clear(),
    refuse: (refuse: boolean) => void (refusing = refuse),
  }
}

export type TokenDesk = ReturnType<typeof tokenDesk>

function refusal(httpStatus: number, error: string, description: string): Reply {
  return json(httpStatus, { error, error_description: description })
}

function json(httpStatus: number, body: unknown): Reply {
  const reply = text(httpStatus, 'application/json', JSON.stringify(body))
  return { ...reply, headers: { ...reply.headers, 'Cache-Control': 'no-store' } }
}

const opaque = () => randomBytes(24).toString('base64url')
