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
  const answer = await tryPlan(graph, document, variables)
  expect(answer.errors).toEqual([])
  return (answer.data as { quotaPlan: Plan }).quotaPlan
}
