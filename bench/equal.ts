import type { Entered } from './stage.ts'
import { post } from './processes.ts'
import { bodyOf, type Workload } from './workloads.ts'

const samples = 25

/** The same bytes from all, but for `extensions`: there ours counts what was stored, and the others send a fixed one. */
export async function mustAnswerEqually(servers: readonly Entered[], workloads: readonly Workload[]): Promise<void> {
  for (const workload of workloads) {
    for (let sample = 0; sample < Math.min(workload.different, samples); sample++) {
      const body = bodyOf(workload, Math.floor((sample * workload.different) / samples))
      const answers = await Promise.all(servers.map(async ({ url }) => dataOf(await post(url, body))))
      const [expected = ''] = answers
      for (const [index, answer] of answers.entries()) {
        if (answer === expected) continue
        const name = servers[index]?.contestant.name ?? ''
        throw new Error(`${workload.name}: ${name} answers otherwise.\n${around(expected, answer)}`)
      }
    }
  }
}

/** As it came, up to the extensions. */
export function dataOf(answer: string): string {
  const end = answer.lastIndexOf(',"extensions":')
  if (!answer.startsWith('{"data":') || end < 0) throw new Error(`This is no answer with data: ${answer.slice(0, 500)}`)
  return answer.slice(0, end)
}

/** Both from a little before they begin to differ. */
function around(expected: string, answer: string): string {
  let place = 0
  while (expected[place] === answer[place]) place++
  const from = Math.max(0, place - 100)
  return `${expected.slice(from, place + 100)}\n${answer.slice(from, place + 100)}`
}
