import { Refusal } from '../../limits/refusal.ts'
import type { Visit } from '../visit.ts'

const marks = /^(?:forwarded|x-forwarded-.+|x-real-ip)$/

/** A proxy makes a server on loopback one for everybody: nobody who comes through it can be taken for this machine. */
export function isNotForwarded({ request }: Visit): void {
  const mark = Object.keys(request.headers).find((name) => marks.test(name))
  if (mark === undefined) return
  throw new Refusal(
    `The header ${mark} shows that a proxy stands before this server, which answers all who reach it without asking who ` +
      'they are. Set AUTH_API_KEYS_FILE or AUTH_JWKS_URL, or ask it directly.',
    { status: 403, code: 'FORWARDED_REQUEST' },
  )
}
