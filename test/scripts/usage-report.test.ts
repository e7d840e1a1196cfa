import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { usageTable } from '../../scripts/usage-report.ts'
import { keysFile } from '../support/callers.ts'
import { runNode } from '../support/command.ts'
import { folder } from '../support/files.ts'
import { startGraph } from '../support/graph.ts'
import { request } from '../support/request.ts'

async function report(env: Record<string, string>): Promise<string> {
  const command = runNode('scripts/usage-report.ts', [], { env })
  expect(await command.ended, command.output()).toBe(0)
  return command.output()
}

test('the table has a line for each day and endpoint, and totals', () => {
  const none = {
    calls: 0,
    answered: 0,
    noData: 0,
    refusedByDay: 0,
    refusedByShare: 0,
    refusedByMinute: 0,
    waited: 0,
    waitedMs: 0,
    callers: new Map<string, number>(),
  }
  const rows = [
    {
      ...none,
      day: '2026-11-23',
      endpoint: 'APP_PROGRESS_SIMPLE',
      calls: 400,
      answered: 380,
      noData: 20,
      callers: new Map([
        ['sub:a', 1],
        ['desk', 399],
      ]),
    },
    { ...none, day: '2026-11-23', endpoint: 'APP_PROGRESS', calls: 5, answered: 3, noData: 1, refusedByDay: 1 },
    {
      ...none,
      day: '2026-11-24',
      endpoint: 'APP_PROGRESS',
      calls: 2,
      callers: new Map([['desk', 2]]),
      refusedByShare: 3,
      refusedByMinute: 12,
      waited: 2,
      waitedMs: 61_400,
    },
  ]
  expect(usageTable(rows).split('\n')).toEqual([
    'day         no.  used  answered  no data  refused: day  refused: share  refused: minute  waited  waited s          by caller  API',
    '2026-11-23    1     5         3        1             1               0                0       0         0                     特許経過情報 (APP_PROGRESS)',
    '2026-11-23    2   400       380       20             0               0                0       0         0  desk 399, sub:a 1  シンプル版特許経過情報 (APP_PROGRESS_SIMPLE)',
    '2026-11-24    1     2         0        0             0               3               12       2        61             desk 2  特許経過情報 (APP_PROGRESS)',
    'total         1     7         3        1             1               3               12       2        61             desk 2  特許経過情報 (APP_PROGRESS)',
    'total         2   400       380       20             0               0                0       0         0  desk 399, sub:a 1  シンプル版特許経過情報 (APP_PROGRESS_SIMPLE)',
    'total             407       383       21             1               3               12       2        61  desk 401, sub:a 1  all',
  ])
})

test('the calls of a running server are reported without a call', async () => {
  const STORE_URL = `sqlite:${join(folder(), 'jpo.sqlite')}`
  const graph = await startGraph({ env: { STORE_URL, JPO_DAILY_LIMITS: 'CITE_DOC_INFO=0' } })
  await graph.query('{ application(number: "2020000101") { inventionTitle citations { order } } }')
  graph.calls()
  const output = await report({ STORE_URL })
  expect(output).toMatch(/^Calls of sandbox, as recorded in .*jpo\.sqlite/)
  expect(output).toMatch(/ 2 +1 +1 +0 +0 +0 +0 +\d +0 {2}シンプル版特許経過情報 \(APP_PROGRESS_SIMPLE\)$/m)
  expect(output).toMatch(/ 11 +0 +0 +0 +1 +0 +0 +0 +0 {2}特許引用文献情報 \(CITE_DOC_INFO\)$/m)
  expect(output).toMatch(/^total +1 +1 +0 +1 +0 +0 +\d +0 {2}all$/m)
  expect(graph.calls()).toEqual([])
  const office = { JPO_USERNAME: 'test-user-1', JPO_PASSWORD: 'recognisable-secret' }
  expect(await report({ STORE_URL, ...office })).toMatch(/^No call of ip-data\.jpo\.go\.jp\/\w+ is recorded in /)
})

test('of callers with keys it says who used how many', async () => {
  const keys = keysFile([{ name: 'desk' }, { name: 'batch' }])
  const STORE_URL = `sqlite:${join(folder(), 'jpo.sqlite')}`
  const graph = await startGraph({ env: { STORE_URL, ...keys.env } })
  for (const [name, code] of [
    ['desk', 101],
    ['batch', 102],
    ['desk', 103],
  ] as const)
    await request(graph.url, `{ applicant(code: "900000${code}") { name } }`, { headers: keys.headers(name) })
  const output = await report({ STORE_URL })
  expect(output).toMatch(/by caller {2}API$/m)
  expect(output).toMatch(/^total .* 3 .* desk 2, batch 1 {2}all$/m)
  for (const name of ['desk', 'batch']) expect(output).not.toContain(keys.keyOf(name))
})

test('an empty journal says so, and no file is made for it', async () => {
  const file = join(folder(), 'jpo.sqlite')
  expect(await report({ STORE_URL: `sqlite:${file}` })).toBe(`No call of sandbox is recorded in ${file}.\n`)
  expect(existsSync(file)).toBe(false)
})

test('a store in memory keeps nothing to report', async () => {
  expect(await report({ STORE_URL: 'memory:' })).toMatch(/^STORE_URL is memory: – nothing is kept/)
})
