import { type Budget, excessesOf } from './budget.ts'
import type { ClientOperation } from './operations.ts'
import type { Price } from './price.ts'

export interface Checked {
  readonly operation: ClientOperation
  /** Why there is none, where the server would refuse it. */
  readonly price: Price | string
}

/** What is wrong of an operation: over its budget, or refused. */
export function faultsOf({ price }: Checked, budget: Budget): readonly string[] {
  return typeof price === 'string' ? [price] : excessesOf(price, budget)
}

/** A line for each operation, then what must be known besides. */
export function reportOn(checked: readonly Checked[], budget: Budget): string {
  const rows = checked.map(({ operation: { name, place }, price }) =>
    typeof price === 'string' ? [name, place, '–', ''] : [name, place, String(price.total), endpointsIn(price)],
  )
  const notes = checked.flatMap((one) => [
    ...faultsOf(one, budget).map(
      (fault) => `${one.operation.name}: ${isRefused(one) ? '' : 'over the budget: '}${fault}`,
    ),
    ...one.operation.deprecations.map((it) => `${one.operation.name}: deprecated: ${it}`),
  ])
  const hasOpen = checked.some(({ price }) => typeof price !== 'string' && price.open.size > 0)
  const open =
    '* How much a list leads to is known once it is read: as much as a day has. @upstream(maxCalls: …) in the operation bounds it.'
  return [
    ...table([['operation', 'place', 'calls', 'at most, with nothing stored'], ...rows]),
    ...(notes.length > 0 ? ['', ...notes] : []),
    ...(hasOpen ? ['', open] : []),
  ].join('\n')
}

function isRefused({ price }: Checked): boolean {
  return typeof price === 'string'
}

function endpointsIn({ calls, open }: Price): string {
  const shown = [...calls].map(([endpoint, most]) => `${endpoint} ${most}${open.has(endpoint) ? '*' : ''}`)
  return shown.join(', ') || 'nothing'
}

function table(rows: readonly (readonly string[])[]): readonly string[] {
  const widths = rows[0]?.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0))) ?? []
  return rows.map((row) => {
    const cells = row.map((cell, column) =>
      column === 2 ? cell.padStart(widths[2] ?? 0) : cell.padEnd(widths[column] ?? 0),
    )
    return cells.join('  ').trimEnd()
  })
}
