import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { type Visit, describeInBrowser } from '../support/browser.ts'
import { keysFile } from '../support/callers.ts'
import { startGraph } from '../support/graph.ts'

/** For a machine that has other things to do. */
const patient = { timeout: 20_000 }
const phone = { width: 390, height: 844 }

describeInBrowser('the page for people, where callers have keys', (visit) => {
  const start = async (locale: string, env: Record<string, string> = {}) => {
    const keys = keysFile([{ name: 'reader', scopes: ['read'], shares: { CITE_DOC_INFO: 7 } }, { name: 'other' }])
    const graph = await startGraph({ env: { ...keys.env, ...env } })
    return { keys, graph, ...(await open(visit, graph.url, locale)) }
  }

  test.for([
    ['ja-JP', 'APIキー', '回数を表示', 'あなたの本日の回数（reader）', 'このキーは登録されていないか'],
    ['en-GB', 'API key', 'Show figures', 'Your calls today, as reader', 'This server does not know this key'],
  ] as const)('in %s asks for a key, says when it is none, and shows what is one’s own', async (words) => {
    const [locale, label, show, heading, refused] = words
    const { page, troubles, barriers, keys } = await start(locale)
    expect(await page.getByRole('table').count()).toBe(0)
    expect(await barriers()).toEqual([])
    await page.getByLabel(label).fill('jpo_mistyped')
    await page.getByRole('button', { name: show }).press('Enter')
    await page.getByRole('alert').filter({ hasText: refused }).waitFor()
    expect(await barriers()).toEqual([])
    await page.getByLabel(label).fill(` ${keys.keyOf('reader')} `)
    await page.getByLabel(label).press('Enter')
    await page.getByRole('heading', { name: heading }).waitFor()
    expect(await page.getByRole('alert').count()).toBe(0)
    const row = page.getByRole('table', { name: heading }).getByRole('row').filter({ hasText: 'CITE_DOC_INFO' })
    expect(await row.getByRole('cell').allInnerTexts()).toEqual(['11', '0', '7', '7', '500'])
    expect(await barriers()).toEqual([])
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(phone.width)
    // The key that is none is refused, which a browser says by itself.
    expect(troubles.filter((it) => !it.includes('401'))).toEqual([])
  })

  test('keeps the key in this tab alone, sends it as Authorization with each renewal, and forgets it when told', async () => {
    const { page, troubles, keys, graph } = await start('en-GB')
    const key = keys.keyOf('other')
    const sent: { readonly url: string; readonly headers: Readonly<Record<string, string>> }[] = []
    page.on('request', (request) => void sent.push({ url: request.url(), headers: request.headers() }))
    await page.getByLabel('API key').fill(key)
    await page.getByLabel('API key').press('Enter')
    await page.getByText('What became of today’s questions').waitFor()
    await page.clock.fastForward(21_000)
    await expect.poll(() => sent.length, patient).toBe(2)
    expect(sent.map(({ headers }) => headers['authorization'])).toEqual([`Bearer ${key}`, `Bearer ${key}`])
    const beside = sent.map(({ url, headers }) => [
      url,
      ...Object.entries(headers).filter(([name]) => name !== 'authorization'),
    ])
    expect(JSON.stringify(beside)).not.toContain(key)
    const elsewhere =
      'JSON.stringify(localStorage) + document.cookie + location.href + document.documentElement.outerHTML'
    expect(await page.evaluate<string>(elsewhere)).not.toContain(key)

    // It is there after a reload, and not in another tab.
    await page.reload()
    await page.getByText('What became of today’s questions').waitFor()
    const other = await page.context().newPage()
    await other.goto(graph.url)
    expect(await other.getByLabel('API key').inputValue()).toBe('')

    await page.getByRole('button', { name: 'Forget' }).click()
    await expect.poll(() => page.getByRole('table').count(), patient).toBe(0)
    expect(await page.evaluate<string>('JSON.stringify(sessionStorage)')).not.toContain(key)
    expect(await page.getByLabel('API key').inputValue()).toBe('')
    expect(troubles).toEqual([])
  })

  test('shows nothing any more when the key is taken out', async () => {
    const { page, keys } = await start('en-GB')
    await page.getByLabel('API key').fill(keys.keyOf('reader'))
    await page.getByLabel('API key').press('Enter')
    await page.getByRole('heading', { name: 'Your calls today, as reader' }).waitFor()
    keys.write([{ name: 'other' }])
    await expect
      .poll(async () => {
        await page.clock.fastForward(21_000)
        return page.getByRole('alert').allInnerTexts()
      }, patient)
      .toEqual(['This server does not know this key, or not any more.'])
    expect(await page.getByRole('table').count()).toBe(0)
  })
})

async function open(visit: Visit, url: string, locale: string) {
  const visitor = await visit(url, { locale, viewport: phone, isClockMine: true })
  return { ...visitor, page: visitor.page satisfies Page }
}
