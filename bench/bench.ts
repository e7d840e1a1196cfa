import { writeFileSync } from 'node:fs'
import { type Arguments, chosenFrom } from './arguments.ts'
import { type Contestant, limit, missing, ours, peers } from './contestants.ts'
import { mustAnswerEqually } from './equal.ts'
import { fill } from './fill.ts'
import { pinning, post } from './processes.ts'
import { race } from './race.ts'
import { recordsFrom } from './records.ts'
import type { Entered, Stage } from './stage.ts'
import { raceTable } from './table.ts'
import { bodyOf, pathOf, type Workload, workloads } from './workloads.ts'

/** What the workloads need of each application: nothing is left to ask of the office. */
export const stored = ['APP_PROGRESS_SIMPLE', 'CITE_DOC_INFO', 'APP_DOC_CONT_REFUSAL_REASON'] as const

/** Everything on one stage: the office, the servers, the load; and the table. */
export async function bench(options: Arguments, stage: Stage): Promise<void> {
  const { applications } = options
  const chosen = chosenFrom(workloads(applications), options)
  console.log(`${applications} stored applications; ${pinning}.`)
  const office = await stage.office(applications)
  const env = { ...office.env, STORE_URL: `sqlite:${stage.file('store.sqlite')}` }
  await fill(env, applications, stored)
  console.error('The store is filled.')
  const servers = [await stage.enter(ours, { env })]
  const [{ url }] = servers as [Entered]
  const records = stage.file('records.json')
  writeFileSync(records, JSON.stringify(await recordsFrom(url, applications)))
  for (const peer of installed(chosenFrom(peers, options))) servers.push(await stage.enter(peer, { args: [records] }))
  await mustAnswerEqually(servers, chosen)
  console.error('All answer the same.')
  servers.push(await stage.enter(limit, { args: [await finishedAnswers(stage, url, chosen)] }))

  await office.calls()
  const results = await race(stage, servers, chosen, options)
  const calls = await office.calls()
  console.log(raceTable(results))
  if (calls.length > 0)
    throw new Error(`The office was asked ${calls.length} times during the timed runs; the times say nothing.`)
  console.log('The office was not asked once during the timed runs.')
}

function installed(contestants: readonly Contestant[]): readonly Contestant[] {
  return contestants.filter((it) => {
    const packages = missing(it)
    if (packages.length > 0)
      console.log(`Skipped: ${it.name}, because ${packages.join(', ')} is not installed (npm ci --prefix bench)`)
    return packages.length === 0
  })
}

async function finishedAnswers(stage: Stage, url: string, chosen: readonly Workload[]): Promise<string> {
  const answers: Record<string, string> = {}
  for (const workload of chosen) answers[pathOf(workload)] = await post(url, bodyOf(workload, 0))
  const file = stage.file('answers.json')
  writeFileSync(file, JSON.stringify(answers))
  return file
}
