import type { Caller } from '../auth/callers/caller.ts'
import type { Loaders } from '../loaders/index.ts'
import type { Spending } from '../quota/spending.ts'
import type { Context } from '../schema/builder.ts'
import type { Services } from '../services.ts'

interface Account {
  readonly caller: Caller
  readonly spending: Spending
  readonly loaders: Loaders
}

/** What the resolvers of one operation work with. */
export function contextOf(
  services: Services,
  { caller, spending, loaders }: Account,
  planning: Context['planning'],
): Context {
  const { clock, ledger, turns, tally, config, images } = services
  return {
    loaders,
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
