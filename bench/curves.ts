import { table } from './table.ts'

/** What one size of the thing that grows costs, under a name each. */
export interface Point {
  readonly size: number
  readonly costs: Readonly<Record<string, number>>
}

export interface Curve {
  readonly title: string
  /** In the costs of a point. */
  readonly name: string
  /** Whether the cost is that of each of them or of all together. */
  readonly of: 'each' | 'all'
}

/**
 * Each curve with its exponent, and whether from its first point on it grows no faster than n log n. The exponent is that
 * of all together: 1 is in proportion, so that each costs the same however many others there are.
 */
export function curveTable(head: string, points: readonly Point[], curves: readonly Curve[]): string {
  const rows = curves.map(({ title, name, of }) => {
    const costs = points.map(({ size, costs }) => ({
      n: size,
      cost: (costs[name] ?? NaN) * (of === 'each' ? size : 1),
    }))
    const isFine = costs.every((point) => isWithin(costs[0] ?? point, point))
    return [
      title,
      ...points.map((point) => (point.costs[name] ?? NaN).toFixed(2)),
      exponentOf(costs).toFixed(2),
      isFine ? 'yes' : 'no',
    ]
  })
  const sizes = points.map(({ size }) => size.toLocaleString('en'))
  return table([head, ...sizes, 'exponent', 'no worse than n log n'], rows)
}

interface Cost {
  readonly n: number
  readonly cost: number
}

/** What one run is off another on a busy machine. */
const NOISE = 1.5

function isWithin(first: Cost, { n, cost }: Cost): boolean {
  return cost / first.cost <= (NOISE * logLinear(n)) / logLinear(first.n)
}

/** Of one alone it is no cost of nothing. */
const logLinear = (n: number) => n * Math.log2(n + 1)

/** The slope of the curve where both axes are logarithms, by least squares. */
function exponentOf(curve: readonly Cost[]): number {
  const logs = curve.map(({ n, cost }) => [Math.log(n), Math.log(cost)] as const)
  const mean = (axis: 0 | 1) => logs.reduce((sum, point) => sum + point[axis], 0) / logs.length
  const [x, y] = [mean(0), mean(1)]
  const above = logs.reduce((sum, point) => sum + (point[0] - x) * (point[1] - y), 0)
  return above / logs.reduce((sum, point) => sum + (point[0] - x) ** 2, 0)
}
