import {
  DirectiveLocation,
  type DocumentNode,
  getDirectiveValues,
  getOperationAST,
  GraphQLBoolean,
  GraphQLDirective,
  GraphQLInt,
} from 'graphql'
import { BadUserInput } from '../errors.ts'
import { longestWaitMs, type Policy } from '../quota/policy.ts'

/** How one operation may spend the office's calls. */
export const upstreamDirective = new GraphQLDirective({
  name: 'upstream',
  description:
    'How this operation may spend calls to the office. The headers `Cache-Control: only-if-cached | max-age=N | no-cache | max-stale[=N]` and `Prefer: wait=N` say the same for clients behind a gateway; where both speak, the stricter counts.',
  locations: [DirectiveLocation.QUERY, DirectiveLocation.SUBSCRIPTION],
  args: {
    onlyIfCached: {
      type: GraphQLBoolean,
      defaultValue: false,
      description: 'Spend nothing: stored answers only, older ones marked STALE; what is not stored is NOT_CACHED.',
    },
    maxAge: {
      type: GraphQLInt,
      description:
        'Seconds, from 0: stored answers that are older are asked for again, once each. Where that fails, the stored one is served and marked STALE.',
    },
    maxStale: {
      type: GraphQLInt,
      description:
        'Seconds, from 0: stored answers that held (freshness.validUntil) so long ago at most are taken without a call, marked STALE; maxAge counts besides. Under onlyIfCached and maxCalls none is served that held longer ago. That the office has no such case, name or number is asked for again.',
    },
    wait: {
      type: GraphQLInt,
      description: `Seconds, from 0: how long this operation may wait for its turns at the office; 25 without it, ${longestWaitMs / 1000} at most.`,
    },
    maxCalls: {
      type: GraphQLInt,
      description:
        'Calls at most, from 0, retries included. A field that would need one more is CALLS_EXCEEDED; 0 means stored answers only.',
    },
  },
})

/** What the document's own directive allows; BadUserInput for a negative number. */
export function policyIn(
  document: DocumentNode,
  operationName: string | null | undefined,
  variables: Readonly<Record<string, unknown>>,
): Partial<Policy> {
  const operation = getOperationAST(document, operationName)
  const values = operation && getDirectiveValues(upstreamDirective, operation, variables)
  if (!values) return {}
  const { onlyIfCached, maxAge, maxStale, wait, maxCalls } = values
  return {
    ...(onlyIfCached === true && { onlyIfCached }),
    ...amount('maxAge', 'maxAgeMs', maxAge, 1000),
    ...amount('maxStale', 'maxStaleMs', maxStale, 1000),
    ...amount('wait', 'waitMs', wait, 1000),
    ...amount('maxCalls', 'maxCalls', maxCalls, 1),
  }
}

function amount(argument: string, name: keyof Policy, value: unknown, unit: number): Partial<Policy> {
  if (typeof value !== 'number') return {}
  if (value < 0)
    throw new BadUserInput(`@upstream(${argument}: ${value}) is negative; accepted are whole numbers from 0.`)
  return { [name]: value * unit }
}
