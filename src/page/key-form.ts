import type { Language } from './language.ts'
import { html, type Markup } from './markup.ts'
import { words } from './words/index.ts'

/**
 * Where a person enters a key: browser/key.js sends it. The field has no name and the page's policy no form-action, so that
 * a browser by itself puts it nowhere.
 */
export function keyForm(language: Language): Markup {
  const say = words[language]
  return html`<form id="key" class="key" aria-label="${say.whoAsks}" autocomplete="off">
    <label for="access-key">${say.key}</label>
    <input
      id="access-key"
      type="password"
      autocomplete="off"
      autocapitalize="none"
      spellcheck="false"
      required
      aria-describedby="key-note key-refused key-powerless"
    />
    <button>${say.show}</button>
    <button type="button" id="forget" hidden>${say.forget}</button>
    <p id="key-note" class="note">${say.keyNote}</p>
    <p id="key-refused" class="refused" role="alert" hidden>${say.keyRefused}</p>
    <p id="key-powerless" class="refused" role="alert" hidden>${say.keyPowerless}</p>
    <noscript><p class="refused">${say.keyNeedsScript}</p></noscript>
  </form>`
}
