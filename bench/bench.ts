import { writeFileSync } from 'node:fs'
import { type Arguments, chosenFrom } from './arguments.ts'
import { coldRuns } from './cold.ts'
import { type Contestant, gateway, idleYoga, limit, missing, ours, peers } from './contestants.ts'
import { mustAnswerEqually } from './equal.ts'
import { fill } from './fill.ts'
import { pacedRun } from './pace.ts'
import { pinning, post } from './processes.ts'
import { race } from './race.ts'
import { loadShare } from './ratios.ts'
import { recordsFrom } from './records.ts'
import type { Entered, Stage } from './stage.ts'
import { legend, summary } from './summary.ts'
import { targetTable } from './targets.ts'
import { bodyOf, type Operation, operationNames, pathOf, type Workload, workloads } from './workloads.ts'

/** What the workloads need of each application: nothing is left to ask of the office. */
export const stored = ['APP_PROGRESS_SIMPLE', 'CITE_DOC_INFO', 'APP_DOC_CONT_REFUSAL_REASON'] as const

/** Everything on one stage: the office, the servers, the load; and the tables. */
export async function bench(options: Arguments, stage: Stage): Promise<void> {
  const { applications, quick } = options
  const all = workloads(applications)
  const chosen = chosenFrom(all, options)
  const first = bodyOf(all[0] as Workload, 0)
  console.log(`${applications} stored applications; ${pinning}.`)
  // It waits for its turns nearly all of the time.
  const paced = quick ? null : pacedRun(stage)
  paced?.catch(() => undefined)
  const office = await stage.office(applications)
  const env = { ...office.env, STORE_URL: `sqlite:${stage.file('store.sqlite')}` }
  await fill(env, applications, stored)
  console.error('The store is filled.')
  // The first start on a machine compiles what all later ones find compiled, as npm start has it.
  await (await stage.enter(ours, { env, first })).process.stop()
  const mine = await stage.enter(ours, { env, first })
  const idle = missing(idleYoga).length > 0 ? null : await stage.enter(idleYoga, {})
  const records = stage.file('records.json')
  writeFileSync(records, JSON.stringify(await recordsFrom(mine.url, applications)))
  const servers = [mine]
  const chosenPeers = chosenFrom([...peers, gateway], options)
  for (const peer of chosenPeers.filter((it) => it !== gateway))
    if (isInstalled(peer)) servers.push(await stage.enter(peer, { args: [records], first }))
  await mustAnswerEqually(servers, chosen)
  console.error('All answer the same.')
  servers.push(await stage.enter(limit, { args: [await finishedAnswers(stage, mine.url, chosen)] }))
  if (chosenPeers.includes(gateway) && isInstalled(gateway)) servers.push(await enterGateway(stage, applications))

  const cold = await coldRuns(stage, applications, coldOperationsOf(options))
  console.error('The cold runs are done.')
  await office.calls()
  const results = await race(stage, servers, chosen, options)
  const calls = await office.calls()
  console.log(`\n${legend}\n\n${summary({ results, cold, servers, idle })}`)
  const memory = above(mine, idle)
  console.log(`\n${targetTable({ results, cold, paced: await paced, memory, startCpu: mine.startCpu })}`)
  console.log(`\nThe load took up to ${Math.round(loadShare(results) * 100)} % of its core.`)
  if (calls.length > 0)
    throw new Error(`The office was asked ${calls.length} times during the timed runs; the times say nothing.`)
  console.log('The office was not asked once during the timed runs.')
}

/** Those of the chosen workloads; where only the works are tried, the one that has most to share. */
function coldOperationsOf(options: Arguments): readonly Operation[] {
  const chosen = chosenFrom(workloads(options.applications), options).map(({ name }) => name.split(' ')[0])
  return operationNames.filter((name) => (options.quick ? name === 'file' : chosen.includes(name)))
}

function isInstalled(contestant: Contestant): boolean {
  const packages = missing(contestant)
  if (packages.length > 0)
    console.log(`Skipped: ${contestant.name}, because ${packages.join(', ')} is not installed (npm ci --prefix bench).`)
  return packages.length === 0
}

/** It has an office of its own: what it does not remember it asks, at no pace and with no limit. */
async function enterGateway(stage: Stage, applications: number): Promise<Entered> {
  const office = await stage.office(applications)
  return stage.enter(gateway, { args: [office.origin, await office.token()] })
}

async function finishedAnswers(stage: Stage, url: string, chosen: readonly Workload[]): Promise<string> {
  const answers: Record<string, string> = {}
  for (const workload of chosen) answers[pathOf(workload)] = await post(url, bodyOf(workload, 0))
  const file = stage.file('answers.json')
  writeFileSync(file, JSON.stringify(answers))
  return file
}

function above(server: Entered, idle: Entered | null): number | null {
  const own = server.process.peakMemory()
  const base = idle?.process.peakMemory() ?? null
  return own === null || base === null ? null : own - base
}
