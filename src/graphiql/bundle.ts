import { extname } from 'node:path'
import { Worker } from 'node:worker_threads'
import { type Kept, keep } from '../http/kept.ts'
import type { Setup } from './setup.ts'

/** What the browser loads, put together from node_modules and browser/. */
export interface Bundle {
  /** By name, with a digest in it. */
  readonly files: ReadonlyMap<string, Kept>
  readonly script: string
  readonly style: string
  /** What the script needs at once, besides. */
  readonly parts: readonly string[]
  readonly workers: Setup['workers']
}

/** What the thread hands over. */
export interface Built {
  readonly files: readonly { readonly name: string; readonly contents: Uint8Array }[]
  /** What each file of scripts needs before it can run. */
  readonly needs: Readonly<Record<string, readonly string[]>>
}

const types: Readonly<Record<string, string>> = {
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.ttf': 'font/ttf',
}

/** In a thread of its own: a second or two of all cores, and memory that is given back with it. */
export async function bundle(): Promise<Bundle> {
  const { files, needs } = await built()
  const named = (pattern: RegExp) => {
    const file = files.find(({ name }) => pattern.test(name))
    if (!file) throw new Error(`The bundle has no file of the kind ${String(pattern)}`)
    return file.name
  }
  const script = named(/^main-\w+\.js$/)
  return {
    files: new Map(
      files.map(({ name, contents }) => [
        name,
        keep(Buffer.from(contents), {
          'content-type': types[extname(name)] ?? 'application/octet-stream',
          'cache-control': 'public, max-age=31536000, immutable',
        }),
      ]),
    ),
    script,
    style: named(/^main-\w+\.css$/),
    parts: allNeeds(script, needs),
    workers: {
      editor: named(/^editor-\w+\.js$/),
      json: named(/^json-\w+\.js$/),
      graphql: named(/^graphql-\w+\.js$/),
    },
  }
}

function built(): Promise<Built> {
  return new Promise((resolve, reject) => {
    const thread = new Worker(new URL('./bundle-thread.ts', import.meta.url))
    thread.once('message', (message: Built) => {
      resolve(message)
      void thread.terminate()
    })
    thread.once('error', reject)
    thread.once('exit', (code) => reject(new Error(`The bundle's thread ended with ${code}`)))
  })
}

function allNeeds(file: string, needs: Built['needs']): string[] {
  const all = new Set<string>()
  const visit = (name: string) => {
    for (const need of needs[name] ?? []) {
      if (all.has(need)) continue
      all.add(need)
      visit(need)
    }
  }
  visit(file)
  return [...all]
}
