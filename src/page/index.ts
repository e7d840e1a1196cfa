import { anybody, nobody } from '../auth/callers/caller.ts'
import { encoded, encodingFor } from '../http/encoding.ts'
import type { Services } from '../services.ts'
import type { Route } from '../web/visit.ts'
import { documentOf, todayPart } from './document.ts'
import { languageOf } from './language.ts'
import { safety } from './safety.ts'
import { script, sheet } from './sheet.ts'
import { readToday } from './today.ts'

/**
 * The page for people: what may still be asked today, in their language. It reads what this server has counted and costs
 * no call; everything of it comes in one answer.
 */
export function createPage(services: Services): Route {
  const style = sheet('base.css', 'endpoints.css', 'today.css', 'key.css', 'phone.css', 'print.css')
  const refresh = script('key.js', 'refresh.js')
  const headers = {
    'content-type': 'text/html; charset=utf-8',
    'cache-control': 'no-store',
    vary: 'accept-language, accept-encoding',
    ...safety({ style, script: refresh }),
  }

  const { isSet: wantsKey } = services.callers

  return async ({ request, response, search, caller }) => {
    const language = languageOf(search.get('lang'), request.headers['accept-language'])
    const isUnknown = wantsKey && caller === nobody
    const today = isUnknown ? null : await readToday(services, wantsKey ? caller : anybody)
    const { upstream } = services.config
    const page =
      today !== null && search.get('part') === 'today'
        ? todayPart(today, language)
        : documentOf(today, { language, upstream, style, script: refresh, wantsKey })
    const encoding = encodingFor(request.headers['accept-encoding'])
    const body = await encoded(Buffer.from(page.text), encoding, 4)
    response.writeHead(200, {
      ...headers,
      'content-language': language,
      'content-length': body.length,
      ...(encoding === 'identity' ? {} : { 'content-encoding': encoding }),
    })
    response.end(request.method === 'HEAD' ? undefined : body)
  }
}
