import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { html } from '../../src/page/markup.ts'
import { startGraph } from '../support/graph.ts'

test('nothing in it comes from another host, and its policy allows only its own style and script', async () => {
  const { url } = await startGraph()
  const response = await fetch(url)
  const page = await response.text()
  expect(page).not.toMatch(/(?:src|href|action)="(?:https?:)?\/\//)
  const policy = response.headers.get('content-security-policy') ?? ''
  expect(policy).toMatch(/^default-src 'none'; /)
  expect(policy).not.toMatch(/unsafe|https?:|\*/)
  for (const element of ['style', 'script type="module"']) {
    const text = page.split(`<${element}>`)[1]?.split(`</${element.split(' ')[0]}>`)[0] ?? ''
    expect(text.length).toBeGreaterThan(500)
    expect(policy).toContain(`'sha256-${createHash('sha256').update(text).digest('base64')}'`)
  }
})

test('without a script it renews itself too, and it is never kept by a browser', async () => {
  const { url } = await startGraph()
  const response = await fetch(url)
  expect(response.headers.get('cache-control')).toBe('no-store')
  expect(await response.text()).toContain('<noscript><meta http-equiv="refresh" content="60"')
})

test('the part that is renewed comes alone, and is a fraction of the page', async () => {
  const { url } = await startGraph()
  const part = await (await fetch(`${url}/?part=today&lang=ja`)).text()
  expect(part).toMatch(/^<main id="today">[\s\S]*<\/main>$/)
  expect(part).toContain('特許庁からまだトークンを受け取っていません')
})

test('the page is small', async () => {
  const { url } = await startGraph()
  const response = await fetch(url, { headers: { 'accept-encoding': 'br' } })
  expect(response.headers.get('content-encoding')).toBe('br')
  expect(Number(response.headers.get('content-length'))).toBeLessThan(8_000)
})

test('HEAD has no body', async () => {
  const { url } = await startGraph()
  const head = await fetch(url, { method: 'HEAD' })
  expect([head.status, await head.text()]).toEqual([200, ''])
})

test('text is never taken for HTML', () => {
  const part = html`<b title="${'"><script>'}">${['<i>', 1, null, html`<u>${"'&"}</u>`]}</b>`
  expect(part.text).toBe('<b title="&#34;&#62;&#60;script&#62;">&#60;i&#62;1<u>&#39;&#38;</u></b>')
})
