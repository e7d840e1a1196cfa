import type { Services } from '../../services.ts'
import type { Visit } from '../visit.ts'
import { shareWith } from './cors.ts'
import { isNotForwarded } from './no-proxy.ts'
import { hostOf, isMeantForUs } from './own-host.ts'
import { setSecurityHeaders } from './security-headers.ts'

/** What each request passes before it is asked who calls: false where it is answered, a Refusal where it does not pass. */
export function createGates({ config, callers }: Services): (visit: Visit) => boolean {
  const { publicUrl, corsOrigins } = config
  return (visit) => {
    setSecurityHeaders(visit.response)
    const host = hostOf(visit)
    // A caller who shows a key is neither a page of a foreign site nor unknown behind a proxy.
    if (!callers.isSet) {
      isMeantForUs(host, publicUrl)
      isNotForwarded(visit)
    }
    return shareWith(corsOrigins, visit)
  }
}
