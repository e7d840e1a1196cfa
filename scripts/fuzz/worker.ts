import { parentPort, workerData } from 'node:worker_threads'
import { baseArchives, runCase } from './cases.ts'
import type { Begun, Ended, Task } from './watch.ts'

const { seed, from, to } = workerData as Task
const bases = await baseArchives()
for (let index = from; index < to; index += 1) {
  const begun: Begun = { index }
  parentPort?.postMessage(begun)
  const before = performance.now()
  const ended: Ended = { index, ms: 0, ...(await run(index)) }
  parentPort?.postMessage({ ...ended, ms: performance.now() - before })
}

async function run(index: number): Promise<Pick<Ended, 'outcome' | 'defect'>> {
  try {
    return { outcome: await runCase(bases, seed, index) }
  } catch (error) {
    return { defect: error instanceof Error ? (error.stack ?? error.message) : String(error) }
  }
}
