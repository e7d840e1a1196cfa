import type { Language } from './language.ts'
import { html, type Markup } from './markup.ts'
import type { Today } from './today.ts'
import { type Words, words } from './words/index.ts'

/** One sentence of how the server is. A screen reader is told when it changes, not each time the page is renewed. */
export function state(today: Today, language: Language): Markup {
  const trouble = troubleOf(today, words[language])
  return html`<p role="status" class="state ${trouble === null ? 'well' : 'ill'}">
    ${trouble ?? words[language].ready}
  </p>`
}

/** The one that explains the others. */
function troubleOf({ endpoints, readiness: { store, token } }: Today, say: Words): string | null {
  if (endpoints.some(({ count }) => count === null)) return say.storeAway
  if (store !== 'ok') return say.notWritable
  switch (token) {
    case 'refused':
      return say.refused
    case 'unreachable':
      return say.unreachable
    case 'none':
      return say.noToken
    case 'ok':
      return null
  }
}
