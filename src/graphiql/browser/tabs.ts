import { setup } from './here.ts'

const PLACE = 'graphiql:tabState'

/**
 * The tabs of an earlier visit stay as they were left. An example that nobody has changed is shown in the language of
 * today's visit; its operation is the same in both.
 */
export function translateKeptTabs(): void {
  const kept = localStorage.getItem(PLACE)
  if (kept === null) return
  const { language } = setup
  const other = language === 'ja' ? 'en' : 'ja'
  const texts = new Map(setup.examples.map(({ text }) => [text[other], text[language]]))
  const translated: unknown = JSON.parse(kept, (name, value: unknown) =>
    name === 'query' && typeof value === 'string' ? (texts.get(value) ?? value) : value,
  )
  localStorage.setItem(PLACE, JSON.stringify(translated))
}
