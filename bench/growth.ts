import type { Arguments } from './arguments.ts'
import { growthOfProcesses } from './growth-processes.ts'
import { growthOfQueue } from './growth-queue.ts'
import { growthOfStored } from './growth-stored.ts'
import type { Stage } from './stage.ts'

/** How this server's costs grow: with what is stored, with who waits, and with the servers beside it. */
export async function growth({ applications }: Arguments, stage: Stage): Promise<void> {
  console.log(await growthOfQueue())
  console.log(`\n${await growthOfProcesses(stage)}`)
  console.log(`\n${await growthOfStored(applications, stage)}`)
}
