import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { describeInBrowser } from '../support/browser.ts'
import { keysFile } from '../support/callers.ts'
import { type Graph, startGraph } from '../support/graph.ts'

const desk = { width: 1280, height: 800 }

describeInBrowser('GraphiQL', (visit) => {
  let graph: Graph | undefined
  // One for all: it takes a while to put the page together. So each test asks about another case.
  beforeAll(async () => {
    graph = await startGraph({ lasts: afterAll })
    await fetch(`${graph.url}/graphql`, { headers: { accept: 'text/html' } })
  }, 120_000)

  async function open(locale: string, search = '') {
    const { page, ...rest } = await visit(`${graph?.url ?? ''}/graphql${search}`, { locale, viewport: desk })
    await page.locator('.price .sum').waitFor({ timeout: 60_000 })
    graph?.calls()
    return { page, ...rest, price: page.locator('.price'), calls: () => graph?.calls() }
  }

  /** As a person does, into a new tab. */
  async function type(page: Page, text: string): Promise<void> {
    await page.getByRole('button', { name: /^(New tab|新しいタブ)$/ }).click()
    await page.locator('.graphiql-query-editor .monaco-editor').click()
    await page.keyboard.type(text)
  }

  const answer = (page: Page) => page.locator('.graphiql-response .view-lines')

  test('shows the price of what is typed, runs it, and shows what it spent, saved and left', async () => {
    const { page, price, troubles, calls } = await open('en-GB')
    await type(page, 'query Annuity { application(number: "2017000103") { registration { claimCount } } }')
    await price.getByText('Price of Annuity').waitFor()
    await price.getByText('0–2 calls to the office').waitFor()
    expect(await price.getByRole('row').filter({ hasText: 'REGISTRATION_INFO' }).innerText()).toMatch(/\b2,000$/)
    expect(calls()).toEqual([])
    await page.keyboard.press('Control+Enter')
    await answer(page).getByText('"claimCount": 4').waitFor()
    await price.getByText('1 call spent · 0 answered without one').waitFor()
    await price.getByText('Free now').waitFor()
    expect(await price.getByRole('row').filter({ hasText: 'REGISTRATION_INFO' }).innerText()).toMatch(/\b1,999$/)
    expect(calls()).toEqual(['REGISTRATION_INFO 2017000103'])
    await page.keyboard.press('Control+Enter')
    await price.getByText('0 calls spent · 1 answered without one').waitFor()
    expect(calls()).toEqual([])
    expect(troubles).toEqual([])
  })

  test('shows what is stored while the rest is asked for, and the bill when all is there', async () => {
    const { page, price, troubles, calls } = await open('en-GB')
    await graph?.query('{ application(number: "2019000147") { inventionTitle } }')
    calls()
    // Longer than a slow machine needs to show the first part.
    graph?.sandbox.misbehave({ kind: 'latency', ms: 8_000, endpoint: 'REGISTRATION_INFO' })
    await type(
      page,
      'query Later { application(number: "2019000147") { inventionTitle ... @defer { registration { claimCount } } } }',
    )
    await price.getByText('Price of Later').waitFor()
    await page.keyboard.press('Control+Enter')
    await answer(page).getByText('"inventionTitle"').waitFor()
    expect(await answer(page).innerText()).not.toContain('claimCount')
    await answer(page).getByText('"claimCount"').waitFor()
    await price.getByText('1 call spent · 1 answered without one').waitFor()
    expect(calls()).toEqual(['REGISTRATION_INFO 2019000147'])
    expect(troubles).toEqual([])
  })

  test('says what it lacks to who has no JavaScript, where it is seen', async () => {
    const options = { locale: 'ja-JP', viewport: desk, javaScriptEnabled: false }
    const { page } = await visit(`${graph?.url ?? ''}/graphql`, options)
    const said = page.locator('noscript')
    expect(await said.innerText()).toBe('GraphiQLにはJavaScriptが必要です。')
    expect((await said.boundingBox())?.y).toBeLessThan(desk.height)
  })

  test('says of a wrong query why it has no price, and spends nothing when it is run', async () => {
    const { page, price, troubles, calls } = await open('en-GB')
    await type(page, '{ application(number: "2020-1") { inventionTitel } }')
    await price.getByText('No price:').waitFor()
    expect(await price.innerText()).toContain('Cannot query field "inventionTitel" on type "Application".')
    await page.keyboard.press('Control+Enter')
    await answer(page).getByText('GRAPHQL_VALIDATION_FAILED').waitFor()
    expect(calls()).toEqual([])
    // The answer itself is a failure, as it should be.
    expect(troubles.filter((it) => !it.includes('400'))).toEqual([])
  })

  test('prices the operation that the cursor is in', async () => {
    const { page, price, calls } = await open('en-GB')
    await type(
      page,
      'query Day { quota { day } } query Family { application(number: "2016000121") { parent { number } } }',
    )
    await price.getByText('Price of Family').waitFor()
    await price.getByText('APP_PROGRESS').first().waitFor()
    await page.keyboard.press('Control+Home')
    await price.getByText('Price of Day').waitFor()
    await price.getByText('Free now').waitFor()
    expect(calls()).toEqual([])
  })

  test('is in Japanese for who reads Japanese: tabs, comments, prices and the documentation’s headings', async () => {
    const { page, price, troubles, calls } = await open('ja-JP')
    const tabs = await page.getByRole('tab').allInnerTexts()
    expect(tabs.map((it) => it.trim())).toEqual([
      '案件の概要',
      '拒絶と応答',
      '権利者と存続期間',
      'ファミリー',
      '20件の引用文献',
      '本日の残り',
    ])
    await page.locator('.graphiql-query-editor').getByText('# 見本環境：案件はすべて架空のものです。').waitFor()
    await price.getByText('「案件の概要」の料金').waitFor()
    await page.getByRole('tab', { name: '本日の残り' }).click()
    await price.getByText('今は無料です').waitFor()
    await page.getByRole('button', { name: /^操作を実行/ }).click()
    await answer(page).getByText('"requestsPerMinute": 600').waitFor()
    await price.getByText('送信 0回').waitFor()
    await page.getByRole('button', { name: 'ドキュメントを表示' }).click()
    await page.getByText('ルート型').waitFor()
    await page.getByRole('link', { name: 'Query', exact: true }).click()
    await page.locator('.graphiql-doc-explorer-section-title').filter({ hasText: 'フィールド' }).waitFor()
    const english = await page.evaluate(
      `[...document.querySelectorAll('.graphiql-sidebar button')].map((it) => it.ariaLabel).filter((it) => !/[ぁ-んァ-ヶ一-龠]/.test(it))`,
    )
    expect(english).toEqual([])
    expect(calls()).toEqual([])
    expect(troubles).toEqual([])
  })

  test('describes the schema in Japanese, in the explorer and under the pointer', async () => {
    const { page, price, troubles, calls } = await open('ja-JP')
    await page.getByRole('button', { name: 'ドキュメントを表示' }).click()
    const explorer = page.locator('.graphiql-doc-explorer')
    /** What is described in words that are no Japanese; names of ours may stand in it. */
    const english = async () => {
      const described = await explorer
        .locator('.graphiql-markdown-description, .graphiql-markdown-preview')
        .allInnerTexts()
      expect(described.length).toBeGreaterThan(5)
      return described.filter((text) => !/[ぁ-んァ-ヶ一-龠]/.test(text) || /(?:[a-z]+ ){3}/.test(text))
    }
    await page.getByRole('link', { name: 'Query', exact: true }).click()
    await explorer.getByText('この番号の出願。特許庁に該当する出願がなければ null。').waitFor()
    expect(await english()).toEqual([])
    await page.getByRole('link', { name: 'Application', exact: true }).first().click()
    await explorer.getByText('特許引用文献情報。審査官が引用した文献。なければ []。').waitFor()
    expect(await english()).toEqual([])
    await page.getByRole('link', { name: 'citations', exact: true }).click()
    await explorer.getByText('送信：CITE_DOC_INFO に最大1回。').waitFor()
    await page.locator('.graphiql-query-editor').getByText('inventionTitle').first().hover()
    await page.locator('.monaco-hover').getByText('発明の名称。').waitFor()
    await page.getByRole('button', { name: '料金（送信回数）を表示' }).click()
    await type(page, '{ quota { dai } }')
    await price.getByText('型 Quota にフィールド dai はありません。「day」の誤りではありませんか。').waitFor()
    expect(calls()).toEqual([])
    expect(troubles).toEqual([])
  })

  test('changes its language with its examples, and leaves what was changed as it is', async () => {
    const { page, troubles } = await open('en-GB')
    const editor = page.locator('.graphiql-query-editor')
    await page.getByRole('tab', { name: 'Who owns it' }).click()
    await editor.getByText('# Who owns it').first().waitFor()
    await editor.locator('.monaco-editor').click()
    await page.keyboard.press('Control+Home')
    await page.keyboard.type('# mine ')
    await editor.getByText('# mine').waitFor()
    await page.waitForTimeout(700)
    await page.getByRole('link', { name: '日本語' }).click()
    await page.locator('.price .sum').waitFor()
    await editor.getByText('# mine').waitFor()
    await page.getByRole('tab', { name: 'ファミリー' }).click()
    await editor.getByText('# 原出願・分割出願群・優先権。').waitFor()
    expect(troubles).toEqual([])
  })

  test('finds a field by the office’s own word for it', async () => {
    const { page, troubles } = await open('ja-JP')
    await page.getByRole('button', { name: '用語を表示' }).click()
    await page.getByRole('searchbox', { name: '用語を探す' }).fill('最後の拒絶')
    await page.getByRole('button', { name: /最後の拒絶理由通知/ }).press('Enter')
    await page.locator('.graphiql-doc-explorer').getByText('最後の拒絶理由通知であるか否か。').waitFor()
    expect(troubles).toEqual([])
  })

  test('opens a worked example again', async () => {
    const { page } = await open('en-GB')
    await page.getByRole('button', { name: 'Show Worked examples' }).press('Enter')
    await page.getByRole('list').getByRole('button', { name: 'The family' }).press('Enter')
    expect(await page.getByRole('tab').count()).toBe(7)
    await page.locator('.graphiql-query-editor').getByText('query TheFamily').waitFor()
  })

  test('sends an API key with everything, and keeps it in this tab alone', async () => {
    const key = 'jpk_recognisable-secret'
    const { page, price, troubles } = await open('en-GB')
    const sent: { url: string; authorization: string | undefined }[] = []
    page.on('request', (request) => {
      if (request.method() === 'POST')
        sent.push({ url: request.url(), authorization: request.headers()['authorization'] })
    })
    await price.getByLabel('API key').fill(` ${key} `)
    await price.getByLabel('API key').press('Enter')
    // The schema and the price are asked for anew, then an operation.
    await expect.poll(() => sent.length, { timeout: 60_000 }).toBeGreaterThanOrEqual(2)
    await page.getByRole('tab', { name: 'Left today' }).click()
    await page.getByRole('button', { name: /^Execute/ }).click()
    await answer(page).getByText('"requestsPerMinute": 600').waitFor()
    expect(new Set(sent.map(({ authorization }) => authorization))).toEqual(new Set([`Bearer ${key}`]))
    expect(sent.map(({ url }) => url).join()).not.toContain(key)
    expect(await page.evaluate<string>('JSON.stringify(localStorage) + document.cookie + location.href')).not.toContain(
      key,
    )
    await page.reload()
    await price.getByLabel('API key').waitFor()
    expect(await price.getByLabel('API key').inputValue()).toBe(key)
    const other = await page.context().newPage()
    await other.goto(page.url())
    await other.locator('.price').getByLabel('API key').waitFor()
    expect(await other.locator('.price').getByLabel('API key').inputValue()).toBe('')
    await price.getByRole('button', { name: 'Forget' }).click()
    expect(await page.evaluate<string>('JSON.stringify(sessionStorage)')).not.toContain(key)
    expect(troubles).toEqual([])
  })

  test('where callers have keys, asks with the one that a person enters, and with the one of the page of the day', async () => {
    const keys = keysFile([{ name: 'reader', scopes: ['read', 'spend', 'operate'] }])
    const closed = await startGraph({ env: keys.env })
    await fetch(`${closed.url}/graphql`, { headers: { accept: 'text/html' } })
    const { page, troubles } = await visit(`${closed.url}/graphql`, { locale: 'en-GB', viewport: desk })
    const price = page.locator('.price')
    await price.getByLabel('API key').fill(keys.keyOf('reader'), { timeout: 60_000 })
    await price.getByLabel('API key').press('Enter')
    await type(page, '{ quota { mine { caller } } }')
    await price.getByText('Free now').waitFor({ timeout: 60_000 })
    await page.keyboard.press('Control+Enter')
    await answer(page).getByText('"caller": "reader"').waitFor({ timeout: 60_000 })
    await page.getByRole('link', { name: 'Today' }).click()
    await page.getByRole('heading', { name: 'Your calls today, as reader' }).waitFor({ timeout: 60_000 })
    expect(closed.calls()).toEqual([])
    // What is asked before there is a key is refused, and a browser says so by itself.
    expect(troubles.filter((it) => !it.includes('401'))).toEqual([])
  })

  test('works below a path of a proxy', async () => {
    const { page, troubles } = await visit('about:blank', { locale: 'en-GB', viewport: desk })
    const own = graph?.url ?? ''
    await page.route('http://patents.test/jpo/**', async (route) => {
      const target = route.request().url().replace('http://patents.test/jpo', own)
      await route.fulfill({ response: await route.fetch({ url: target }) })
    })
    await page.goto('http://patents.test/jpo/graphql')
    await page.locator('.price .sum').waitFor({ timeout: 60_000 })
    await page.getByRole('link', { name: 'Today' }).click()
    await page.getByRole('heading', { name: 'Calls to the patent office today' }).waitFor()
    expect(troubles.filter((it) => !it.startsWith('another host: http://patents.test/jpo/'))).toEqual([])
  })
})
