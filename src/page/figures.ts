import { saved, type TallyRow } from '../quota/tally.ts'
import type { Language } from './language.ts'
import { html, type Markup, type Piece } from './markup.ts'
import type { Today } from './today.ts'
import { many, percent, words } from './words/index.ts'

/** What a person looks for first: a few figures, each with what it means. */
export function figures(today: Today, language: Language): Markup {
  const say = words[language]
  const { tally, resetsAt, now, waiting, startsLeftThisMinute, requestsPerMinute } = today
  const minutes = Math.ceil((resetsAt - now) / 60_000)
  return html`<dl class="figures">
    ${[
      figure(say.reset, say.duration(Math.floor(minutes / 60), minutes % 60), say.resetAt),
      tally === null ? null : ofQuestions(tally, language),
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

function ofQuestions(tally: TallyRow, language: Language): Piece {
  const say = words[language]
  const without = saved(tally)
  const asked = without + tally.paid + tally.refused
  const share = asked > 0 ? say.savedOf(asked, percent(language, without / asked)) : say.nothingAsked
  return [figure(say.saved, many(language, without), share), figure(say.paid, many(language, tally.paid), say.paidNote)]
}

/** Every question of the day in one of six ways. */
export function breakdown({ tally }: Today, language: Language): Markup | null {
  if (tally === null) return null
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
