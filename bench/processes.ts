import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { openSync, readFileSync } from 'node:fs'
import { connect, createServer, type AddressInfo } from 'node:net'
import { availableParallelism } from 'node:os'
import { setTimeout as delay } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'

/** One core for the server, another for the load and what stands still: where taskset and two cores are there. */
export type Core = 'server' | 'load'

const canPin = availableParallelism() > 1 && spawnSync('taskset', ['--version']).status === 0
export const pinning = canPin
  ? 'the server on one core, the load on another'
  : 'without taskset (util-linux) or a second core: server and load share what there is, and ratios say less'

export interface Started {
  readonly child: ChildProcess
  /** Rejects where it ends and nobody ended it, with what it printed last. */
  readonly failed: Promise<never>
  /** Where its output went. */
  readonly log: string
  /** Seconds of CPU so far, of all its threads; null where the system does not tell. */
  cpu(): number | null
  /** The most memory it ever had, in megabytes; null where the system does not tell. */
  peakMemory(): number | null
  stop(): Promise<void>
}

export interface StartOptions {
  readonly core: Core
  readonly args?: readonly string[]
  readonly env?: Readonly<Record<string, string>>
  readonly cwd: string
  /** Where its output goes. */
  readonly log: string
  readonly nodeArgs?: readonly string[]
}

/** A TypeScript or JavaScript file of this project as its own process. */
export function start(file: string, options: StartOptions): Started {
  const { args = [], nodeArgs = [] } = options
  const path = fileURLToPath(new URL(file, import.meta.url))
  return startCommand([process.execPath, ...withParent, ...nodeArgs, path, ...args], file, options)
}

/** Any program under a name. */
export function startCommand(
  command: readonly string[],
  name: string,
  { core, env = {}, cwd, log }: Pick<StartOptions, 'core' | 'env' | 'cwd' | 'log'>,
): Started {
  const out = openSync(log, 'a')
  // taskset becomes the process that it starts.
  const [program = '', ...rest] = canPin ? ['taskset', '-c', core === 'server' ? '0' : '1', ...command] : command
  const child = spawn(program, rest, {
    cwd,
    env: { PATH: process.env['PATH'], NODE_ENV: 'production', ...env },
    stdio: ['ignore', out, out, 'ipc'],
  })
  const { promise: failed, reject } = Promise.withResolvers<never>()
  // Who waits for it hears of it; nobody has to.
  failed.catch(() => undefined)
  let isStopped = false
  child.once('error', reject)
  child.once('exit', (code, signal) => {
    if (!isStopped) reject(new Error(`${name} ended (${signal ?? `exit code ${code}`}):\n${lastOf(log)}`))
  })
  return {
    child,
    failed,
    log,
    cpu: () => cpuOf(child.pid),
    peakMemory: () => peakOf(child.pid),
    stop() {
      isStopped = true
      return stop(child)
    },
  }
}

/** Each ends when this process does, however that ends. */
const withParent = ['--import', new URL('with-parent.ts', import.meta.url).href]

function lastOf(log: string): string {
  return readFileSync(log, 'utf8').slice(-2_000)
}

/** This process, and what it starts without a core of its own. */
export function pinSelf(): void {
  if (canPin) spawnSync('taskset', ['-a', '-p', '-c', '1', String(process.pid)])
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const ended = once(child, 'exit')
  child.kill('SIGTERM')
  const late = setTimeout(() => child.kill('SIGKILL'), 3_000)
  await ended
  clearTimeout(late)
}

/** /proc/PID/stat counts in hundredths of a second (USER_HZ). */
function cpuOf(pid: number | undefined): number | null {
  const stat = readProc(pid, 'stat')
  if (stat === null) return null
  // The name in brackets may hold blanks.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  return (Number(fields[11]) + Number(fields[12])) / 100
}

function peakOf(pid: number | undefined): number | null {
  const kilobytes = /VmHWM:\s+(\d+)/.exec(readProc(pid, 'status') ?? '')?.[1]
  return kilobytes === undefined ? null : Number(kilobytes) / 1024
}

function readProc(pid: number | undefined, file: string): string | null {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'utf8')
  } catch {
    return null
  }
}

export async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1')
  await once(probe, 'listening')
  const { port } = probe.address() as AddressInfo
  probe.close()
  await once(probe, 'close')
  return port
}

/** Until the server answers, whatever it says; rejects where its process ends first. */
export async function answering(started: Started, url: string, body: string): Promise<void> {
  await succeeding(started, async () => {
    await (await fetch(url, { method: 'POST', headers: jsonHeaders, body })).text()
  })
}

/** Until something takes connections at the port. */
export async function listening(started: Started, port: number): Promise<void> {
  await succeeding(started, async () => {
    const socket = connect(port, '127.0.0.1')
    await once(socket, 'connect')
    socket.destroy()
  })
}

async function succeeding({ failed }: Started, attempt: () => Promise<void>): Promise<void> {
  const hasSucceeded = async () => {
    try {
      await attempt()
      return true
    } catch {
      await delay(5)
      return false
    }
  }
  while (!(await Promise.race([hasSucceeded(), failed])));
}

const jsonHeaders = { 'content-type': 'application/json', accept: 'application/json' }

export async function post(url: string, body: string): Promise<string> {
  const response = await fetch(url, { method: 'POST', headers: jsonHeaders, body })
  const text = await response.text()
  if (response.status !== 200) throw new Error(`${url} answered ${response.status}: ${text.slice(0, 500)}`)
  return text
}
