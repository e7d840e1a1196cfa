import type { Services } from './services.ts'

/** The parts a server needs to answer. `token`: a refused password is an operator's matter; an unreachable office is not ours. */
export interface Readiness {
  readonly ready: boolean
  readonly upstream: 'office' | 'sandbox'
  readonly store: 'ok' | 'not writable'
  /** Which one that is. */
  readonly storedIn: Services['config']['store']['kind']
  readonly token: ReturnType<Services['token']['state']>
  /** The counts of day and minute: without them no call is made. */
  readonly ledger: 'ok' | 'not readable'
  /** On its way to its end. */
  readonly stopping: boolean
}

export async function readiness({ config, store, token, ledger, doors }: Services): Promise<Readiness> {
  const [isWritable, isReadable] = await Promise.all([store.writable(), isRead(ledger)])
  const state = token.state()
  const stopping = doors.areClosed
  return {
    ready: isWritable && isReadable && state !== 'refused' && state !== 'none' && !stopping,
    upstream: config.upstream.kind,
    store: isWritable ? 'ok' : 'not writable',
    storedIn: config.store.kind,
    token: state,
    ledger: isReadable ? 'ok' : 'not readable',
    stopping,
  }
}

function isRead(ledger: Services['ledger']): Promise<boolean> {
  return ledger.day().then(
    () => true,
    () => false,
  )
}
