import type { Operation } from '../operation.ts'

/** What the server gives each GraphQL request on its way. */
export interface ServerContext {
  readonly operation: Operation
}
