import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { folder } from '../support/files.ts'
import { type Graph, type GraphOptions, startGraph } from '../support/graph.ts'
import { manualClock } from '../support/manual-clock.ts'
import { everyday, startOffice } from '../support/office.ts'
import { describeWithRedis, startRedis } from '../support/redis.ts'

/** 2026-11-29, 17:04:30 in Japan. */
const afternoon = Date.UTC(2026, 10, 29, 8, 4, 30)
const ownCase = '{ application(number: "2020000101") { inventionTitle registration { claimCount } } }'

async function start(options: GraphOptions = {}) {
  const graph = await startGraph({ clock: manualClock(afternoon), ...options })
  return { graph, read: (language = 'en', search = '') => read(graph, language, search) }
}

/** What a person reads: without tags, script and style, blanks as one. */
async function read({ url }: Graph, language: string, search: string): Promise<string> {
  const response = await fetch(`${url}/${search}`, { headers: { 'accept-language': language, accept: 'text/html' } })
  expect(response.status).toBe(200)
  const text = (await response.text()).replace(/<(style|script|title)[\s\S]*?<\/\1>/g, '')
  return text
    .replace(/<[^>]+>/g, ' ')
    .replace(/\s+/g, ' ')
    .replaceAll('&#8217;', '’')
    .trim()
}

test('it shows the day in English and in Japanese, and asks the office nothing for it', async () => {
  const { graph, read } = await start()
  await graph.query(ownCase)
  await graph.query(ownCase)
  graph.calls()
  const english = await read()
  expect(english).toContain('Sunday, 29 November 2026, 17:04:30 Japan time')
  expect(english).toContain('New day in 6 h 56 min')
  expect(english).toContain('Answered without a call 2 of 4 questions today (50%)')
  expect(english).toContain('Sent to the office 2 calls today')
  expect(english).toContain('Waiting for their turn 0 598 of 600 calls could start at this moment')
  expect(english).toContain('12 Registration 特許登録情報 REGISTRATION_INFO 1 2,000 1,999 1 1,999')
  expect(english).toContain('3 Divisional applications 特許分割出願情報 DIVISIONAL_APP_INFO 0 300 300 0 –')
  expect(english).toContain('Stored answer that still holds 2')
  expect(english).toContain('Sandbox: this patent office is a specimen.')
  const japanese = await read('ja')
  expect(japanese).toContain('2026年11月29日日曜日 17:04:30（日本時間）')
  expect(japanese).toContain('使用回数のリセットまで 6時間56分')
  expect(japanese).toContain('APIを呼ばずに回答 2 本日の照会4件のうち（50%）')
  expect(japanese).toContain('12 特許登録情報 REGISTRATION_INFO 1 2,000 1,999 1 1,999')
  expect(japanese).toContain('この特許庁は見本です')
  expect(graph.calls()).toEqual([])
})

test('what the visitor chose is stronger than what the browser prefers, and both are offered', async () => {
  const { graph, read } = await start()
  expect(await read('ja', '?lang=en')).toContain('Calls to the patent office today')
  expect(await read('en', '?lang=ja')).toContain('本日の特許庁API利用状況')
  const response = await fetch(graph.url, { headers: { 'accept-language': 'ja' } })
  expect([response.headers.get('content-language'), response.headers.get('vary')]).toEqual([
    'ja',
    'accept-language, accept-encoding',
  ])
  const page = await response.text()
  expect(page).toMatch(/<html lang="ja">/)
  expect(page).toMatch(/href="\?lang=ja"[^>]*aria-current="true"/)
  expect(page).toMatch(/href="\?lang=en" lang="en"/)
})

test('a new day begins at 0:00 in Japan', async () => {
  const clock = manualClock(afternoon)
  const { graph, read } = await start({ clock })
  await graph.query(ownCase)
  clock.jump(7 * 3_600_000 - 5 * 60_000)
  expect(await read()).toContain('New day in 1 min')
  clock.jump(60_000)
  const page = await read()
  expect(page).toContain('Monday, 30 November 2026, 00:00:30 Japan time')
  expect(page).toContain('New day in 24 h 0 min')
  expect(page).toContain('Answered without a call 0 nothing was asked today')
  expect(page).toContain('REGISTRATION_INFO 0 2,000 2,000 0 –')
})

describe('of what the office taught', () => {
  test('a larger limit, and the calls of others with the same ID', async () => {
    const office = await startOffice({ limits: { ...everyday(800), REGISTRATION_INFO: 150 } })
    const { graph, read } = await start({ office })
    await graph.query('{ application(number: "2020000101") { priorityClaims { date } registration { claimCount } } }')
    const page = await read()
    expect(page).toContain('APP_PROGRESS The limit is 800, not 400 as configured. 1 800 799 0 799')
    expect(page).toContain('REGISTRATION_INFO 50 calls by others with the same ID. 51 200 149 0 149')
    expect(page).not.toContain('Sandbox')
    expect(await read('ja')).toContain('上限は設定の400回ではなく、800回です。')
  })

  test('that a day is spent', async () => {
    const office = await startOffice({ limits: { ...everyday(400), REGISTRATION_INFO: 0 } })
    const { graph, read } = await start({ office })
    await graph.query(ownCase)
    expect(await read()).toMatch(/REGISTRATION_INFO.*? 200 200 spent 0/)
    expect(await read('ja')).toMatch(/REGISTRATION_INFO.*? 200 200 残りなし 0/)
  })

  test('that it refuses the password', async () => {
    const office = await startOffice()
    const { graph, read } = await start({ office, env: { JPO_PASSWORD: 'Wrong-Horse-7' } })
    await graph.query(ownCase)
    expect(await read()).toContain('The office refuses this server’s credentials')
    expect(await read('ja')).toContain('特許庁がこのサーバーの認証情報を拒否しています')
  })
})

test('while the file of the store is away it says so, and shows what it can', async () => {
  const dir = folder()
  const { graph, read } = await start({ env: { STORE_URL: `sqlite:${join(dir, 'store', 'jpo.sqlite')}` } })
  await graph.query(ownCase)
  expect(await read()).toContain('Ready.')
  rmSync(join(dir, 'store'), { recursive: true })
  const page = await read()
  expect(page).toMatch(/The store (is away|cannot be written): .*nothing is asked of the office/)
  expect(page).toContain('New day in 6 h 56 min')
})

describeWithRedis('while Redis is away', () => {
  test('it says so, and shows what it can', async () => {
    const redis = await startRedis()
    const { graph, read } = await start({ env: { STORE_URL: redis.url } })
    await graph.query(ownCase)
    expect(await read()).toContain('Ready.')
    await redis.kill()
    const page = await read()
    expect(page).toContain('The store is away: counts cannot be read.')
    expect(page).toContain('REGISTRATION_INFO – – unknown')
    expect(page).toContain('New day in 6 h 56 min')
    await redis.start()
    await expect.poll(async () => read(), { timeout: 15_000 }).toContain('Ready.')
  })
})
