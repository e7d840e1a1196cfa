import { Connection, requestOf } from './connection.ts'
import { bodyOf, workloads } from './workloads.ts'

/** What the process that makes the load is told. */
export interface Order {
  readonly port: number
  readonly path: string
  readonly workload: string
  /** Asked of a gateway whose fields are the office's paths. */
  readonly overRest: boolean
  readonly applications: number
  readonly connections: number
  readonly seconds: number
  /** It goes on until so many are answered, however long that takes: whoever keeps what was asked has met all of it then. */
  readonly atLeast?: number
}

/** What it saw. Latencies in milliseconds. */
export interface Seen {
  readonly answers: number
  readonly seconds: number
  readonly p50: number
  readonly p99: number
  /** Answers with another status than 200. */
  readonly refused: number
  /** Seconds of CPU that the load itself took. */
  readonly cpu: number
}

const kept = new Map<string, readonly Buffer[]>()

function requestsOf({ port, path, workload: name, overRest, applications }: Order): readonly Buffer[] {
  const key = `${port} ${path} ${name}`
  const before = kept.get(key)
  if (before) return before
  const workload = workloads(applications).find((it) => it.name === name)
  const asked = overRest ? workload?.overRest : workload
  if (!workload || !asked) throw new Error(`nobody can be asked ${name}`)
  const requests = Array.from({ length: workload.different }, (_, nth) => requestOf(path, port, bodyOf(asked, nth)))
  kept.set(key, requests)
  return requests
}

/** A stride that meets all of them before any comes again, and neighbours seldom. */
function strideOver(count: number): number {
  const gcd = (a: number, b: number): number => (b === 0 ? a : gcd(b, a % b))
  for (let stride = Math.floor(count * 0.618); stride > 1; stride--) if (gcd(stride, count) === 1) return stride
  return 1
}

let sentBefore = 0

async function load(order: Order): Promise<Seen> {
  const requests = requestsOf(order)
  const { atLeast = 0 } = order
  const stride = strideOver(requests.length)
  const connections = await Promise.all(Array.from({ length: order.connections }, () => Connection.open(order.port)))
  const latencies: number[] = []
  let refused = 0
  const cpu = process.cpuUsage()
  const begun = performance.now()
  const until = begun + order.seconds * 1_000
  const { promise, resolve, reject } = Promise.withResolvers<undefined>()
  let busy = connections.length
  for (const connection of connections) {
    let sentAt = 0
    const send = () => {
      sentAt = performance.now()
      connection.send(requests[(sentBefore++ * stride) % requests.length] as Buffer)
    }
    connection.onAnswer((status) => {
      const now = performance.now()
      latencies.push(now - sentAt)
      if (status !== 200) refused++
      if (now < until || latencies.length < atLeast) send()
      else if (--busy === 0) resolve(undefined)
    }, reject)
    send()
  }
  await promise
  const seconds = (performance.now() - begun) / 1_000
  const { user, system } = process.cpuUsage(cpu)
  for (const connection of connections) connection.close()
  const sorted = Float64Array.from(latencies).sort()
  const at = (part: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? 0
  return { answers: sorted.length, seconds, p50: at(0.5), p99: at(0.99), refused, cpu: (user + system) / 1e6 }
}

process.on('message', (order: Order) => {
  load(order).then(
    (seen) => process.send?.({ seen }),
    (error: unknown) => process.send?.({ error: String(error) }),
  )
})
