import { parseArgs } from 'node:util'
import { abuse } from './abuse/run.ts'

const { values } = parseArgs({
  options: { seed: { type: 'string', default: '1' }, count: { type: 'string', default: '2000' } },
})

function wholeNumber(name: string, text: string): number {
  if (/^\d{1,6}$/.test(text)) return Number(text)
  console.error(`--${name} must be a whole number up to 999999.`)
  process.exit(1)
}

const seed = wholeNumber('seed', values.seed)
const { kinds, defects, heapBytes } = await abuse(seed, wholeNumber('count', values.count))
const [before, after] = heapBytes.map((bytes) => Math.round(bytes / 1_048_576))
const counted = [...Map.groupBy(kinds, (kind) => kind)].map(
  ([kind, { length }]) => `${String(length).padStart(7)}  ${kind}`,
)
console.log(
  [
    `${kinds.length} bad requests of seed ${seed}: ${defects.length} defects`,
    ...defects,
    `heap before ${before} MB, after ${after} MB`,
    '',
    ...counted.toSorted((a, b) => a.slice(9).localeCompare(b.slice(9))),
  ].join('\n'),
)
process.exitCode = defects.length > 0 ? 1 : 0
