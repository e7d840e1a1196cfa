import { type Arguments, chosenFrom } from './arguments.ts'
import { stored } from './bench.ts'
import { ours } from './contestants.ts'
import { fill } from './fill.ts'
import { openInspector } from './inspector.ts'
import { type CpuProfile, fileOf, packageOf, timesByOwner, totalTimes } from './profile-times.ts'
import { stageOf } from './profile-stages.ts'
import { freePort, pinning } from './processes.ts'
import { timed } from './race.ts'
import type { Stage } from './stage.ts'
import { table } from './table.ts'
import { workloads } from './workloads.ts'

const shownRows = 25

/** Where this server's time goes under each workload, after a warm-up: V8's sampling profiler, over the inspector. */
export async function profile(options: Arguments, stage: Stage): Promise<void> {
  const { applications, seconds } = options
  const office = await stage.office(applications)
  const env = { ...office.env, STORE_URL: `sqlite:${stage.file('store.sqlite')}` }
  await fill(env, applications, stored)
  const port = await freePort()
  const server = await stage.enter(ours, { env, nodeArgs: [`--inspect=127.0.0.1:${port}`] })
  const load = stage.start('load.ts', { core: 'load' })
  const inspector = await openInspector(port)
  console.log(`${applications} stored applications; ${pinning}.`)
  const all: Profiled[] = []
  for (const { name, different } of chosenFrom(workloads(applications), options)) {
    const order = {
      port: server.port,
      path: '/graphql',
      workload: name,
      overRest: false,
      applications,
      connections: 16,
    }
    // As in the race, all has been asked for once.
    await timed(load, server, { ...order, seconds: 2 * seconds, atLeast: different })
    await inspector.call('Profiler.start')
    const { answers, cpuPerThousand } = await timed(load, server, { ...order, seconds: 3 * seconds })
    const { profile } = (await inspector.call('Profiler.stop')) as { profile: CpuProfile }
    const cpu = cpuPerThousand?.toFixed(2) ?? '–'
    const byStage = timesByOwner(profile, stageOf)
    all.push({ name, cpu, byStage })
    console.log(`\n### ${name}\n\n${answers} answers; ${cpu} s of CPU for 1,000.`)
    print('package', timesByOwner(profile, packageOf))
    print('file of ours, or package', timesByOwner(profile, fileOf))
    print('function, with what it calls', totalTimes(profile))
  }
  console.log(`\n### all\n\n${together(all)}`)
  inspector.close()
}

interface Profiled {
  readonly name: string
  readonly cpu: string
  readonly byStage: ReadonlyMap<string, number>
}

/** Stage by workload, what takes most on top. */
function together(all: readonly Profiled[]): string {
  const most = (stage: string) => Math.max(...all.map(({ byStage }) => byStage.get(stage) ?? 0))
  const stages = [...new Set(all.flatMap(({ byStage }) => [...byStage.keys()]))]
    .filter((stage) => most(stage) >= 0.02)
    .toSorted((a, b) => most(b) - most(a))
  return table(
    ['% of the time', ...all.map(({ name }) => name)],
    [
      ...stages.map((stage) => [stage, ...all.map(({ byStage }) => percent(byStage.get(stage) ?? 0))]),
      ['CPU s for 1,000', ...all.map(({ cpu }) => cpu)],
    ],
  )
}

const percent = (part: number) => (part * 100).toFixed(part < 0.1 ? 1 : 0)

function print(title: string, times: ReadonlyMap<string, number>): void {
  const rows = [...times]
    .toSorted(([, a], [, b]) => b - a)
    .filter(([, part]) => part >= 0.005)
    .map(([name, part]) => [name, percent(part)])
  console.log(`\n${table([title, '%'], rows.slice(0, shownRows))}`)
}
