import { parseArgs } from 'node:util'
import { gateway, peers } from './contestants.ts'
import { workloads } from './workloads.ts'

export const usage = `npm run bench -- [--only basics,mercurius] [--seconds 1] [--rounds 3] [--applications 5000] [--quick] [--profile] [--growth]

Measures this server beside others on the same records and prints a table of ratios; a few minutes in all.
  --only          workloads or contestants by name, several with commas; this server and the limit are always there
  --seconds       how long each timed run lasts
  --rounds        how often each contestant has its turn; the median counts
  --applications  how many are stored, and vary in the workloads that vary
  --quick         few applications and short runs: whether everything works, not how fast
  --profile       instead of the others: where this server's time goes, workload by workload
  --growth        instead of the others: how its costs grow with what is stored, up to --applications (100,000)`

export interface Arguments {
  readonly only: readonly string[]
  readonly seconds: number
  readonly rounds: number
  readonly applications: number
  readonly quick: boolean
  readonly profile: boolean
  readonly growth: boolean
  readonly help: boolean
}

/** What the command line asks for; an error says what is accepted. */
export function readArguments(args: readonly string[]): Arguments {
  const { values } = parseArgs({
    args: [...args],
    options: {
      only: { type: 'string', default: '' },
      seconds: { type: 'string' },
      rounds: { type: 'string' },
      applications: { type: 'string' },
      quick: { type: 'boolean', default: false },
      profile: { type: 'boolean', default: false },
      growth: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  })
  const { quick, profile, growth, help } = values
  return {
    only: names(values.only),
    seconds: number('--seconds', values.seconds ?? (quick ? '0.1' : '1'), { from: 0.01, to: 600 }),
    rounds: wholeNumber('--rounds', values.rounds ?? (quick ? '1' : '3'), { from: 1, to: 1_000 }),
    applications: wholeNumber('--applications', values.applications ?? (quick ? '200' : growth ? '100000' : '5000'), {
      from: 50,
      to: 100_000,
    }),
    quick,
    profile,
    growth,
    help,
  }
}

/** Those that were named, by their whole name or one word of it; all where none of their kind was. */
export function chosenFrom<T extends { readonly name: string }>(all: readonly T[], { only }: Arguments): readonly T[] {
  const chosen = all.filter(({ name }) => only.some((it) => isNamed(name, it)))
  return chosen.length > 0 ? chosen : all
}

function isNamed(name: string, wanted: string): boolean {
  return name === wanted || name.split(' ').includes(wanted)
}

function names(text: string): readonly string[] {
  const wanted = text.split(',').filter(Boolean)
  const known = [...workloads(1), ...peers, gateway].map(({ name }) => name)
  for (const it of wanted)
    if (!known.some((name) => isNamed(name, it)))
      throw new RangeError(`--only knows no '${it}'; accepted are words of ${known.join(', ')}`)
  return wanted
}

interface Range {
  readonly from: number
  readonly to: number
}

function number(name: string, text: string, { from, to }: Range): number {
  const value = text.trim() === '' ? NaN : Number(text)
  if (!(value >= from && value <= to))
    throw new RangeError(`${name} must be a number from ${from} to ${to}, not '${text}'`)
  return value
}

function wholeNumber(name: string, text: string, range: Range): number {
  const value = number(name, text, range)
  if (!Number.isInteger(value)) throw new RangeError(`${name} must be a whole number, not '${text}'`)
  return value
}
