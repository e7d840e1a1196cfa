import { setTimeout as delay } from 'node:timers/promises'
import type { Endpoint } from '../sources/jpo/endpoints.ts'
import type { DailyAllowance, MinuteWindow } from './allowance.ts'
import type { Fault, FaultQueue } from './faults.ts'
import type { PresignedLinks } from './links.ts'
import type { Finding, Office } from './office.ts'
import { archive, envelope, type Reply, text } from './reply.ts'
import { isCounted, type StatusCode } from './statuses.ts'
import type { TokenDesk } from './token-desk.ts'

export interface Counter {
  readonly faults: FaultQueue
  readonly tokens: TokenDesk
  readonly minute: MinuteWindow
  readonly day: DailyAllowance
  readonly links: PresignedLinks
  /** Where this sandbox listens, for links to itself. */
  readonly origin: () => string
  readonly office: () => Office
  /** Ends every latency when the sandbox closes. */
  readonly closing: AbortSignal
}

export interface Call {
  readonly endpoint: Endpoint
  readonly key: string
  readonly authorization: string | undefined
}

/** One call over the office's counter: the order of these lines is the order of its checks. */
export async function serve(counter: Counter, call: Call): Promise<Reply> {
  const fault = counter.faults.next(call.endpoint, call.key)
  const mishap = fault && (await insteadOfAnswer(counter, call.endpoint, fault))
  if (mishap) return mishap
  if (!counter.tokens.accepts(call.authorization)) return envelope('210', '')
  if (!counter.minute.accepts()) return envelope('303', '')
  const objection = objectionTo(call)
  if (objection) return envelope(objection, '')
  if (counter.day.isSpent(call.endpoint)) return envelope('203', '')
  const finding = await counter.office().look(call.endpoint, call.key)
  const reply = answer(counter, call.endpoint, fault ? spoilt(counter, finding, fault) : finding)
  return fault?.kind === 'cut' ? { ...reply, ending: 'cut' } : reply
}

/** The faults that keep the normal answer from being composed at all. */
async function insteadOfAnswer(counter: Counter, endpoint: Endpoint, fault: Fault): Promise<Reply | undefined> {
  switch (fault.kind) {
    case 'status': {
      const counted = isCounted(fault.statusCode)
      if (counted) counter.day.spend(endpoint, 1)
      return envelope(fault.statusCode, counted ? counter.day.remaining(endpoint) : '', {}, fault.httpStatus)
    }
    case 'drop':
      counter.day.spend(endpoint, 1)
      return dropped
    case 'body':
      counter.day.spend(endpoint, 1)
      return wrongBody(fault)
    case 'latency':
      await latency(fault.ms, counter.closing)
      return undefined
    default:
      return undefined
  }
}

export const dropped: Reply = { ...text(0, '', ''), ending: 'drop' }

export function wrongBody(fault: Extract<Fault, { kind: 'body' }>): Reply {
  return text(fault.httpStatus ?? 200, fault.contentType ?? 'application/json', fault.body)
}

/** An endless latency waits until the sandbox closes; one timer cannot wait longer than 2³¹ ms. */
export async function latency(ms: number, closing: AbortSignal): Promise<void> {
  await delay(Math.min(ms, 2 ** 31 - 1), undefined, { signal: closing })
}

/**
 * 204 and 208 belong to these two endpoints (api.md §3). Other malformed numbers are simply not found: 9999999999 was
 * answered 107 (api.md §10).
 */
function objectionTo({ endpoint, key }: Call): StatusCode | undefined {
  if (endpoint === 'CASE_NUMBER_REFERENCE') {
    return /^((application|publication)\/\d{10}|registration\/\d{7})$/.test(key) ? undefined : '204'
  }
  // The documented set names ";" and the wire message ":"; both are refused (api.md §3).
  if (endpoint === 'APPLICANT_ATTORNEY' && /[\t,:;|]/.test(key)) return '208'
  return undefined
}

type Outcome = Finding | { readonly kind: 'edited'; readonly data: unknown }

function spoilt(counter: Counter, finding: Finding, fault: Fault): Outcome {
  if (fault.kind === 'data' && finding.kind === 'data') {
    return { kind: 'edited', data: fault.edit(structuredClone(finding.data)) }
  }
  if (finding.kind !== 'archive') return finding
  if (fault.kind === 'zip') return { ...finding, bytes: fault.bytes }
  if (fault.kind !== 'link') return finding
  const url = fault.url ?? counter.origin() + counter.links.offer(finding.fileName, finding.bytes)
  return { kind: 'data', data: { URL: url } }
}

function answer(counter: Counter, endpoint: Endpoint, outcome: Outcome): Reply {
  const statusCode = outcome.kind === 'status' ? outcome.statusCode : '100'
  if (!isCounted(statusCode)) return envelope(statusCode, '')
  counter.day.spend(endpoint, 1)
  if (outcome.kind === 'archive') return archive(outcome.fileName, outcome.bytes)
  return envelope(statusCode, counter.day.remaining(endpoint), outcome.kind === 'status' ? {} : outcome.data)
}
