import { parseArgs } from 'node:util'

export const usage = `npm run bench -- [--only basics,mercurius] [--seconds 1] [--rounds 3] [--applications 5000] [--quick]

Measures this server beside others on the same records and prints a table of ratios; a few minutes in all.
--only     workloads and contestants by name, several with commas; this server and the limit are always there
--seconds  how long each timed run lasts
--rounds   how often each contestant has its turn; the median counts
--applications  how many are stored and asked for, 5000 unless said
--quick    few applications and short runs: whether everything works, not how fast`

export interface Arguments {
  readonly only: ReadonlySet<string>
  readonly seconds: number
  readonly rounds: number
  readonly applications: number
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
      help: { type: 'boolean', default: false },
    },
  })
  const { quick } = values
  return {
    only: new Set(values.only.split(',').filter(Boolean)),
    seconds: number('--seconds', values.seconds ?? (quick ? '0.1' : '1'), 600),
    rounds: number('--rounds', values.rounds ?? (quick ? '1' : '3'), 1_000),
    applications: number('--applications', values.applications ?? (quick ? '200' : '5000'), 100_000),
    help: values.help,
  }
}

function number(name: string, text: string, most: number): number {
  const value = Number(text)
  if (!(value > 0 && value <= most)) throw new RangeError(`${name} must be a number up to ${most}, not '${text}'`)
  return value
}
