import { type ChildProcess, spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { onTestFinished } from 'vitest'
import { folder } from './files.ts'

/** One of our commands as its own process, with an environment of its own. */
export interface Command {
  readonly pid: number
  /** All it printed so far, on both outputs. */
  output(): string
  /** The first capture of `pattern` in its output, as soon as it is there. */
  printed(pattern: RegExp): Promise<string>
  /** With all its output there; null where a signal ended it. */
  readonly ended: Promise<number | null>
  kill(signal: NodeJS.Signals): void
}

export interface CommandOptions {
  readonly env?: Readonly<Record<string, string>>
  /** Settings of the developer's own .env are never read: an empty folder, unless another is named. */
  readonly cwd?: string
}

export const projectFolder = fileURLToPath(new URL('../..', import.meta.url))

/** Runs a TypeScript file of this project, such as `src/main.ts`. */
export function runNode(file: string, args: readonly string[] = [], options: CommandOptions = {}): Command {
  return run(process.execPath, [fileURLToPath(new URL(`../../${file}`, import.meta.url)), ...args], options)
}

export function run(command: string, args: readonly string[], { env = {}, cwd = folder() }: CommandOptions): Command {
  // A group of its own: whatever the command started in turn can be ended with it.
  const child = spawn(command, args, { cwd, env: { PATH: process.env['PATH'], ...env }, detached: true })
  let output = ''
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => (output += text))
  const ended = new Promise<number | null>((resolve, reject) => {
    child.once('close', resolve)
    child.once('error', reject)
  })
  onTestFinished(() => endGroup(child))

  async function printed(pattern: RegExp): Promise<string> {
    for (;;) {
      const found = pattern.exec(output)
      if (found) return found[1] ?? found[0]
      const news = new Promise<'news'>((resolve) => {
        child.stdout.once('data', () => resolve('news'))
        child.stderr.once('data', () => resolve('news'))
      })
      if ((await Promise.race([ended, news])) !== 'news')
        throw new Error(`${command} ended without printing ${String(pattern)}:\n${output}`)
    }
  }

  return { pid: child.pid ?? 0, output: () => output, printed, ended, kill: (signal) => void child.kill(signal) }
}

function endGroup({ pid }: ChildProcess): void {
  try {
    if (pid !== undefined) process.kill(-pid, 'SIGKILL')
  } catch {
    // It has ended, as it should.
  }
}
