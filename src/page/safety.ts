import type { OutgoingHttpHeaders } from 'node:http'
import type { Inline } from './sheet.ts'

/** Only the page's own style and script, and nothing from another host. */
export function safety({ style, script }: { style: Inline; script?: Inline }): OutgoingHttpHeaders {
  const policy = [
    "default-src 'none'",
    `style-src '${style.hash}'`,
    ...(script ? [`script-src '${script.hash}'`, "connect-src 'self'"] : []),
    'img-src data:',
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ]
  return {
    'content-security-policy': policy.join('; '),
    'referrer-policy': 'no-referrer',
    'x-content-type-options': 'nosniff',
  }
}
