import { parseArgs } from 'node:util'
import { daysOfYear } from '../simulation/calendar.ts'
import { reportOn } from '../simulation/report.ts'
import { simulateSeeds } from '../simulation/seeds.ts'

const usage = `npm run simulate -- [--seeds 5] [--days ${daysOfYear}]

A simulated year of a company with 2,000 applications and 40 people: what this server calls and shows, beside a plain
24 h cache, a DataLoader for each request and a REST client without memory. Takes some minutes for each seed.`

/** What the command line asks for; an error says what is accepted. */
export function readArguments(args: readonly string[]): { seeds: number; days: number; help: boolean } {
  const { values } = parseArgs({
    args: [...args],
    options: {
      seeds: { type: 'string', default: '5' },
      days: { type: 'string', default: String(daysOfYear) },
      help: { type: 'boolean', default: false },
    },
  })
  return {
    seeds: wholeNumber('--seeds', values.seeds, 100),
    days: wholeNumber('--days', values.days, daysOfYear),
    help: values.help,
  }
}

function wholeNumber(name: string, text: string, most: number): number {
  const value = /^\d{1,9}$/.test(text) ? Number(text) : 0
  if (value < 1 || value > most) throw new RangeError(`${name} must be a whole number from 1 to ${most}, not '${text}'`)
  return value
}

async function run(args: readonly string[]): Promise<void> {
  const { seeds, days, help } = readArguments(args)
  if (help) {
    console.log(usage)
    return
  }
  const scale = { cases: 2_000, days }
  const results = await simulateSeeds(seeds, scale, ({ seed }) => console.error(`Seed ${seed} is done.`))
  const { text, isMissed } = reportOn(results, scale)
  console.log(text)
  if (isMissed) process.exitCode = 1
}

if (import.meta.main) {
  try {
    await run(process.argv.slice(2))
  } catch (error) {
    console.error(error instanceof Error ? error.message : String(error))
    process.exitCode = 1
  }
}
