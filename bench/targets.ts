import type { Cold } from './cold.ts'
import type { Paced } from './pace.ts'
import type { Result } from './race.ts'
import { p99, ratio, titleOf } from './ratios.ts'
import { shown, table } from './table.ts'

/** All that one run measured. */
export interface Measured {
  readonly results: readonly Result[]
  readonly cold: readonly Cold[]
  readonly paced: Paced | null
  /** Megabytes above an idle yoga. */
  readonly memory: number | null
  /** Seconds of CPU from the start to the first answer. */
  readonly startCpu: number | null
}

interface Value {
  readonly value: number
  readonly where: string
}

interface Target {
  readonly aim: string
  /** Where nothing of the kind was measured, none. */
  readonly values: readonly Value[]
  readonly atLeast?: number
  readonly atMost?: number
}

/** Each target with the worst that was measured, and whether it is met. */
export function targetTable(measured: Measured): string {
  const rows = targetsOf(measured).map(({ aim, values, atLeast, atMost = Infinity }) => {
    const isWorse = (a: Value, b: Value) => (atLeast === undefined ? b.value - a.value : a.value - b.value)
    const [worst] = values.toSorted(isWorse)
    if (!worst) return [aim, '–', '', 'not measured']
    const isMet = worst.value >= (atLeast ?? -Infinity) && worst.value <= atMost
    return [aim, shown(worst.value, worst.value < 10 ? 2 : 0), worst.where, isMet ? 'met' : 'missed']
  })
  return table(['target', 'worst', 'where', ''], rows)
}

function targetsOf({ results, cold, paced, memory, startCpu }: Measured): readonly Target[] {
  const of = (kind: string, value: (result: Result) => number | null) =>
    results
      .filter(({ workload }) => workload.endsWith(kind))
      .flatMap((result) => {
        const found = value(result)
        return found === null ? [] : [{ value: found, where: titleOf(result) }]
      })
  const single = (value: number | null | undefined) => (value == null ? [] : [{ value, where: '' }])
  const coldRatio = (than: (run: Cold) => number | null | undefined) =>
    cold.flatMap((run) => {
      const [ours, other] = [run.calls['ours'], than(run)]
      return ours != null && other != null ? [{ value: ours / other, where: `${run.operation} cold` }] : []
    })
  return [
    {
      aim: 'varying ÷ mercurius at least 1',
      atLeast: 1,
      values: of('varying', (it) => ratio(it, 'ours', 'mercurius')),
    },
    { aim: 'repeated ÷ limit at least 0.5', atLeast: 0.5, values: of('repeated', (it) => ratio(it, 'ours', 'limit')) },
    {
      aim: 'repeated ÷ mercurius at least 2',
      atLeast: 2,
      values: of('repeated', (it) => ratio(it, 'ours', 'mercurius')),
    },
    { aim: 'p99 ÷ mercurius at most 1', atMost: 1, values: of('', (it) => ratio(it, 'ours', 'mercurius', p99)) },
    { aim: 'cold calls ÷ the fewest possible at most 1', atMost: 1, values: coldRatio(({ minimum }) => minimum) },
    {
      // Twenty different cases cost anybody twenty calls: where nothing can be shared there is no half.
      aim: 'cold calls ÷ hive at most 0.5, of operations that share',
      atMost: 0.5,
      values: coldRatio(({ operation, calls }) => (operation === 'basics' ? null : calls['hive'])),
    },
    {
      aim: 'a cold operation of 20 calls ÷ its minimum at ten a minute at most 1.05',
      atMost: 1.05,
      values: single(paced && paced.seconds / paced.minimum),
    },
    { aim: 'peak memory above an idle yoga at most 120 MB', atMost: 120, values: single(memory) },
    { aim: 'CPU from start to first answer at most 1 s', atMost: 1, values: single(startCpu) },
  ]
}
