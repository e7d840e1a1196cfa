import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { html, Markup } from './markup.ts'

/** A text inside a page, with what its Content-Security-Policy must say so that the browser takes it. */
export interface Inline {
  readonly element: Markup
  /** Over the text between the tags, blanks and all (CSP, source 'sha256-…'). */
  readonly hash: string
}

/** One after the other. */
export function sheet(...files: readonly string[]): Inline {
  return inline(
    'style',
    files.map((file) => `style/${file}`),
  )
}

export function script(...files: readonly string[]): Inline {
  return inline(
    'script',
    files.map((file) => `browser/${file}`),
  )
}

function inline(tag: 'style' | 'script', files: readonly string[]): Inline {
  const text = files.map((file) => readFileSync(new URL(file, import.meta.url), 'utf8')).join('\n')
  const open = tag === 'script' ? '<script type="module">' : '<style>'
  return {
    element: new Markup(`${open}${text}</${tag}>`),
    hash: `sha256-${createHash('sha256').update(text).digest('base64')}`,
  }
}

const square = `data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg'%3E%3Crect width='100%25' height='100%25' fill='%231f4e79'/%3E%3C/svg%3E`

/** A square of the page's own colour: without one, browsers ask for /favicon.ico. */
export const icon = html`<link rel="icon" href="${square}" />`
