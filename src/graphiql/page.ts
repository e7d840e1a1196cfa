import type { Language } from '../page/language.ts'
import { html, Markup } from '../page/markup.ts'
import { icon } from '../page/sheet.ts'
import type { Bundle } from './bundle.ts'
import type { Setup } from './setup.ts'

/**
 * Only this server's scripts. Styles may be in the page: Monaco and Radix put them there. Addresses are relative, so that
 * the page also works below a path of a proxy.
 */
export const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "worker-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "font-src 'self'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ')

const waiting: Readonly<Record<Language, string>> = { ja: '読み込んでいます…', en: 'Loading…' }
const without: Readonly<Record<Language, string>> = {
  ja: 'GraphiQLにはJavaScriptが必要です。',
  en: 'GraphiQL needs JavaScript.',
}

export function documentOf(setup: Setup, { script, style, parts }: Bundle): Markup {
  const { language, title } = setup
  return html`<!doctype html>
    <html lang="${language}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${title}</title>
        ${icon}
        <link rel="stylesheet" href="${addressOf(style)}" />
        ${parts.map((part) => html`<link rel="modulepreload" href="${addressOf(part)}" />`)}
        <script type="module" src="${addressOf(script)}"></script>
      </head>
      <body>
        <noscript>${without[language]}</noscript>
        <div id="graphiql">${waiting[language]}</div>
        <script type="application/json" id="setup">
          ${json(setup)}
        </script>
      </body>
    </html> `
}

export function addressOf(file: string): string {
  return `graphiql/${file}`
}

/** What stands between the tags is JSON in any case, and cannot end them. */
function json(value: Setup): Markup {
  return new Markup(JSON.stringify(value).replaceAll('<', '\\u003c'))
}
