import { once } from 'node:events'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Arguments } from './arguments.ts'
import { type Contestant, limit, missing, ours, peers } from './contestants.ts'
import { fill } from './fill.ts'
import { answering, freePort, pinning, pinSelf, post, start, type Started } from './processes.ts'
import { measure, type Racer } from './race.ts'
import { printRace } from './table.ts'
import { recordsQuery, type Workload, workloads } from './workloads.ts'
import { numberOf } from './applications.ts'

const sandboxAccount = { JPO_USERNAME: 'sandbox-user', JPO_PASSWORD: 'sandbox-password' }

const progress = (text: string) => console.error(text)

export async function bench(options: Arguments, folder: string): Promise<void> {
  pinSelf()
  const { applications, only } = options
  const chosen = workloads(applications).filter(({ name }) => isChosen(only, name, workloadNames))
  const others = peers.filter(({ name }) => isChosen(only, name, peerNames))
  console.log(`Two cores: ${pinning}. ${applications} applications.`)
  const started: Started[] = []
  try {
    const office = start('office.ts', {
      core: 'load',
      args: [String(applications)],
      cwd: folder,
      log: join(folder, 'office.log'),
    })
    started.push(office)
    const [{ origin }] = (await once(office.child, 'message')) as [{ origin: string }]
    const env = {
      ...sandboxAccount,
      JPO_BASE_URL: origin,
      STORE_URL: `sqlite:${join(folder, 'store.sqlite')}`,
      JPO_DAILY_LIMITS: 'doubled',
    }
    const begun = performance.now()
    await fill(env, applications, ['APP_PROGRESS_SIMPLE', 'CITE_DOC_INFO', 'APP_DOC_CONT_REFUSAL_REASON'])
    progress(`The store was filled in ${((performance.now() - begun) / 1000).toFixed(1)} s.`)

    const race: Racer[] = []
    const oursRacer = await enter(ours, { env })
    const records = await recordsFrom(oursRacer.url, applications)
    writeFileSync(join(folder, 'records.json'), JSON.stringify(records))
    progress(`The records were read from this server after ${((performance.now() - begun) / 1000).toFixed(1)} s.`)
    for (const peer of others) {
      const packages = missing(peer)
      if (packages.length > 0)
        console.log(`Skipped: ${peer.name}, because ${packages.join(', ')} is not installed (npm ci --prefix bench)`)
      else await enter(peer, { args: [join(folder, 'records.json')] })
    }
    const finished: Record<string, string> = {}
    for (const workload of chosen)
      finished[`/${encodeURIComponent(workload.name)}`] = await post(oursRacer.url, bodyOf(workload, 0))
    writeFileSync(join(folder, 'answers.json'), JSON.stringify(finished))
    await enter(limit, { args: [join(folder, 'answers.json')] })

    await mustBeEqual(
      race.filter(({ name }) => name !== limit.name),
      chosen,
    )
    const callsBefore = await officeCalls(office)
    const load = start('load.ts', { core: 'load', cwd: folder, log: join(folder, 'load.log') })
    started.push(load)
    const results = await measure(race, chosen, options, load, progress)
    const calls = (await officeCalls(office)).length - callsBefore.length
    printRace(results)
    console.log(`Calls to the office during all of it: ${calls}.`)

    async function enter(
      contestant: Contestant,
      { env = {}, args = [] }: { env?: Record<string, string>; args?: string[] },
    ) {
      const port = await freePort()
      const log = join(folder, `${contestant.name}.log`)
      const process = start(contestant.file, {
        core: 'server',
        args: contestant === ours ? [] : [String(port), ...args],
        env: { ...env, PORT: String(port) },
        cwd: folder,
        log,
      })
      started.push(process)
      const url = `http://127.0.0.1:${port}/graphql`
      if (contestant !== limit) await answering(process, url, JSON.stringify({ query: '{ __typename }' }), log)
      const racer: Racer = {
        name: contestant.name,
        process,
        port,
        url,
        path: (workload) => (contestant === limit ? `/${encodeURIComponent(workload.name)}` : '/graphql'),
        startCpu: process.cpu(),
      }
      race.push(racer)
      return racer
    }
  } finally {
    await Promise.all(started.map((it) => it.stop()))
  }
}

const workloadNames = workloads(1).flatMap(({ name }) => [name, ...name.split(' ')])
const peerNames = peers.map(({ name }) => name)

/** Chosen by name, or none of its kind is. */
function isChosen(only: ReadonlySet<string>, name: string, all: readonly string[]): boolean {
  if (![...only].some((it) => all.includes(it))) return true
  return only.has(name) || name.split(' ').some((word) => only.has(word))
}

export function bodyOf(workload: Workload, nth: number): string {
  return JSON.stringify({ query: workload.query, variables: workload.variables(nth) })
}

const aPage = 50

async function recordsFrom(url: string, applications: number) {
  const all: unknown[] = []
  let extensions: unknown
  for (let from = 0; from < applications; from += aPage) {
    const numbers = Array.from({ length: Math.min(aPage, applications - from) }, (_, place) => numberOf(from + place))
    const answer = JSON.parse(await post(url, JSON.stringify({ query: recordsQuery, variables: { numbers } }))) as {
      data: { applications: unknown[] }
      errors?: unknown
      extensions: unknown
    }
    if (answer.errors) throw new Error(`the records could not be read: ${JSON.stringify(answer.errors).slice(0, 500)}`)
    all.push(...answer.data.applications)
    extensions = answer.extensions
  }
  return { applications: all, extensions }
}

/** The same bytes from all, but for what ours says besides in `extensions`. */
async function mustBeEqual(racers: readonly Racer[], chosen: readonly Workload[]): Promise<void> {
  for (const workload of chosen) {
    for (let sample = 0; sample < Math.min(workload.different, 25); sample++) {
      const body = bodyOf(workload, Math.floor((sample * workload.different) / 25))
      const answers = await Promise.all(racers.map(async ({ url }) => dataOf(await post(url, body))))
      for (const [index, answer] of answers.entries()) {
        if (answer === answers[0]) continue
        throw new Error(
          `${workload.name}: ${racers[index]?.name} answers otherwise\n${answers[0]?.slice(0, 2000)}\n${answer.slice(0, 2000)}`,
        )
      }
    }
  }
}

function dataOf(answer: string): string {
  const end = answer.lastIndexOf(',"extensions":')
  if (!answer.startsWith('{"data":') || end < 0) throw new Error(`no answer with data: ${answer.slice(0, 500)}`)
  return answer.slice(0, end)
}

async function officeCalls(office: Started): Promise<readonly string[]> {
  office.child.send('tell')
  const [{ calls }] = (await once(office.child, 'message')) as [{ calls: readonly string[] }]
  return calls
}
