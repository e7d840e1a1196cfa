import { graphql, type GraphQLError, print } from 'graphql'
import { pino } from 'pino'
import { anybody } from '../../src/auth/callers/caller.ts'
import { systemClock } from '../../src/clock.ts'
import { readConfig } from '../../src/config.ts'
import { Operation } from '../../src/operation/operation.ts'
import type { Need } from '../../src/quota/needs.ts'
import { bounds, type Plan } from '../../src/quota/plan.ts'
import type { Policy } from '../../src/quota/policy.ts'
import { schema } from '../../src/schema/index.ts'
import type { Planning } from '../../src/schema/plan.ts'
import { createServices, type Services } from '../../src/services.ts'
import { insteadOf } from '../../src/sources/jpo/choose.ts'
import { callsADay, endpointNames } from '../../src/sources/jpo/endpoints.ts'
import type { WorstCase } from './worst-case.ts'

/** Calls that one operation makes at most, with nothing stored and a whole day left. */
export interface Price {
  readonly calls: ReadonlyMap<string, number>
  /** To all endpoints together: what `@upstream(maxCalls)` allows is allowed once. */
  readonly total: number
  /** Endpoints of which nobody knows before how often: a list that is itself to be asked for leads there. The day ends it. */
  readonly open: ReadonlySet<string>
}

export interface Pricer extends AsyncDisposable {
  /** Throws where the server would refuse the operation, and says why. */
  priceOf(worst: WorstCase): Promise<Price>
}

/** Prices as `quotaPlan` does, by the same dry run, on a server without a memory that nobody asks. It calls nobody. */
export async function createPricer(): Promise<Pricer> {
  const config = readConfig({ STORE_URL: 'memory:' })
  const services = await createServices(config, { clock: systemClock, log: pino({ level: 'silent' }) })
  return {
    async priceOf({ document, variables }) {
      let price: Price = { calls: new Map(), total: 0, open: new Set() }
      const operation = operationOn(services)
      const { context } = operation
      const { errors = [] } = await graphql({
        schema,
        source:
          'query ($document: String!, $variables: JSON) { quotaPlan(document: $document, variables: $variables) { feasible } }',
        variableValues: { document: print(document), variables },
        contextValue: {
          ...context,
          async planning(policy: Partial<Policy>): Promise<Planning> {
            const planning = await context.planning?.(policy)
            if (!planning) throw new Error('An operation of its own has no plan')
            return {
              ...planning,
              bounded(needs) {
                const plan = onWholeDay(needs, policy)
                price = priceIn(plan, needs, policy)
                return Promise.resolve(plan)
              },
            }
          },
        },
      })
      await operation.end(null)
      if (errors.length > 0) throw new Error(errors.map(reasonIn).join('; '))
      return price
    },
    [Symbol.asyncDispose]: () => services.close(),
  }
}

const wholeDay = endpointNames.map((endpoint) => ({ endpoint, remaining: callsADay(endpoint) }))

/** What could be asked of a day that nobody has used, were there all of its time. */
function onWholeDay(needs: ReadonlyMap<string, Need>, { maxCalls = Infinity }: Partial<Policy>): Plan {
  const calls = wholeDay.reduce((sum, { remaining }) => sum + remaining, 0)
  const starts = Array.from({ length: calls }, () => 0)
  return bounds(needs, {
    rows: wholeDay,
    starts,
    earliest: starts,
    waiting: 0,
    now: 0,
    deadline: 0,
    maxCalls,
    insteadOf: (endpoint) => insteadOf(endpoint),
  })
}

function priceIn({ calls }: Plan, needs: ReadonlyMap<string, Need>, { maxCalls = Infinity }: Partial<Policy>): Price {
  const sum = calls.reduce((total, { atMost }) => total + atMost, 0)
  const isOpen = (endpoint: string) => needs.get(endpoint)?.isOpen === true
  return {
    calls: new Map(calls.map(({ endpoint, atMost }) => [endpoint, atMost])),
    total: Math.min(sum, maxCalls),
    open: new Set(calls.map(({ endpoint }) => endpoint).filter(isOpen)),
  }
}

/** The server's own sentence, with what GraphQL says besides. */
function reasonIn({ message, originalError, extensions }: GraphQLError): string {
  const { errors } = { ...(originalError as { extensions?: object } | undefined)?.extensions, ...extensions } as {
    errors?: readonly { message: string }[]
  }
  const others = (errors ?? []).map((it) => it.message).filter((it) => !message.includes(it))
  return [message, ...others].join('; ')
}

function operationOn(services: Services): Operation {
  const begin = { id: 'check', caller: anybody.name, startedAt: services.clock.now(), carrier: {} }
  return new Operation(services, { begin, caller: anybody, signal: new AbortController().signal })
}
