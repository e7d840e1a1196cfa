import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { openSync, readFileSync } from 'node:fs'
import { createServer, type AddressInfo } from 'node:net'
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
export function start(file: string, { core, args = [], env = {}, cwd, log, nodeArgs = [] }: StartOptions): Started {
  const out = openSync(log, 'a')
  const command = [process.execPath, ...nodeArgs, fileURLToPath(new URL(file, import.meta.url)), ...args]
  // taskset becomes the process that it starts.
  const [program = '', ...rest] = canPin ? ['taskset', '-c', core === 'server' ? '0' : '1', ...command] : command
  const child = spawn(program, rest, {
    cwd,
    env: { PATH: process.env['PATH'], NODE_ENV: 'production', ...env },
    stdio: ['ignore', out, out, 'ipc'],
  })
  return {
    child,
    log,
    cpu: () => cpuOf(child.pid),
    peakMemory: () => peakOf(child.pid),
    stop: () => stop(child),
  }
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

/** Until the server answers, whatever it says; rejects where its process ends first, with what it printed. */
export async function answering({ child, log }: Started, url: string, body: string): Promise<void> {
  for (;;) {
    if (child.exitCode !== null) throw new Error(`${url} ended at its start:\n${readFileSync(log, 'utf8')}`)
    try {
      await (await fetch(url, { method: 'POST', headers: jsonHeaders, body })).text()
      return
    } catch {
      await delay(5)
    }
  }
}

const jsonHeaders = { 'content-type': 'application/json', accept: 'application/json' }

export async function post(url: string, body: string): Promise<string> {
  const response = await fetch(url, { method: 'POST', headers: jsonHeaders, body })
  const text = await response.text()
  if (response.status !== 200) throw new Error(`${url} answered ${response.status}: ${text.slice(0, 500)}`)
  return text
}
