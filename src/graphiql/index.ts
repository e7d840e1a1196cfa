import { type Kept, keep } from '../http/kept.ts'
import { type Language, languageOf } from '../page/language.ts'
import type { Services } from '../services.ts'
import { type Route, sendJson } from '../web/visit.ts'
import { type Bundle, bundle } from './bundle.ts'
import { examplesFor, titleFor } from './examples.ts'
import { addressOf, contentSecurityPolicy, documentOf } from './page.ts'

export interface Graphiql {
  readonly page: Route
  /** One of the files that the page loads. */
  readonly file: (name: string) => Route
}

/** GraphiQL, offline: put together when the first person asks, and kept. */
export function createGraphiql({ config: { upstream }, log }: Services): Graphiql {
  const title = titleFor(upstream)
  const examples = examplesFor(upstream)
  let making: Promise<Bundle> | undefined
  const pages = new Map<Language, Kept>()

  /** What failed is tried again for the next visitor. */
  function made(): Promise<Bundle> {
    making ??= bundle().catch((error: unknown) => {
      making = undefined
      throw error
    })
    return making
  }

  /** The graph does not need it: a server that cannot put it together says so and goes on. */
  function orSayWhy(answer: (bundle: Bundle, visit: Parameters<Route>[0]) => Promise<void>): Route {
    return async (visit) => {
      const had = await made().catch((error: unknown) => {
        log.error({ err: error }, 'GraphiQL cannot be put together; the graph works without it')
        return null
      })
      if (had) await answer(had, visit)
      else
        sendJson(visit.response, 503, { error: 'GraphiQL cannot be put together here; the graph at /graphql works.' })
    }
  }

  return {
    page: orSayWhy(async (had, { request, response, search }) => {
      const language = languageOf(search.get('lang'), request.headers['accept-language'])
      const { editor, json, graphql } = had.workers
      const workers = { editor: addressOf(editor), json: addressOf(json), graphql: addressOf(graphql) }
      const page =
        pages.get(language) ??
        keep(documentOf({ language, title, examples, workers }, had).text, {
          'content-type': 'text/html; charset=utf-8',
          'cache-control': 'no-cache',
          'content-security-policy': contentSecurityPolicy,
          'referrer-policy': 'no-referrer',
          'content-language': language,
          vary: 'accept, accept-language, accept-encoding',
        })
      pages.set(language, page)
      await page.answer(request, response)
    }),
    file: (name) =>
      orSayWhy(async ({ files }, { request, response }) => {
        const file = files.get(name)
        if (file) await file.answer(request, response)
        else sendJson(response, 404, { error: 'GraphiQL has no such file; load its page anew.' })
      }),
  }
}
