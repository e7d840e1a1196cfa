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
  const end = () => {
    if (!response.writableFinished) gone.abort(new ClientGone())
    // Without a reason of its own each would be given an error with a trace of where it came from.
    closed.abort('closed')
  }
  if (response.closed) end()
  else response.once('close', end)
  return { gone, closed: closed.signal }
}
