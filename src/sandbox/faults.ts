import type { Endpoint } from '../sources/jpo/endpoints.ts'
import type { StatusCode } from './statuses.ts'

/** Which requests go wrong, and how often. Without `endpoint`, calls to any of the twelve APIs but no token request. */
interface Aim {
  readonly endpoint?: Endpoint | 'token'
  readonly key?: string
  /** Default 1; Infinity is allowed. */
  readonly times?: number
}

type Mishap =
  | { readonly kind: 'status'; readonly statusCode: Exclude<StatusCode, '100'>; readonly httpStatus?: number }
  /** Answers normally after `ms` of real time, not of the clock: it stands for the network, like a client's time-out. */
  | { readonly kind: 'latency'; readonly ms: number }
  /** The request is accepted and used up (the office had it); then the connection dies without an answer. */
  | { readonly kind: 'drop' }
  /** Headers and half of the normal body; then the connection dies. */
  | { readonly kind: 'cut' }
  /** This exact body, for answers of a wrong shape. Counted as used: an answer was given. */
  | { readonly kind: 'body'; readonly body: string; readonly contentType?: string; readonly httpStatus?: number }
  /** The normal data, edited: a missing key, an unknown one. The edit gets a copy and may change it. */
  | { readonly kind: 'data'; readonly edit: (data: Record<string, unknown>) => unknown }
  /** ZIP endpoints: JSON with data.URL, as for archives over 10 MB (api.md §3). By default a link on this sandbox. */
  | { readonly kind: 'link'; readonly url?: string }
  /** ZIP endpoints: these bytes. */
  | { readonly kind: 'zip'; readonly bytes: Buffer }

export type Fault = Aim & Mishap

/** One request meets at most one fault: the earliest queued that matches it. */
export function faultQueue() {
  let queue: { readonly fault: Fault; left: number }[] = []
  return {
    add: (fault: Fault) => void queue.push({ fault, left: fault.times ?? 1 }),
    clear: () => void (queue = []),
    next(endpoint: Endpoint | 'token', key: string): Fault | undefined {
      const hit = queue.find(({ fault, left }) => left > 0 && matches(fault, endpoint, key))
      if (!hit) return undefined
      hit.left -= 1
      return hit.fault
    },
  }
}

export type FaultQueue = ReturnType<typeof faultQueue>

function matches(fault: Aim, endpoint: Endpoint | 'token', key: string): boolean {
  const aimed = fault.endpoint === undefined ? endpoint !== 'token' : fault.endpoint === endpoint
  return aimed && (fault.key === undefined || fault.key === key)
}
