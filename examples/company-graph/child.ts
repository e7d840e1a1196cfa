import { spawn } from 'node:child_process'
import { once } from 'node:events'

/** A process that this one needs: it ends with it. */
export interface Child {
  /** The first capture of `pattern` in what it prints, as soon as it is there. */
  readonly printed: (pattern: RegExp) => Promise<string>
}

export interface ChildOptions {
  readonly cwd: string
  readonly env?: Readonly<Record<string, string>>
}

/** Runs a script by this very Node. */
export function startChild(script: string, args: readonly string[], { cwd, env = {} }: ChildOptions): Child {
  const child = spawn(process.execPath, [script, ...args], { cwd, env: { ...process.env, ...env } })
  let output = ''
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => void (output += text))
  process.once('exit', () => child.kill())
  child.once('exit', (code) => {
    console.error(`${script} has ended (${code ?? 'by a signal'}):\n${output}`)
    process.exit(1)
  })

  async function printed(pattern: RegExp): Promise<string> {
    for (;;) {
      const found = pattern.exec(output)
      if (found) return found[1] ?? found[0]
      await once(child.stdout, 'data')
    }
  }

  return { printed }
}
