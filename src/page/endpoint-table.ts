import type { DayRow } from '../quota/ledger.ts'
import { saved } from '../quota/tally.ts'
import { endpoints } from '../sources/jpo/endpoints.ts'
import type { Language } from './language.ts'
import { html, type Markup } from './markup.ts'
import type { EndpointToday, Today } from './today.ts'
import { many, words } from './words/index.ts'

/**
 * A table with its roles written out: on a phone its rows are laid out as blocks, and browsers then forget what they were.
 * The bars repeat what the figures beside them say, so they are for the eye only.
 */
export function endpointTable(today: Today, language: Language): Markup {
  const say = words[language]
  const head = [say.used, say.limit, say.left, ...(today.tally === null ? [] : [say.savedHere]), say.reported]
  return html`<section aria-labelledby="endpoints">
    <h2 id="endpoints">${say.endpoints}</h2>
    <table role="table" aria-labelledby="endpoints">
      <thead role="rowgroup">
        <tr role="row">
          <th role="columnheader" scope="col" colspan="2" aria-colspan="2">${say.endpoint}</th>
          ${head.map((name) => html`<th role="columnheader" scope="col" class="number">${name}</th>`)}
        </tr>
      </thead>
      <tbody role="rowgroup">
        ${today.endpoints.map((row) => endpointRow(row, language))}
      </tbody>
    </table>
    ${(today.tally === null ? [say.usedNote] : [say.usedNote, say.savedNote]).map((note) => html`<p class="note">${note}</p>`)}
  </section>`
}

function endpointRow({ endpoint, count, tally }: EndpointToday, language: Language): Markup {
  const say = words[language]
  const { handbookNumber, name, englishName } = endpoints[endpoint]
  const own = language === 'ja' ? name : englishName
  const number = (label: string, value: number | null | undefined, kind = '') =>
    html`<td role="cell" class="number ${kind}${typeof value === 'number' ? '' : ' unknown'}" data-label="${label}">
      ${typeof value === 'number' ? many(language, value) : '–'}
    </td>`
  return html`<tr role="row" class="${classOf(count)}">
    <td role="cell" class="no">${handbookNumber}</td>
    <th role="rowheader" scope="row">
      <span class="name">${own}${own === name ? null : html` <span class="office" lang="ja">${name}</span>`}</span>
      <code>${endpoint}</code>
      ${bar(count)} ${learned(count, language)}
    </th>
    ${number(say.used, count?.used, 'used')} ${number(say.limit, count?.limit, 'limit')}
    <td role="cell" class="number left" data-label="${say.left}">
      ${count === null ? say.unknown : count.remaining > 0 ? many(language, count.remaining) : html`<b>${say.spent}</b>`}
    </td>
    ${tally === null ? null : number(say.savedHere, saved(tally), 'saved')}
    ${number(say.reportedShort, count?.reportedByJpo, 'reported')}
  </tr>`
}

function classOf(count: DayRow | null): string {
  if (!count || count.remaining > count.limit / 10) return ''
  return count.remaining > 0 ? 'scarce' : 'spent'
}

/** Ours dark, what others with the same ID used lighter. Widths are attributes: the page allows no inline style. */
function bar(count: DayRow | null): Markup {
  const { used = 0, usedElsewhere = 0, limit = 0 } = count ?? {}
  const share = (calls: number) => (limit > 0 ? Math.round((calls / limit) * 1000) / 10 : 100)
  const others = Math.min(used, usedElsewhere)
  return html`<svg class="bar" aria-hidden="true" focusable="false">
    <rect class="all" width="100%" height="100%" />
    <rect class="others" width="${share(used)}%" height="100%" />
    <rect class="ours" width="${share(used - others)}%" height="100%" />
  </svg>`
}

function learned(count: DayRow | null, language: Language): Markup | null {
  if (!count) return null
  const say = words[language]
  const { limit, configuredLimit, usedElsewhere } = count
  const news = [
    ...(limit === configuredLimit ? [] : [say.limitLearned(limit, configuredLimit)]),
    ...(usedElsewhere > 0 ? [say.usedElsewhere(usedElsewhere)] : []),
  ]
  return news.length > 0 ? html`<span class="learned">${news.join(' ')}</span>` : null
}
