import { createServer } from 'node:http'
import { composedPortfolio } from './portfolio/index.ts'
import { dailyAllowance, minuteWindow } from './allowance.ts'
import { faultQueue } from './faults.ts'
import { frontDesk } from './front-desk.ts'
import { presignedLinks } from './links.ts'
import { portfolioOffice } from './portfolio-office.ts'
import { recordedOffice } from './recorded-office.ts'
import { tokenDesk } from './token-desk.ts'
import type { Sandbox, SandboxOptions } from './types.ts'

export type { Fault } from './faults.ts'
export type { Portfolio, PortfolioCase } from './portfolio/types.ts'
export type { SandboxTokenRequest } from './token-desk.ts'
export type { Sandbox, SandboxCall, SandboxLinkRequest, SandboxOptions } from './types.ts'

/** A JPO on loopback with the office's rules: api.md is what it was built from. */
export async function startSandbox(options: SandboxOptions): Promise<Sandbox> {
  const { clock } = options
  let office =
    options.recordings === undefined
      ? portfolioOffice(options.portfolio ?? composedPortfolio, clock)
      : await recordedOffice(options.recordings)
  let origin = ''
  const closing = new AbortController()
  const faults = faultQueue()
  const day = dailyAllowance(clock, options.limits)
  const tokens = tokenDesk({
    clock,
    username: options.username ?? 'sandbox-user',
    password: options.password ?? 'sandbox-password',
    accessTokenSeconds: options.accessTokenSeconds ?? 3600,
    refreshTokenSeconds: options.refreshTokenSeconds ?? 28_800,
  })
  const desk = frontDesk(clock, {
    faults,
    tokens,
    day,
    minute: minuteWindow(clock, options.requestsPerMinute),
    links: presignedLinks(clock),
    origin: () => origin,
    office: () => office,
    closing: closing.signal,
  })
  const server = createServer((request, response) => void desk.handle(request, response))
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(0, '127.0.0.1', resolve)
  })
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('The sandbox has no port.')
  origin = `http://127.0.0.1:${address.port}`

  return {
    origin,
    calls: desk.calls,
    tokenRequests: desk.tokenRequests,
    linkRequests: desk.linkRequests,
    forget: desk.forget,
    used: day.used,
    setLimit: day.setLimit,
    spend: day.spend,
    misbehave: faults.add,
    behave: faults.clear,
    revokeTokens: tokens.revoke,
    refuse: tokens.refuse,
    setPortfolio: (portfolio) => void (office = portfolioOffice(portfolio, clock)),
    close: () =>
      new Promise((resolve, reject) => {
        closing.abort()
        server.close((error) => (error ? reject(error) : resolve()))
        server.closeAllConnections()
      }),
  }
}
