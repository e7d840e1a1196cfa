import { onTestFinished } from 'vitest'
import { systemClock } from '../../src/clock.ts'
import { type Sandbox, type SandboxOptions, startSandbox } from '../../src/sandbox/sandbox.ts'
import { type Endpoint, endpointNames } from '../../src/sources/jpo/endpoints.ts'

/** A sandbox that a server takes for the office: it is asked with credentials and at its own address. */
export interface Office {
  readonly sandbox: Sandbox
  /** What a server needs to know to ask it. */
  readonly env: Record<string, string>
}

/** One ID is known there, that of `env`. */
export async function startOffice(options: Partial<SandboxOptions> = {}): Promise<Office> {
  const username = options.username ?? 'specimen-01'
  const password = options.password ?? 'Correct-Horse-7'
  const sandbox = await startSandbox({
    clock: systemClock,
    limits: everyday(400),
    requestsPerMinute: 600,
    ...options,
    username,
    password,
  })
  onTestFinished(() => sandbox.close())
  return {
    sandbox,
    env: {
      JPO_BASE_URL: sandbox.origin,
      JPO_USERNAME: username,
      JPO_PASSWORD: password,
      JPO_REQUESTS_PER_MINUTE: '600',
    },
  }
}

/** The same number of calls a day for each endpoint. */
export function everyday(calls: number): Record<Endpoint, number> {
  return Object.fromEntries(endpointNames.map((name) => [name, calls])) as Record<Endpoint, number>
}
