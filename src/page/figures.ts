import { saved } from '../quota/tally.ts'
import type { Language } from './language.ts'
import { html, type Markup, type Piece } from './markup.ts'
import type { Today } from './today.ts'
import { many, percent, words } from './words/index.ts'

/** What a person looks for first: four figures, each with what it means. */
export function figures(today: Today, language: Language): Markup {
  const say = words[language]
  const { tally, resetsAt, now, waiting, startsLeftThisMinute, requestsPerMinute } = today
  const without = saved(tally)
  const asked = without + tally.paid + tally.refused
  const minutes = Math.ceil((resetsAt - now) / 60_000)
  return html`<dl class="figures">
    ${[
      figure(say.reset, say.duration(Math.floor(minutes / 60), minutes % 60), say.resetAt),
      figure(
        say.saved,
        many(language, without),
        asked > 0 ? say.savedOf(asked, percent(language, without / asked)) : say.nothingAsked,
      ),
      figure(say.paid, many(language, tally.paid), say.paidNote),
      figure(
        say.waiting,
        many(language, waiting),
        startsLeftThisMinute === null ? say.startsUnknown : say.starts(startsLeftThisMinute, requestsPerMinute),
      ),
    ]}
  </dl>`
}

function figure(name: string, value: string, note: string): Markup {
  return html`<div>
    <dt>${name}</dt>
    <dd class="value">${value}</dd>
    <dd class="note">${note}</dd>
  </div>`
}

/** Every question of the day in one of six ways. */
export function breakdown({ tally }: Today, language: Language): Markup {
  const say = words[language]
  const rows: readonly (readonly [string, number])[] = [
    [say.stored, tally.stored],
    [say.fact, tally.fact],
    [say.shared, tally.shared],
    [say.stale, tally.stale],
    [say.paidFor, tally.paid],
    [say.unanswered, tally.refused],
  ]
  const pairs: Piece = rows.map(
    ([name, count]) =>
      html`<div>
        <dt>${name}</dt>
        <dd>${many(language, count)}</dd>
      </div>`,
  )
  return html`<section>
    <h2>${say.became}</h2>
    <dl class="became">${pairs}</dl>
  </section>`
}
