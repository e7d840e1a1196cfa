import type { IncomingMessage } from 'node:http'
import type { Failure } from '../errors.ts'
import type { Operation } from '../operation.ts'

/** What the server gives each GraphQL request on its way. */
export interface ServerContext {
  readonly operation: Operation
  /** As it comes in, its body not read yet. */
  readonly incoming: IncomingMessage
  /** Nobody waits for the operation any more: it starts nothing new. */
  readonly abandon: (reason: Failure) => void
  /** Aborted when its answer is out or its client gone. */
  readonly closed: AbortSignal
}
