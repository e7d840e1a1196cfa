import { readFileSync } from 'node:fs'
import { keep } from '../http/kept.ts'
import type { Route } from '../web/visit.ts'

/** The printed schema, for code generators and whoever reads it. */
export function schemaFile(): Route {
  const file = keep(readFileSync(new URL('../../schema.graphql', import.meta.url)), {
    // What a browser shows: it knows no graphql.
    'content-type': 'text/plain; charset=utf-8',
    'cache-control': 'no-cache',
  })
  return ({ request, response }) => file.answer(request, response)
}
