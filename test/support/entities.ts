import type { Graph, GraphAnswer } from './graph.ts'

/** What a gateway sends for objects of which it has the keys. */
export function entitiesQuery(fields: string): string {
  return `query ($sent: [_Any!]!) { _entities(representations: $sent) { ${fields} } }`
}

export function entities(graph: Graph, sent: unknown, fields: string): Promise<GraphAnswer> {
  return graph.query(entitiesQuery(fields), { sent })
}
