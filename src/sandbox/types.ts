import type { Clock } from '../clock.ts'
import type { Endpoint } from '../sources/jpo/endpoints.ts'
import type { Fault } from './faults.ts'
import type { Portfolio } from './portfolio/types.ts'
import type { SandboxTokenRequest } from './token-desk.ts'

export interface SandboxOptions {
  readonly clock: Clock
  /** Calls a day. */
  readonly limits: Readonly<Record<Endpoint, number>>
  readonly requestsPerMinute: number
  /** Directory of recorded answers served in place of the composed portfolio. */
  readonly recordings?: string | undefined
  readonly username?: string
  readonly password?: string
  readonly accessTokenSeconds?: number
  readonly refreshTokenSeconds?: number
  readonly portfolio?: Portfolio
}

/** Written when the request arrives and completed when it is answered. */
export interface SandboxCall {
  readonly at: number
  readonly endpoint: Endpoint
  /** The decoded rest of the path: '2020000101', 'publication/2021000101', a name. */
  readonly key: string
  /** 0 until answered, and for a dropped one. */
  readonly httpStatus: number
  /** '100' for JSON success; '' for a ZIP, a body that a fault made up, or a dropped request. */
  readonly statusCode: string
  /** Whether the whole answer was handed to the connection. */
  readonly answered: boolean
}

export interface SandboxLinkRequest {
  readonly at: number
  readonly path: string
  readonly authorization: string | null
}

export interface Sandbox {
  /** http://127.0.0.1:PORT; the APIs are below /api/patent/v1/, the token at /auth/token. */
  readonly origin: string
  readonly calls: readonly SandboxCall[]
  readonly tokenRequests: readonly SandboxTokenRequest[]
  readonly linkRequests: readonly SandboxLinkRequest[]
  /** Empties the logs, not the counters. */
  forget(): void
  /** Today's count. */
  used(endpoint: Endpoint): number
  setLimit(endpoint: Endpoint, limit: number): void
  /** As if somebody else had used the same ID. */
  spend(endpoint: Endpoint, calls: number): void
  /** Queued; applies to the next matching requests. */
  misbehave(fault: Fault): void
  /** Drops all queued faults. */
  behave(): void
  /** Every access token issued so far is answered 401/210 from now on. */
  revokeTokens(): void
  /** Whether the token endpoint refuses password and refresh grants from now on. */
  refuse(credentials: boolean): void
  setPortfolio(portfolio: Portfolio): void
  close(): Promise<void>
}
