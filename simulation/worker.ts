import { parentPort, workerData } from 'node:worker_threads'
import { type Scale, simulate } from './run.ts'

const { seed, scale } = workerData as { seed: number; scale: Scale }
parentPort?.postMessage(await simulate(seed, scale))
