import type { Http } from '../src/http/http.ts'
import { dailyAllowance, minuteWindow } from '../src/sandbox/allowance.ts'
import { type Counter, serve } from '../src/sandbox/counter.ts'
import { faultQueue } from '../src/sandbox/faults.ts'
import { presignedLinks } from '../src/sandbox/links.ts'
import type { Office } from '../src/sandbox/office.ts'
import type { Reply } from '../src/sandbox/reply.ts'
import { route } from '../src/sandbox/route.ts'
import { tokenDesk } from '../src/sandbox/token-desk.ts'
import { handbookLimits, handbookRequestsPerMinute } from '../src/settings/office.ts'
import type { PassingClock } from './clock.ts'
import { deskLog, type DeskLog } from './desk-log.ts'

/** The one account that the office knows. */
export const account = {
  origin: 'http://127.0.0.1:1',
  username: 'simulated-1',
  password: 'a-year-in-minutes',
}

/** The sandbox's counter behind the network's contract, and what it saw. */
export interface Desk {
  readonly http: Http
  readonly log: DeskLog
}

/** How long the office takes for an answer. */
const answersAfter = 400

/**
 * In one process: over loopback each call takes a quarter of a millisecond of work, the three million of a seed's year a
 * quarter of an hour; and their bytes would travel in real time, which a simulated clock cannot wait for.
 */
export function openDesk(office: Office, clock: PassingClock): Desk {
  const log = deskLog(handbookLimits, handbookRequestsPerMinute)
  const tokens = tokenDesk({ clock, ...account, accessTokenSeconds: 3_600, refreshTokenSeconds: 28_800 })
  const counter: Counter = {
    faults: faultQueue(),
    tokens,
    minute: minuteWindow(clock, handbookRequestsPerMinute),
    day: dailyAllowance(clock, handbookLimits),
    links: presignedLinks(clock),
    origin: () => account.origin,
    office: () => office,
    closing: new AbortController().signal,
  }

  async function answer(path: string, authorization: string | undefined): Promise<Reply> {
    const to = route(path)
    if (to.kind !== 'call') throw new Error(`Nobody should ask ${path}`)
    const at = clock.now()
    const reply = await clock.standsStillFor(serve(counter, { endpoint: to.endpoint, key: to.key, authorization }))
    log.note(at, to.endpoint, reply.statusCode || '100')
    return reply
  }

  async function sent(reply: Reply) {
    await clock.sleep(answersAfter)
    return { status: reply.httpStatus, contentType: reply.headers['Content-Type'] ?? '', bytes: reply.body }
  }

  return {
    log,
    http: {
      get: async (url, { headers = {}, onSent } = {}) => {
        onSent?.()
        return sent(await answer(new URL(url).pathname, headers['authorization']))
      },
      postForm: (_url, form) => sent(tokens.grant(new URLSearchParams(form))),
      giveUp: () => undefined,
      close: () => Promise.resolve(),
    },
  }
}
