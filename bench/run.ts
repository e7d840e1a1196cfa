import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { readArguments, usage } from './arguments.ts'
import { bench } from './bench.ts'
import { pinSelf } from './processes.ts'
import { profile } from './profile.ts'
import { Stage } from './stage.ts'

if (import.meta.main) {
  const folder = mkdtempSync(join(tmpdir(), 'jpo-patent-graph-bench-'))
  const stage = new Stage(folder)
  try {
    const options = readArguments(process.argv.slice(2))
    pinSelf()
    if (options.help) console.log(usage)
    else await (options.profile ? profile : bench)(options, stage)
  } catch (error) {
    console.error(error instanceof Error ? error.message : String(error))
    process.exitCode = 1
  } finally {
    await stage.close()
    rmSync(folder, { recursive: true, force: true })
  }
}
