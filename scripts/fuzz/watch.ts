import { Worker } from 'node:worker_threads'
import type { Outcome } from './cases.ts'

export interface Task {
  readonly seed: number
  readonly from: number
  readonly to: number
}

export interface Begun {
  readonly index: number
}

export interface Ended extends Begun {
  readonly outcome?: Outcome
  /** Where the case threw what it must not. */
  readonly defect?: string
}

export interface Findings {
  readonly ended: readonly Ended[]
  /** The case that did not end, or that ended the thread, and why. */
  readonly fatal: { readonly index: number; readonly reason: string } | null
  /** Of the process, at its highest between two cases. */
  readonly peakBytes: number
}

/** No case has more than a megabyte: it ends in a moment or never. */
const patienceMs = 30_000
/** Ten times what the largest case needs. */
const heapMb = 768

/** Runs cases in a thread of their own and watches it from outside: a hang or a full heap ends the thread, not the watch. */
export function watchCases(task: Task): Promise<Findings> {
  const worker = new Worker(new URL('./worker.ts', import.meta.url), {
    workerData: task,
    env: {},
    resourceLimits: { maxOldGenerationSizeMb: heapMb },
  })
  const ended: Ended[] = []
  let index = task.from
  let peakBytes = 0
  return new Promise((resolve) => {
    const conclude = (fatal: Findings['fatal']) => {
      clearTimeout(watchdog)
      void worker.terminate()
      resolve({ ended, fatal, peakBytes })
    }
    const watchdog = setTimeout(() => conclude({ index, reason: `did not end in ${patienceMs / 1000} s` }), patienceMs)
    worker.on('message', (message: Begun | Ended) => {
      watchdog.refresh()
      index = message.index
      if ('outcome' in message || 'defect' in message) ended.push(message)
      peakBytes = Math.max(peakBytes, process.memoryUsage.rss())
    })
    worker.once('error', (error) => conclude({ index, reason: error instanceof Error ? error.message : String(error) }))
    worker.once('exit', () => conclude(null))
  })
}
