import type { Upstream } from '../config.ts'
import { toOfficeTime } from '../quota/day.ts'
import { endpointTable } from './endpoint-table.ts'
import { breakdown, figures } from './figures.ts'
import { type Language, languages } from './language.ts'
import { keyForm } from './key-form.ts'
import { html, type Markup } from './markup.ts'
import { ownTable } from './own.ts'
import { icon, type Inline } from './sheet.ts'
import { state } from './state.ts'
import type { Today } from './today.ts'
import { date, timeOfDay, type Words, words } from './words/index.ts'

export interface Shell {
  readonly language: Language
  readonly upstream: Upstream
  readonly style: Inline
  readonly script: Inline
  /** What the page shows is only for callers with a key. */
  readonly wantsKey: boolean
}

/** `today`: null where it is not known who looks. Addresses are relative, so that the page also works below a path of a proxy. */
export function documentOf(today: Today | null, { language, upstream, style, script, wantsKey }: Shell): Markup {
  const say = words[language]
  const notice = noticeFor(upstream, say)
  return html`<!doctype html>
    <html lang="${language}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        ${wantsKey ? null : html`<noscript><meta http-equiv="refresh" content="60" /></noscript>`}
        <title>${say.title} – ${say.product}</title>
        ${icon} ${style.element}
      </head>
      <body>
        <header>
          <p class="product">${say.product}</p>
          <nav class="languages" aria-label="${say.languages}">
            ${languages.map((it) => languageLink(it, language))}
          </nav>
          <h1>${say.title}</h1>
          ${notice === null ? null : html`<p class="notice">${notice}</p>`}
        </header>
        ${wantsKey ? keyForm(language) : null}
        ${today === null ? html`<main id="today"></main>` : todayPart(today, language)}
        <footer>
          <p>${say.renews}</p>
          <p id="lost" role="alert" hidden>${say.lost}</p>
        </footer>
        ${script.element}
      </body>
    </html> `
}

/** What is renewed. */
export function todayPart(today: Today, language: Language): Markup {
  const say = words[language]
  return html`<main id="today">
    <p class="date">
      <time datetime="${toOfficeTime(today.now)}"
        >${say.moment(date(language, today.now), timeOfDay(language, today.now))}</time
      >
    </p>
    ${state(today, language)} ${figures(today, language)} ${links(today, say)} ${ownTable(today, language)}
    ${endpointTable(today, language)} ${breakdown(today, language)}
  </main>`
}

/** To what is there. */
function links({ offers: { graphiql, introspection } }: Today, say: Words): Markup {
  const link = (address: string, name: string, note: string) =>
    html`<li><a href="${address}">${name}</a> <span class="note">${note}</span></li>`
  return html`<nav class="more" aria-label="${say.more}">
    <ul>
      ${[
        graphiql ? link('graphql', say.graphiql, say.graphiqlNote) : null,
        introspection ? link('schema.graphql', say.schema, say.schemaNote) : null,
        link('docs/', say.docs, say.docsNote),
      ]}
    </ul>
  </nav>`
}

function languageLink(language: Language, current: Language): Markup {
  const name = { ja: '日本語', en: 'English' }[language]
  const isCurrent = language === current ? html` aria-current="true"` : null
  return html`<a href="?lang=${language}" lang="${language}" hreflang="${language}" ${isCurrent}>${name}</a>`
}

/** A person should not take the sandbox for the office, nor invented cases for recorded ones. */
function noticeFor(upstream: Upstream, say: Words): string | null {
  if (upstream.kind === 'office') return null
  return upstream.recordings === null ? say.composed : say.recorded
}
