import { existsSync } from 'node:fs'
import { pino } from 'pino'
import { systemClock } from '../src/clock.ts'
import { type Config, processEnvironment, readConfig } from '../src/config.ts'
import { openDrivers } from '../src/drivers.ts'
import type { UsageRow } from '../src/quota/journal.ts'
import { accountOf } from '../src/services.ts'
import { endpointNames, endpoints } from '../src/sources/jpo/endpoints.ts'
import { placeOf } from '../src/store/location.ts'

/** What was asked of the office and what could not be: the reasons an application for higher limits gives (handbook §3(2)). */
export async function usageReport(config: Config): Promise<string> {
  const { store } = config
  if (store.kind === 'memory') return 'STORE_URL is memory: – nothing is kept, so there is nothing to report.'
  const account = accountOf(config)
  const isEmpty = store.kind === 'sqlite' && !existsSync(store.file)
  const rows = isEmpty ? [] : await readJournal(config, account)
  const place = placeOf(store)
  if (rows.length === 0) return `No call of ${account} is recorded in ${place}.`
  return `Calls of ${account}, as recorded in ${place} (90 days are kept; a day is the office's, from 0:00 Japan time)\n\n${usageTable(rows)}`
}

async function readJournal(config: Config, account: string): Promise<readonly UsageRow[]> {
  const log = pino({ level: 'silent' })
  const drivers = await openDrivers(config, { account, clock: systemClock, log })
  try {
    return await drivers.journal.report()
  } finally {
    drivers.close()
  }
}

type Counts = Omit<UsageRow, 'day' | 'endpoint'>

/** Its title, and what is in it of some rows together. */
type Column = readonly [title: string, of: (rows: readonly Counts[]) => string]

const figures: readonly (readonly [string, (counts: Counts) => number])[] = [
  ['used', ({ calls }) => calls],
  ['answered', ({ answered }) => answered],
  ['no data', ({ noData }) => noData],
  ['refused: day', ({ refusedByDay }) => refusedByDay],
  ['refused: share', ({ refusedByShare }) => refusedByShare],
  ['refused: minute', ({ refusedByMinute }) => refusedByMinute],
  ['waited', ({ waited }) => waited],
  ['waited s', ({ waitedMs }) => Math.round(waitedMs / 1000)],
]

const columns: readonly Column[] = figures.map(([title, figure]) => [
  title,
  (rows) => String(rows.reduce((sum, row) => sum + figure(row), 0)),
])

type Place = readonly [day: string, endpoint: (typeof endpointNames)[number] | null, rows: readonly Counts[]]

/** Days, then the totals of each endpoint, then of all: the office asks for the APIs by number and name. */
export function usageTable(rows: readonly UsageRow[]): string {
  const inOrder = [...endpointNames].sort((a, b) => endpoints[a].handbookNumber - endpoints[b].handbookNumber)
  const days = [...new Set(rows.map(({ day }) => day))].sort()
  const of = (endpoint: string) => rows.filter((row) => row.endpoint === endpoint)
  const isDivided = rows.some(({ callers }) => callers.size > 0)
  const all: readonly Column[] = isDivided ? [...columns, ['by caller', byCaller]] : columns
  const line = (...place: Place) => lineOf(all, ...place)
  const lines = [
    ['day', 'no.', ...all.map(([title]) => title), 'API'],
    ...days.flatMap((day) =>
      inOrder.flatMap((endpoint) =>
        of(endpoint)
          .filter((row) => row.day === day)
          .map((row) => line(day, endpoint, [row])),
      ),
    ),
    ...inOrder.filter((endpoint) => of(endpoint).length > 0).map((endpoint) => line('total', endpoint, of(endpoint))),
    line('total', null, rows),
  ]
  const widths = lines.reduce<number[]>((so, cells) => cells.map((cell, at) => Math.max(so[at] ?? 0, cell.length)), [])
  return lines.map((cells) => cells.map((cell, at) => aligned(cell, at, widths)).join('  ')).join('\n')
}

/** Names stand last: their width on a screen is not their length. */
function lineOf(all: readonly Column[], ...[day, endpoint, rows]: Place): string[] {
  const counts = all.map(([, of]) => of(rows))
  if (endpoint === null) return [day, '', ...counts, 'all']
  const { handbookNumber, name } = endpoints[endpoint]
  return [day, String(handbookNumber), ...counts, `${name} (${endpoint})`]
}

/** Who used how many, most first; nothing where all are one. */
function byCaller(rows: readonly Counts[]): string {
  const sums = new Map<string, number>()
  for (const { callers } of rows)
    for (const [caller, calls] of callers) sums.set(caller, (sums.get(caller) ?? 0) + calls)
  const inOrder = [...sums].toSorted(([a, of], [b, those]) => those - of || a.localeCompare(b))
  return inOrder.map(([caller, calls]) => `${caller} ${calls}`).join(', ')
}

function aligned(cell: string, at: number, widths: readonly number[]): string {
  if (at === widths.length - 1) return cell
  return at === 0 ? cell.padEnd(widths[at] ?? 0) : cell.padStart(widths[at] ?? 0)
}

if (import.meta.main) {
  try {
    console.log(await usageReport(readConfig(processEnvironment())))
  } catch (error) {
    console.error(error instanceof Error ? error.message : String(error))
    process.exitCode = 1
  }
}
