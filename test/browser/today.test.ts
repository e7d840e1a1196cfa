import { expect, test } from 'vitest'
import { describeInBrowser } from '../support/browser.ts'
import { startGraph } from '../support/graph.ts'

const ownCase = '{ application(number: "2020000101") { inventionTitle registration { claimCount } } }'
const phone = { width: 390, height: 844 }
const desk = { width: 1280, height: 900 }

describeInBrowser('the page for people', (visit) => {
  test.for([
    ['ja-JP', phone, 'light', '本日の特許庁API利用状況'],
    ['ja-JP', desk, 'light', '本日の特許庁API利用状況'],
    ['ja-JP', desk, 'dark', '本日の特許庁API利用状況'],
    ['en-GB', phone, 'dark', 'Calls to the patent office today'],
    ['en-GB', desk, 'light', 'Calls to the patent office today'],
  ] as const)('in %s at %o, %s, is for everybody', async ([locale, viewport, colorScheme, heading]) => {
    const graph = await startGraph()
    await graph.query(ownCase)
    const { page, troubles, barriers } = await visit(graph.url, { locale, viewport, colorScheme })
    expect(await page.getByRole('heading', { level: 1 }).innerText()).toBe(heading)
    // On a phone too it is a table: a row has its header, and a cell its column.
    const row = page.getByRole('row').filter({ has: page.getByText('REGISTRATION_INFO') })
    expect(await row.getByRole('cell').allInnerTexts()).toEqual(['12', '1', '2,000', '1,999', '0', '1,999'])
    expect(await row.getByRole('rowheader').innerText()).toContain('特許登録情報')
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(viewport.width)
    expect(await barriers()).toEqual([])
    expect(troubles).toEqual([])
  })

  test('is used with the keyboard alone', async () => {
    const { url } = await startGraph()
    const { page, troubles } = await visit(url, { locale: 'ja-JP', viewport: desk })
    const reached: string[] = []
    for (let step = 0; step < 5; step++) {
      await page.keyboard.press('Tab')
      const focused = page.locator(':focus-visible')
      reached.push(await focused.innerText())
      expect(await page.evaluate('getComputedStyle(document.activeElement).outlineStyle')).toBe('solid')
    }
    expect(reached).toEqual(['日本語', 'English', 'GraphiQL', 'スキーマ', '説明書（英語）'])
    for (let step = 0; step < 3; step++) await page.keyboard.press('Shift+Tab')
    await page.keyboard.press('Enter')
    await page.getByText('Calls to the patent office today').first().waitFor()
    expect(await page.evaluate('document.documentElement.lang')).toBe('en')
    expect(troubles).toEqual([])
  })

  test('renews itself, and leaves focus, scroll and selection where they are', async () => {
    const graph = await startGraph()
    const { page, troubles } = await visit(`${graph.url}/?lang=en`, { viewport: phone, isClockMine: true })
    await page.getByRole('link', { name: 'Schema' }).focus()
    await page.evaluate(`
      window.row = document.querySelector('tbody tr:last-child')
      getSelection().selectAllChildren(window.row.querySelector('code'))
      scrollTo(0, 700)
      window.place = () => Math.round(window.row.getBoundingClientRect().top)
    `)
    const place = await page.evaluate('window.place()')
    await graph.query(ownCase)
    const cells = page
      .getByRole('row')
      .filter({ has: page.getByText('REGISTRATION_INFO') })
      .getByRole('cell')
    expect(await cells.nth(3).innerText()).toBe('2,000')
    await page.clock.fastForward(21_000)
    await expect.poll(() => cells.nth(3).innerText()).toBe('1,999')
    expect(
      await page.evaluate(`[
        document.activeElement.textContent, String(getSelection()), window.place(),
        window.row === document.querySelector('tbody tr:last-child'),
      ]`),
    ).toEqual(['Schema', 'REGISTRATION_INFO', place, true])
    expect(troubles).toEqual([])
    expect(graph.calls()).toHaveLength(2)
  })

  test('says when the server does not answer any more, and asks nothing while nobody looks', async () => {
    const graph = await startGraph()
    const { page } = await visit(`${graph.url}/?lang=ja`, { isClockMine: true })
    const lost = page.getByRole('alert')
    expect(await lost.isVisible()).toBe(false)
    await page.route('**/*part=today*', (route) => route.abort())
    await page.clock.fastForward(21_000)
    await lost.waitFor()
    expect(await lost.innerText()).toBe('サーバーが応答しないため、これ以降は更新できていません。')
    await page.unroute('**/*part=today*')
    await page.clock.fastForward(21_000)
    await lost.waitFor({ state: 'hidden' })
    const asked: string[] = []
    page.on('request', (request) => asked.push(request.url()))
    await page.evaluate(`Object.defineProperty(document, 'hidden', { get: () => true })`)
    await page.clock.fastForward(60_000)
    expect(asked).toEqual([])
  })

  test('works without a script', async () => {
    const { url } = await startGraph()
    const { page } = await visit(url, { javaScriptEnabled: false, locale: 'en-GB' })
    expect(await page.getByRole('row').count()).toBe(13)
    expect(await page.locator('noscript meta, head > meta[http-equiv]').first().getAttribute('content')).toBe('60')
  })

  test.for(['ja', 'en'])('is one sheet of paper in %s, without what cannot be pressed there', async (lang) => {
    const { url } = await startGraph()
    const { page } = await visit(`${url}/?lang=${lang}`)
    const paper = await page.pdf({ format: 'A4' })
    expect(paper.toString('latin1').match(/\/Type\s*\/Page\b/g)).toHaveLength(1)
    await page.emulateMedia({ media: 'print' })
    expect(await page.getByRole('link').count()).toBe(0)
    expect(await page.getByRole('row').count()).toBe(13)
  })

  test.for(['/docs/', '/docs/validity'])('and the documentation at %s is for everybody', async (path) => {
    const { url } = await startGraph()
    const { troubles, barriers, page } = await visit(url + path, { viewport: phone })
    expect(await barriers()).toEqual([])
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(phone.width)
    expect(troubles).toEqual([])
  })
})
