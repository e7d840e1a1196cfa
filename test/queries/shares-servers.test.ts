import { setTimeout as delay } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { keysFile } from '../support/callers.ts'
import { runNode } from '../support/command.ts'
import { startGraph } from '../support/graph.ts'
import { startOffice } from '../support/office.ts'
import { describeWithRedis, startRedis } from '../support/redis.ts'
import { request, type RequestAnswer } from '../support/request.ts'

const named = (...codes: number[]) =>
  `{ ${codes.map((code) => `a${code}: applicant(code: "${900000000 + code}") { name }`).join(' ')} }`

const codesOf = ({ errors }: RequestAnswer) => errors.map(({ extensions }) => extensions['code'])

const mine = '{ quota { mine { endpoints { endpoint share used } } } }'

describeWithRedis('the shares of two servers on one Redis', () => {
  test('outlive one that is killed in the middle of its calls', async () => {
    const office = await startOffice()
    const redis = await startRedis({ isPersistent: true })
    const keys = keysFile([
      { name: 'batch', shares: { APPLICANT_ATTORNEY_CD: 5 } },
      { name: 'light', shares: { APPLICANT_ATTORNEY_CD: 3 } },
    ])
    const env = { ...keys.env, STORE_URL: redis.url, JPO_DAILY_LIMITS: 'APPLICANT_ATTORNEY_CD=8' }
    const process = runNode('src/main.ts', [], { env: { ...office.env, ...env, PORT: '0' } })
    const killed = await process.printed(/the graph: (http:\S+)\/graphql/)
    const graph = await startGraph({ office, env })
    const ask = (url: string, name: string, query: string) => request(url, query, { headers: keys.headers(name) })
    const claim = async (name: string) => {
      const { data } = await ask(graph.url, name, mine)
      const { endpoints } = (data as { quota: { mine: { endpoints: { endpoint: string }[] } } }).quota.mine
      return endpoints.find(({ endpoint }) => endpoint === 'APPLICANT_ATTORNEY_CD')
    }

    expect((await ask(killed, 'batch', named(101, 102))).errors).toEqual([])
    office.sandbox.misbehave({ kind: 'latency', ms: 60_000 })
    const lost = ask(killed, 'batch', named(103)).catch(() => 'gone')
    while (office.sandbox.calls.length < 3) await delay(5)
    process.kill('SIGKILL')
    expect(await lost).toBe('gone')
    expect(await process.ended).toBeNull()

    // What it had under way stays charged to whom it was for, at every hour of the day.
    expect(await claim('batch')).toMatchObject({ share: 5, used: 3 })
    expect((await ask(graph.url, 'batch', named(104, 105))).errors).toEqual([])
    expect((await ask(graph.url, 'light', named(107, 108, 109))).errors).toEqual([])
    expect([await claim('batch'), await claim('light')]).toMatchObject([{ used: 5 }, { used: 3 }])
    expect(codesOf(await ask(graph.url, 'batch', named(106)))).toEqual(['QUOTA_EXHAUSTED'])
    expect(office.sandbox.calls).toHaveLength(8)
  })
})
