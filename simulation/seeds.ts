import { availableParallelism } from 'node:os'
import { Worker } from 'node:worker_threads'
import type { Scale, SeedResults } from './run.ts'

/** The seeds 1, 2, … side by side, as many at once as the machine has cores. */
export async function simulateSeeds(
  count: number,
  scale: Scale,
  onDone: (results: SeedResults) => void,
): Promise<SeedResults[]> {
  const waiting = Array.from({ length: count }, (_, index) => index + 1)
  const done: SeedResults[] = []
  async function work(): Promise<void> {
    for (let seed = waiting.shift(); seed !== undefined; seed = waiting.shift()) {
      const results = await inWorker(seed, scale)
      done.push(results)
      onDone(results)
    }
  }
  await Promise.all(Array.from({ length: availableParallelism() }, work))
  return done.toSorted((a, b) => a.seed - b.seed)
}

function inWorker(seed: number, scale: Scale): Promise<SeedResults> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./worker.ts', import.meta.url), { workerData: { seed, scale } })
    worker.once('message', resolve)
    worker.once('error', reject)
    worker.once('exit', (code) => reject(new Error(`The worker of seed ${seed} ended with ${code} and no result.`)))
  })
}
