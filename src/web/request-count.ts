import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Services } from '../services.ts'

/** Counts a request when it has its answer, or when its client has gone: those too that a gate refuses. */
export function countRequest(
  { clock, observer }: Pick<Services, 'clock' | 'observer'>,
  route: string,
  { method = '' }: IncomingMessage,
  response: ServerResponse,
): void {
  const startedAt = clock.now()
  response.once('close', () => {
    const { statusCode: status, writableFinished: isWhole } = response
    observer.requested({ route, method, status, isWhole, seconds: (clock.now() - startedAt) / 1000 })
  })
}
