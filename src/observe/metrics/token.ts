import { Counter, Gauge, type Registry } from 'prom-client'
import type { TokenState, TokenWatch } from '../../auth/jpo-token.ts'

const grants = ['password', 'refresh_token'] as const
const outcomes = ['tokens', 'refused', 'silent', 'failed'] as const
const states: readonly TokenState[] = ['none', 'ok', 'refused', 'unreachable']

/** Who we are to the office; a token costs no call. */
export function createTokenMetrics(registry: Registry, stateOf: () => TokenState) {
  const registers = [registry]
  const requests = new Counter({
    name: 'jpo_graph_token_requests_total',
    help: 'Requests for an access token by how it was asked for and what came: tokens; refused credentials; silent, no answer; failed, another answer.',
    labelNames: ['grant', 'outcome'],
    registers,
  })
  const refusals = new Counter({
    name: 'jpo_graph_token_refusals_total',
    help: 'Calls whose access token the office refused (210).',
    registers,
  })
  new Gauge({
    name: 'jpo_graph_token_state',
    help: '1 for the state that /ready shows, 0 for the others.',
    labelNames: ['state'],
    registers,
    collect() {
      for (const each of states) this.set({ state: each }, Number(each === stateOf()))
    },
  })
  for (const grant of grants) for (const outcome of outcomes) requests.inc({ grant, outcome }, 0)

  return {
    requested: (grant, outcome) => requests.inc({ grant, outcome }),
    refused: () => refusals.inc(),
  } satisfies Omit<TokenWatch, 'secret'>
}
