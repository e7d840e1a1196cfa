import type { Services } from '../../services.ts'
import type { Visit } from '../visit.ts'
import { shareWith } from './cors.ts'
import { isNotForwarded } from './no-proxy.ts'
import { hasOwnHost } from './own-host.ts'
import { setSecurityHeaders } from './security-headers.ts'

/** What each request passes before it is asked who calls: false where it is answered, a Refusal where it does not pass. */
export function createGates({ config, callers }: Services): (visit: Visit) => boolean {
  const { publicUrl, corsOrigins } = config
  return (visit) => {
    setSecurityHeaders(visit.response)
    // A caller who shows a key is neither a page of a foreign site nor unknown behind a proxy.
    if (!callers.isSet) {
      hasOwnHost(visit, publicUrl)
      isNotForwarded(visit)
    }
    return shareWith(corsOrigins, visit)
  }
}
