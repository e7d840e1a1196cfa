import type { Failure } from '../errors.ts'
import type { Operation } from '../operation/operation.ts'

/** What the server gives each GraphQL request on its way. */
export interface ServerContext {
  readonly operation: Operation
  /** Of the request, in UTF-8. */
  readonly body: Buffer
  /** The client reads an answer that comes in parts. */
  readonly takesParts: boolean
  /** Nobody waits for the operation any more: it starts nothing new. */
  readonly abandon: (reason: Failure) => void
  /** Aborted when its answer is out or its client gone. */
  readonly closed: AbortSignal
}
