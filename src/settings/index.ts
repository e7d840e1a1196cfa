import { z } from 'zod'
import { limitSettings } from './limits.ts'
import { callersSettings } from './callers.ts'
import { officeSettings } from './office.ts'
import { operationsSettings } from './operations.ts'
import { serverSettings } from './server.ts'
import { runningSettings } from './running.ts'
import type { Setting } from './setting.ts'
import { storeSettings } from './store.ts'
import { traceSettings } from './traces.ts'

/** In the order of the README's table. */
const all = {
  ...officeSettings,
  ...storeSettings,
  ...serverSettings,
  ...runningSettings,
  ...callersSettings,
  ...operationsSettings,
  ...limitSettings,
  ...traceSettings,
}

type All = typeof all

/** The settings, for `npm start -- --help` and the README's table (a test compares them). */
export const settings: readonly (Setting & { readonly name: string })[] = Object.entries(all).map(
  ([name, setting]) => ({
    name,
    ...setting,
  }),
)

/** How all of them are read. */
export const environment = z.object(
  Object.fromEntries(Object.entries(all).map(([name, { as }]) => [name, as])) as {
    [Name in keyof All]: All[Name]['as']
  },
)

export type Environment = z.infer<typeof environment>
