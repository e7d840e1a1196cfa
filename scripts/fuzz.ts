import { parseArgs } from 'node:util'
import { type Ended, type Findings, watchCases } from './fuzz/watch.ts'

const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: '1' },
    count: { type: 'string', default: '10000' },
    from: { type: 'string', default: '0' },
  },
})
const seed = wholeNumber('seed', values.seed)
const from = wholeNumber('from', values.from)
const findings = await watchCases({ seed, from, to: from + wholeNumber('count', values.count) })
console.log(report(findings))
process.exitCode = findings.fatal || findings.ended.some(({ defect }) => defect) ? 1 : 0

function wholeNumber(name: string, text: string): number {
  if (/^\d{1,9}$/.test(text)) return Number(text)
  console.error(`--${name} must be a whole number.`)
  process.exit(1)
}

/** What happened, in numbers; each defect with what repeats it. */
function report({ ended, fatal, peakBytes }: Findings): string {
  const results = counted(ended.flatMap(({ outcome }) => outcome?.results ?? []))
  const mutations = counted(ended.flatMap(({ outcome }) => (outcome ? [outcome.mutation] : [])))
  const cpuMs = ({ outcome }: Ended) => outcome?.cpuMs ?? 0
  const slowest = ended.toSorted((a, b) => cpuMs(b) - cpuMs(a))[0] ?? { index: from }
  const defects = ended.flatMap(({ index, defect }) => (defect ? [`case ${index}: ${defect}`] : []))
  return [
    `${ended.length} cases of seed ${seed}: ${defects.length} defects, ${fatal ? `ended by case ${fatal.index} (${fatal.reason})` : 'none hung or ran out of memory'}`,
    ...defects,
    ...(fatal || defects.length > 0 ? [`Repeat one: npm run fuzz -- --seed ${seed} --from <case> --count 1`] : []),
    `slowest case ${slowest.index}: ${Math.round(cpuMs(slowest))} ms of one processor; memory at its highest ${Math.round(peakBytes / 1024 / 1024)} MB`,
    '',
    ...results,
    '',
    'by last mutation:',
    ...mutations,
  ].join('\n')
}

function counted(words: readonly string[]): string[] {
  return [...Map.groupBy(words, (word) => word)]
    .map(([word, { length }]) => `${String(length).padStart(7)}  ${word}`)
    .toSorted((a, b) => a.slice(9).localeCompare(b.slice(9)))
}
