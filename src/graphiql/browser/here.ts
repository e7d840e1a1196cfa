import type { Setup } from '../setup.ts'

/** What the server said of this page. */
export const setup = JSON.parse(document.getElementById('setup')?.textContent ?? '{}') as Setup

/** The example's text in the language of the page. */
export const examples = setup.examples.map(({ operationName, title, text }) => ({
  operationName,
  title: title[setup.language],
  text: text[setup.language],
}))
