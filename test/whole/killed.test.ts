import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { describe, expect, test } from 'vitest'
import { manyCases } from '../../src/sandbox/portfolio/index.ts'
import { runNode } from '../support/command.ts'
import { folder } from '../support/files.ts'
import { ask } from '../support/graph.ts'
import { everyday, type Office, startOffice } from '../support/office.ts'
import { startRedis, withRedis } from '../support/redis.ts'
import { request } from '../support/request.ts'
import { seeded } from '../support/seeded.ts'

const portfolio = manyCases(400)
const numbers = portfolio.cases.map(({ number }) => number)
const titleOf = (number: string) => `{ application(number: "${number}") { inventionTitle } }`

/** Places to keep things that outlive a process that is killed. */
const places = [
  { name: 'a file', open: () => Promise.resolve(`sqlite:${join(folder(), 'jpo.sqlite')}`) },
  ...withRedis({ name: 'a Redis', open: async () => (await startRedis({ isPersistent: true })).url }),
]

async function startOn(STORE_URL: string, { env }: Office) {
  const server = runNode('src/main.ts', [], {
    env: { ...env, JPO_REQUESTS_PER_MINUTE: '100000', PORT: '0', LOG_LEVEL: 'warn', STORE_URL },
  })
  return { server, url: await server.printed(/the graph: (http:\S+)\/graphql/) }
}

/** Asks for one case after the other until nobody answers, and writes down what was answered as a whole. */
async function askUntilItEnds(url: string, queue: Iterator<string>, known: Map<string, unknown>): Promise<void> {
  for (let next = queue.next(); !next.done; next = queue.next()) {
    const answer = await ask(url, titleOf(next.value)).catch(() => null)
    if (!answer) return
    known.set(next.value, answer.data)
  }
}

describe.each(places)('a server that keeps its answers in $name and is killed at any moment', ({ open }) => {
  test('has lost no answer that it gave, and no call of the office’s count', { timeout: 180_000 }, async () => {
    const office = await startOffice({ limits: everyday(100_000), requestsPerMinute: 100_000, portfolio })
    const place = await open()
    const random = seeded(20_261_129)
    const queue = numbers[Symbol.iterator]()
    const known = new Map<string, unknown>()
    for (let round = 0; round < 4; round++) {
      const { server, url } = await startOn(place, office)
      const asking = Promise.all(Array.from({ length: 4 }, () => askUntilItEnds(url, queue, known)))
      const enough = known.size + 5 + Math.floor(random() * 20)
      while (known.size < enough) await delay(1)
      // Somewhere between one answer and the next.
      await delay(random() * 10)
      server.kill('SIGKILL')
      expect(await server.ended).toBe(null)
      await asking
    }
    office.sandbox.forget()

    const { url } = await startOn(place, office)
    for (const [number, data] of known) {
      const answer = await request(url, titleOf(number), { headers: { 'cache-control': 'only-if-cached' } })
      expect({ data: answer.data as unknown, errors: answer.errors }, number).toEqual({ data, errors: [] })
    }
    expect(office.sandbox.calls).toEqual([])
    const { data } = await ask(url, '{ quota { endpoints { endpoint used } } }')
    for (const { endpoint, used } of data.quota.endpoints)
      expect(used, endpoint).toBeGreaterThanOrEqual(office.sandbox.used(endpoint))
  })
})
