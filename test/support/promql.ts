import { parser } from '@prometheus-io/lezer-promql'

/** One metric that an expression reads. */
export interface Selector {
  readonly metric: string
  /** Label names with the values that are asked for; a pattern of alternatives is each of them. */
  readonly labels: readonly { readonly name: string; readonly values: readonly string[] }[]
  /** The functions around it, innermost first. */
  readonly within: readonly string[]
}

/** What a PromQL expression reads; throws where it is none. */
export function selectorsIn(expression: string): Selector[] {
  // Grafana puts these in.
  const text = expression.replace(/\$__(rate_interval|range)/g, '5m')
  const selectors: Selector[] = []
  parser.parse(text).iterate({
    enter({ node }) {
      if (node.type.isError) throw new Error(`This is no PromQL at ${node.from}: ${text}`)
      if (node.name !== 'VectorSelector') return
      const name = node.getChild('Identifier')
      const within: string[] = []
      for (let outer = node.parent; outer; outer = outer.parent) {
        const called = outer.getChild('FunctionIdentifier')
        if (called) within.push(text.slice(called.from, called.to))
      }
      const matchers = text.slice(node.from, node.to).matchAll(/(\w+)\s*=~?\s*"([^"]*)"/g)
      selectors.push({
        metric: name ? text.slice(name.from, name.to) : '',
        labels: [...matchers].map(([, label = '', value = '']) => ({ name: label, values: value.split('|') })),
        within,
      })
    },
  })
  return selectors
}
