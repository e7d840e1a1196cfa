import { onTestFinished } from 'vitest'
import { startSandbox, type SandboxOptions } from '../../src/sandbox/sandbox.ts'
import { type Endpoint, endpointNames } from '../../src/sources/jpo/endpoints.ts'
import { manualClock } from './manual-clock.ts'

/** 2026-11-20 12:00 in Japan. */
export const noon = Date.UTC(2026, 10, 20, 3)

export const limitsOf = (calls: number) =>
  Object.fromEntries(endpointNames.map((endpoint) => [endpoint, calls])) as Record<Endpoint, number>

export interface Envelope {
  readonly statusCode: string
  readonly errorMessage: string
  readonly remainAccessCount: string
  readonly data: Record<string, unknown>
}

/** A sandbox of its own for one test, and somebody with a token who asks it. */
export async function visit(options: Partial<SandboxOptions> = {}) {
  const clock = manualClock(noon)
  const sandbox = await startSandbox({ clock, limits: limitsOf(1000), requestsPerMinute: 100_000, ...options })
  onTestFinished(() => sandbox.close())

  const requestToken = (form: Record<string, string>) =>
    fetch(`${sandbox.origin}/auth/token`, { method: 'POST', body: new URLSearchParams(form) })
  const login = async () => {
    const reply = await requestToken({
      grant_type: 'password',
      username: options.username ?? 'sandbox-user',
      password: options.password ?? 'sandbox-password',
    })
    return (await reply.json()) as Record<string, unknown>
  }
  const token = String((await login())['access_token'])
  const get = (path: string, authorization = `Bearer ${token}`) =>
    fetch(`${sandbox.origin}/api/patent/v1/${path}`, { headers: { authorization } })
  return {
    clock,
    sandbox,
    requestToken,
    login,
    get,
    ask: async (path: string) => ((await (await get(path)).json()) as { result: Envelope }).result,
    fetchZip: async (path: string) => Buffer.from(await (await get(path)).arrayBuffer()),
  }
}
