import { Stopping } from '../errors.ts'
import type { Services } from '../services.ts'
import { sendJson, type Visit } from './visit.ts'

/** Those who watch this server see it to the end. */
const forOperators = new Set(['/health', '/ready', '/metrics'])

/** Whether a visit may go on; once the server is being stopped none may, which is answered. */
export function mayEnter({ doors }: Services, { path, response }: Visit): boolean {
  // Whoever balances the load must not come back by the same connection.
  if (doors.areClosed) response.setHeader('connection', 'close')
  if (forOperators.has(path) || doors.letIn(response)) return true
  const { message, extensions } = new Stopping()
  response.setHeader('retry-after', extensions.retryAfterSeconds)
  sendJson(response, 503, { errors: [{ message, extensions }] })
  return false
}
