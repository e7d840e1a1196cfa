import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { readArguments, usage } from './arguments.ts'
import { bench } from './bench.ts'
import { growth } from './growth.ts'
import { pinSelf } from './processes.ts'
import { profile } from './profile.ts'
import { Stage } from './stage.ts'

/** The others are no dependency of the server: their packages are in this folder, once somebody compares. */
function installOthers(): void {
  if (existsSync(new URL('node_modules', import.meta.url))) return
  console.error('Installing the packages of the others: npm ci --prefix bench')
  const prefix = fileURLToPath(new URL('.', import.meta.url))
  // Without them it goes on, and says of each who is missing.
  spawnSync('npm', ['ci', '--no-audit', '--no-fund', '--prefix', prefix], { stdio: ['ignore', 'ignore', 'inherit'] })
}

async function run(args: readonly string[]): Promise<void> {
  const options = readArguments(args)
  if (options.help) {
    console.log(usage)
    return
  }
  if (!options.quick && !options.profile && !options.growth) installOthers()
  pinSelf()
  const folder = mkdtempSync(join(tmpdir(), 'jpo-patent-graph-bench-'))
  const stage = new Stage(folder)
  const end = async () => {
    await stage.close()
    rmSync(folder, { recursive: true, force: true })
  }
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.once(signal, () => {
      console.error(`Ended by ${signal}.`)
      void end().finally(() => process.exit(1))
    })
  try {
    const measure = options.growth ? growth : options.profile ? profile : bench
    await Promise.race([measure(options, stage), stage.failed])
  } finally {
    await end()
  }
}

if (import.meta.main) {
  try {
    await run(process.argv.slice(2))
  } catch (error) {
    console.error(error instanceof Error ? error.message : String(error))
    // At once: whoever measured may still be at work.
    process.exit(1)
  }
}
