import { citedBy } from './applications.ts'
import { coldYoga, type Contestant, gateway, missing, ours } from './contestants.ts'
import { post } from './processes.ts'
import { type Office, type Stage, unlimited } from './stage.ts'
import { bodyOf, placesOf, type Operation, varying } from './workloads.ts'

/** As many operations, each about other applications of the same field, asked one after the other by a day's first users. */
export const coldOperations = 20

export interface Cold {
  readonly operation: Operation
  /** Calls to the office that nobody could do without: see `minimum`. */
  readonly minimum: number
  /** By contestant; null where it cannot, or is not installed. */
  readonly calls: Readonly<Record<string, number | null>>
}

/** Calls to the office for the first operations of each workload with nothing stored. */
export async function coldRuns(
  stage: Stage,
  applications: number,
  operations: readonly Operation[],
): Promise<readonly Cold[]> {
  const office = await stage.office(applications)
  const token = await office.token()
  const runs: Cold[] = []
  for (const operation of operations) {
    const calls: Record<string, number | null> = {}
    const titles = new Map<string, string>()
    for (const contestant of [ours, coldYoga, gateway]) {
      const { query, variables, overRest } = varying(operation, applications)
      const asked =
        contestant === gateway ? overRest : contestant === coldYoga && !overRest ? null : { query, variables }
      calls[contestant.name] = asked && (await callsOf(stage, contestant, asked, office, token, titles))
    }
    runs.push({ operation, minimum: minimum(operation, applications), calls })
  }
  return runs
}

async function callsOf(
  stage: Stage,
  contestant: Contestant,
  asked: Parameters<typeof bodyOf>[0],
  office: Office,
  token: string,
  titles: Map<string, string>,
): Promise<number | null> {
  if (missing(contestant).length > 0) return null
  const env = { ...office.env, STORE_URL: 'memory:', ...unlimited }
  const server = await stage.enter(contestant, { env, args: [office.origin, token] })
  await office.calls()
  for (let nth = 0; nth < coldOperations; nth++) {
    const answer = await post(server.url, bodyOf(asked, nth))
    // The shapes differ; what they tell must not.
    const told = (answer.match(/"inventionTitle":"[^"]*"/g) ?? []).join()
    const expected = titles.get(String(nth)) ?? told
    titles.set(String(nth), expected)
    if (told !== expected || answer.includes('"errors"'))
      throw new Error(`${contestant.name} answers otherwise when cold: ${answer.slice(0, 1_000)}`)
  }
  const calls = await office.calls()
  await server.process.stop()
  return calls.length
}

/**
 * Distinct questions × the cheapest endpoint that answers them, in the order of the operations: one call for each
 * application shown, one for the citations of each, one for the notices, and one for each cited publication of which no
 * answer before told the application.
 */
function minimum(operation: Operation, applications: number): number {
  const known = new Set<number>()
  const calls = new Set<string>()
  for (let nth = 0; nth < coldOperations; nth++) {
    for (const place of placesOf(operation, nth, applications)) {
      known.add(place)
      calls.add(`progress ${place}`)
      if (operation === 'notice') calls.add(`notices ${place}`)
      if (operation !== 'file') continue
      calls.add(`citations ${place}`)
      for (const cited of citedBy(place, applications)) {
        if (!known.has(cited)) calls.add(`reference ${cited}`)
        known.add(cited)
        calls.add(`progress ${cited}`)
      }
    }
  }
  return calls.size
}
