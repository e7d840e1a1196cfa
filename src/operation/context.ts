import type { Caller } from '../auth/callers/caller.ts'
import { createLoaders } from '../loaders/index.ts'
import type { Spending } from '../quota/spending.ts'
import type { Context } from '../schema/builder.ts'
import type { Services } from '../services.ts'
import type { JpoSource } from '../sources/jpo/source.ts'

interface Account {
  readonly caller: Caller
  readonly spending: Spending
}

/** What the resolvers of one operation work with. */
export function contextOf(
  services: Services,
  { caller, spending }: Account,
  source: JpoSource,
  planning: Context['planning'],
): Context {
  const { clock, ledger, turns, tally, config, images } = services
  return {
    loaders: createLoaders({ source, ledger, spending }),
    caller,
    clock,
    shows: (until) => spending.shown.holds(until),
    imageUrl: images.urlOf,
    quota: { ledger, turns, tally, requestsPerMinute: config.requestsPerMinute, account: spending.caller },
    isSchemaTold: config.introspection,
    limits: config.requestLimits,
    planning,
  }
}
