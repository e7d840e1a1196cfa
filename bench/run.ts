import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { readArguments, usage } from './arguments.ts'
import { bench } from './bench.ts'

if (import.meta.main) {
  const folder = mkdtempSync(join(tmpdir(), 'jpo-patent-graph-bench-'))
  try {
    const options = readArguments(process.argv.slice(2))
    if (options.help) console.log(usage)
    else await bench(options, folder)
  } catch (error) {
    console.error(error instanceof Error ? error.message : String(error))
    process.exitCode = 1
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
