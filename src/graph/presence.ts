import { ClientGone } from '../errors.ts'
import type { Visit } from '../web/visit.ts'

/** Whether somebody waits for an answer. */
export interface Presence {
  /** Aborted when nobody does any more: nothing more is started for it. */
  readonly gone: AbortController
  /** Aborted when the answer is out, too. */
  readonly closed: AbortSignal
}

export function presenceOf({ response }: Visit): Presence {
  const [gone, closed] = [new AbortController(), new AbortController()]
  response.once('close', () => {
    if (!response.writableFinished) gone.abort(new ClientGone())
    closed.abort()
  })
  return { gone, closed: closed.signal }
}
