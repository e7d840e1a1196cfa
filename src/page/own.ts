import { endpoints } from '../sources/jpo/endpoints.ts'
import type { Language } from './language.ts'
import { html, type Markup } from './markup.ts'
import type { OwnToday, Today } from './today.ts'
import { many, timeOfDay, words } from './words/index.ts'

/** What of the day the person who looks has, by the same figures as `quota { mine }`; nothing where it is not divided. */
export function ownTable({ own }: Today, language: Language): Markup | null {
  if (own === null) return null
  const say = words[language]
  const head = [say.used, say.share, say.guaranteed, say.ownLeft]
  return html`<section aria-labelledby="own">
    <h2 id="own">${say.own(own.caller)}</h2>
    <table role="table" aria-labelledby="own">
      <thead role="rowgroup">
        <tr role="row">
          <th role="columnheader" scope="col" colspan="2" aria-colspan="2">${say.endpoint}</th>
          ${head.map((name) => html`<th role="columnheader" scope="col" class="number">${name}</th>`)}
        </tr>
      </thead>
      <tbody role="rowgroup">
        ${own.rows.map((row) => ownRow(row, language))}
      </tbody>
    </table>
    <p class="note">${say.ownNote(timeOfDay(language, own.lentFrom))}</p>
  </section>`
}

function ownRow({ endpoint, claim }: OwnToday['rows'][number], language: Language): Markup {
  const say = words[language]
  const { handbookNumber, name, englishName } = endpoints[endpoint]
  const number = (label: string, value: number, kind = '') =>
    html`<td role="cell" class="number ${kind}" data-label="${label}">${many(language, value)}</td>`
  return html`<tr role="row">
    <td role="cell" class="no">${handbookNumber}</td>
    <th role="rowheader" scope="row">
      <span class="name">${language === 'ja' ? name : englishName}</span>
      <code>${endpoint}</code>
    </th>
    ${number(say.used, claim.used, 'used')} ${number(say.share, claim.share)}
    ${number(say.guaranteed, claim.guaranteed)} ${number(say.ownLeft, claim.remaining, 'left')}
  </tr>`
}
