import { parentPort, workerData } from 'node:worker_threads'
import { material, runCase } from './cases.ts'
import type { Begun, Ended, Task } from './watch.ts'

const { seed, from, to } = workerData as Task
const mutable = await material()
for (let index = from; index < to; index += 1) {
  const begun: Begun = { index }
  parentPort?.postMessage(begun)
  const ended: Ended = { index, ...(await run(index)) }
  parentPort?.postMessage(ended)
}

async function run(index: number): Promise<Pick<Ended, 'outcome' | 'defect'>> {
  try {
    return { outcome: await runCase(mutable, seed, index) }
  } catch (error) {
    return { defect: error instanceof Error ? (error.stack ?? error.message) : String(error) }
  }
}
