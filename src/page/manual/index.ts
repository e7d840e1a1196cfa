import { posix } from 'node:path'
import { type Kept, keep } from '../../http/kept.ts'
import type { Route } from '../../web/visit.ts'
import { html, Markup } from '../markup.ts'
import { safety } from '../safety.ts'
import { icon, sheet } from '../sheet.ts'
import { manualFiles, textOf, titleOf } from './files.ts'
import { createMarkdown } from './markdown.ts'

/** The documentation as pages, below /docs/; null where there is none. */
export function createManual(): (path: string) => Route | null {
  const files = manualFiles()
  const addresses = new Map([...files].map(([address, file]) => [file, address]))
  const style = sheet('base.css', 'manual.css')
  const kept = new Map<string, Kept>()
  const markdown = createMarkdown(addressOf)

  /** Relative, so that it holds below a path of a proxy. */
  function addressOf(link: string, from: string): string | null {
    if (/^[a-z]+:|^#/.test(link)) return link
    const [target = '', anchor] = link.split('#', 2)
    const file = posix.join(posix.dirname(from), target)
    if (file === 'schema.graphql') return relative('../schema.graphql', from)
    if (file === 'docs/decisions') return relative('#decisions', from)
    const address = addresses.get(file)
    return address === undefined ? null : relative(address, from) + (anchor ? `#${anchor}` : '')
  }

  function relative(address: string, from: string): string {
    const up = '../'.repeat((addresses.get(from) ?? '').split('/').length - 1)
    return `${up}${address}` || './'
  }

  function pageOf(address: string, file: string): Kept {
    const text = textOf(file)
    const home = relative('', file)
    const page = html`<!doctype html>
      <html lang="en">
        <head>
          <meta charset="utf-8" />
          <meta name="viewport" content="width=device-width, initial-scale=1" />
          <meta name="color-scheme" content="light dark" />
          <title>${titleOf(text)} – JPO patent graph</title>
          ${icon} ${style.element}
        </head>
        <body class="manual">
          <nav aria-label="Documentation">
            <a href="${relative('../', file)}">Today</a> <a href="${home}">Documentation</a>
          </nav>
          <main>${markdown(text, file)} ${address === '' ? contents() : null}</main>
        </body>
      </html> `
    return keep(page.text, {
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-cache',
      ...safety({ style }),
    })
  }

  /** All of them, at the end of the first. */
  function contents(): Markup {
    const others = [...files].filter(([address]) => address !== '')
    return html`<section>
      <h2 id="decisions">All pages</h2>
      <ul>
        ${others.map(([address, file]) => html`<li><a href="${address}">${titleOf(textOf(file))}</a></li>`)}
      </ul>
    </section>`
  }

  return (address) => {
    const file = files.get(address)
    if (file === undefined) return null
    return ({ request, response }) => {
      const page = kept.get(address) ?? pageOf(address, file)
      kept.set(address, page)
      return page.answer(request, response)
    }
  }
}
