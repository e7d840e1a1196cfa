import { numberOf } from './applications.ts'
import { ours } from './contestants.ts'
import { post } from './processes.ts'
import type { Stage } from './stage.ts'

/** The office's own (handbook §3(3)). */
const callsAMinute = 10
const calls = 20

export interface Paced {
  readonly calls: number
  /** From the question to its answer. */
  readonly seconds: number
  /** Sooner nobody may be ready: the second ten calls may leave a minute after the first ten. */
  readonly minimum: number
}

/** One operation of twenty calls with nothing stored, at the pace of the office. */
export async function pacedRun(stage: Stage): Promise<Paced> {
  const office = await stage.office(calls, callsAMinute)
  const env = { ...office.env, STORE_URL: 'memory:', JPO_REQUESTS_PER_MINUTE: String(callsAMinute) }
  const { url, process } = await stage.enter(ours, { env })
  const query = `query Paced($numbers: [ApplicationNumber!]!) @upstream(wait: 120) {
    applications(numbers: $numbers) { inventionTitle }
  }`
  const numbers = Array.from({ length: calls }, (_, nth) => numberOf(nth))
  const begun = performance.now()
  const answer = await post(url, JSON.stringify({ query, variables: { numbers } }))
  const seconds = (performance.now() - begun) / 1_000
  const made = (await office.calls()).length
  if (answer.includes('"errors"') || made !== calls)
    throw new Error(`${made} calls in place of ${calls} were made: ${answer.slice(0, 500)}`)
  await process.stop()
  return { calls, seconds, minimum: (Math.ceil(calls / callsAMinute) - 1) * 60 }
}
