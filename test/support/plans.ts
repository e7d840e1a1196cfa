import { expect } from 'vitest'
import type { Plan } from '../../src/quota/plan.ts'
import type { Graph, GraphAnswer } from './graph.ts'

const query = `query ($document: String!, $variables: JSON, $operationName: String) {
  quotaPlan(document: $document, variables: $variables, operationName: $operationName) {
    feasible estimatedWaitSeconds calls { endpoint atLeast atMost remaining }
  }
}`

/** What quotaPlan answers about an operation, whatever it is. */
export function tryPlan(
  graph: Graph,
  document: string,
  variables?: unknown,
  operationName?: string,
): Promise<GraphAnswer> {
  return graph.query(query, { document, variables, operationName })
}

/** The plan of an operation that has one. */
export async function askPlan(graph: Graph, document: string, variables?: Record<string, unknown>): Promise<Plan> {
  const { errors, data } = await tryPlan(graph, document, variables)
  expect(errors).toEqual([])
  return data.quotaPlan
}
