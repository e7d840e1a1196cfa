import { describe, expect, test } from 'vitest'
import { limitsOf, visit } from './visitor.ts'

const hour = 3_600_000

describe('the day', () => {
  test('counts each endpoint on its own, down to 203', async () => {
    const { ask, get, sandbox } = await visit({ limits: limitsOf(2) })
    const counters = []
    for (const key of ['2020000101', '9999999999', '2020000101']) {
      counters.push((await ask(`registration_info/${key}`)).remainAccessCount)
    }
    expect(counters).toEqual(['1', '0', ''])
    const refused = await get('registration_info/2020000101')
    expect([refused.status, await refused.text()]).toEqual([
      200,
      '{"result":{"statusCode":"203","errorMessage":"1日のアクセス上限を超過したため閲覧を制限します。","remainAccessCount":"","data":{}}}',
    ])
    expect([sandbox.used('REGISTRATION_INFO'), sandbox.used('APP_PROGRESS')]).toEqual([2, 0])
  })

  test('begins anew at midnight in Japan, wherever the server stands', async () => {
    const { ask, clock, sandbox } = await visit({ limits: limitsOf(1), accessTokenSeconds: 86_400 })
    await ask('app_progress/2020000101')
    clock.advance(12 * hour - 1)
    expect((await ask('app_progress/2020000101')).statusCode).toBe('203')
    clock.advance(1)
    expect(sandbox.used('APP_PROGRESS')).toBe(0)
    expect((await ask('app_progress/2020000101')).remainAccessCount).toBe('0')
  })

  test('counts ZIPs too, though they tell nothing', async () => {
    const { fetchZip, ask, sandbox } = await visit({ limits: limitsOf(1) })
    await fetchZip('app_doc_cont_refusal_reason/2020000101')
    expect(sandbox.used('APP_DOC_CONT_REFUSAL_REASON')).toBe(1)
    expect((await ask('app_doc_cont_refusal_reason/2020000101')).statusCode).toBe('203')
  })

  test('can be spent by others of the same ID, and a limit of 0 refuses all', async () => {
    const { ask, sandbox } = await visit({ limits: limitsOf(10) })
    sandbox.spend('APP_PROGRESS', 7)
    expect((await ask('app_progress/2020000101')).remainAccessCount).toBe('2')
    sandbox.setLimit('APP_PROGRESS', 0)
    expect((await ask('app_progress/2020000101')).statusCode).toBe('203')
    sandbox.setLimit('APP_PROGRESS', 20)
    expect((await ask('app_progress/2020000101')).remainAccessCount).toBe('11')
  })

  test('is not told apart by a bad parameter: 204 comes first', async () => {
    const { ask } = await visit({ limits: limitsOf(0) })
    expect((await ask('case_number_reference/application/1')).statusCode).toBe('204')
  })
})

describe('the minute', () => {
  test('refuses what is too much in any sixty seconds, without counting it', async () => {
    const { get, clock, sandbox } = await visit({ requestsPerMinute: 2 })
    const statuses: number[] = []
    const call = async () => void statuses.push((await get('app_progress/2020000101')).status)
    await call()
    clock.advance(30_000)
    await call()
    await call()
    clock.advance(29_999)
    await call()
    clock.advance(1)
    await call()
    await call()
    expect(statuses).toEqual([200, 200, 429, 429, 200, 429])
    expect(sandbox.used('APP_PROGRESS')).toBe(3)
    expect(sandbox.calls.at(-1)).toMatchObject({ httpStatus: 429, statusCode: '303' })
  })
})
