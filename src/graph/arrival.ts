import type { OperationBegin } from '../observe/operation-log.ts'
import type { Services } from '../services.ts'
import type { Visit } from '../web/visit.ts'

/** Who asks, when, and as part of which trace (W3C Trace Context). */
export function arrivalOf({ clock }: Pick<Services, 'clock'>, { id, caller, request }: Visit): OperationBegin {
  const { traceparent, tracestate } = request.headers
  return {
    id,
    caller: caller.name,
    startedAt: clock.now(),
    carrier: {
      ...(typeof traceparent === 'string' && { traceparent }),
      ...(typeof tracestate === 'string' && { tracestate }),
    },
  }
}
