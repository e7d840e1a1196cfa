import type { Services } from './services.ts'

/** The parts a server needs to answer. `token`: a refused password is an operator's matter; an unreachable office is not ours. */
export interface Readiness {
  readonly ready: boolean
  readonly upstream: 'office' | 'sandbox'
  readonly store: 'ok' | 'not writable'
  /** Which one that is. */
  readonly storedIn: Services['config']['store']['kind']
  readonly token: ReturnType<Services['token']['state']>
}

export async function readiness({ config, store, token }: Services): Promise<Readiness> {
  const isWritable = await store.writable()
  const state = token.state()
  return {
    ready: isWritable && state !== 'refused' && state !== 'none',
    upstream: config.upstream.kind,
    store: isWritable ? 'ok' : 'not writable',
    storedIn: config.store.kind,
    token: state,
  }
}
