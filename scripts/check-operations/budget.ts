import { endpointNames } from '../../src/sources/jpo/endpoints.ts'
import type { Price } from './price.ts'

/** What one operation may cost at most. */
export interface Budget {
  /** To all endpoints together. */
  readonly total: number
  /** Of an endpoint that is not named, only the total counts. */
  readonly calls: ReadonlyMap<string, number>
}

/** `5`, or `APP_PROGRESS=20,CITE_DOC_INFO=1`, or both. */
export function readBudget(text: string): Budget {
  const calls = new Map<string, number>()
  let total = Infinity
  for (const part of text.split(',').map((it) => it.trim())) {
    const [, endpoint, figure = ''] = /^(?:([A-Z_]+)=)?(\d{1,6})$/.exec(part) ?? []
    if (figure === '')
      throw new Error(
        `--budget ${part}: it is of the form 5, or APP_PROGRESS=20,CITE_DOC_INFO=1; whole numbers of calls.`,
      )
    if (endpoint === undefined ? total !== Infinity : calls.has(endpoint))
      throw new Error(`--budget ${text} says twice how much ${endpoint ?? 'all endpoints together'} may be asked.`)
    if (endpoint === undefined) total = Number(figure)
    else if (endpointNames.some((name) => name === endpoint)) calls.set(endpoint, Number(figure))
    else throw new Error(`--budget ${part}: there is no such endpoint; those are ${endpointNames.join(', ')}.`)
  }
  return { total, calls }
}

/** Where the price goes beyond it; [] where it does not. */
export function excessesOf(price: Price, budget: Budget): readonly string[] {
  const ofEndpoints = [...budget.calls].flatMap(([endpoint, most]) => {
    const calls = price.calls.get(endpoint) ?? 0
    return calls > most ? [`${endpoint} ${calls} > ${most}`] : []
  })
  return [...(price.total > budget.total ? [`${price.total} > ${budget.total}`] : []), ...ofEndpoints]
}
