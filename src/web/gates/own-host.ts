import { isLoopback } from '../../http/loopback.ts'
import { Refusal } from '../../limits/refusal.ts'
import type { Visit } from '../visit.ts'

/** An address and a port, as a Host header has them (RFC 9110 §7.2). */
const form = /^(?:\[[\da-f:.]+\]|[\w.-]+)(?::\d{1,5})?$/i

/** What nearly all ask for on this machine, which needs no URL to be read. */
const plain = /^(127\.0\.0\.1|localhost)(?::[1-5]?\d{1,4})?$/

/** The name that a request was sent to: one, and in the form of one (RFC 9112 §3.2). */
export function hostOf({ request }: Visit): string {
  const [host, ...more] = request.headersDistinct['host'] ?? ['localhost']
  const [, known] = (more.length === 0 && plain.exec(host ?? '')) || []
  if (known !== undefined) return known
  if (!host || more.length > 0 || !form.test(host) || !URL.canParse(`http://${host}`))
    throw new Refusal('The Host header is no host.', { status: 400, code: 'BAD_REQUEST' })
  return new URL(`http://${host}`).hostname
}

/**
 * Whom a request was meant for. A page of any site can make its own name mean 127.0.0.1 once it is open in a browser
 * (DNS rebinding), and then ask as if it were ours; only its Host header tells.
 */
export function isMeantForUs(hostname: string, publicUrl: string): void {
  const isOwn = isLoopback(hostname) || (publicUrl !== '' && hostname === new URL(publicUrl).hostname)
  if (isOwn) return
  throw new Refusal(
    `This server answers this machine only, and was asked as ${hostname}. Where that is its own name, set PUBLIC_URL; ` +
      'to answer others, set AUTH_API_KEYS_FILE or AUTH_JWKS_URL.',
    { status: 421, code: 'MISDIRECTED_REQUEST' },
  )
}
