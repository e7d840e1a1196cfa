import * as react from 'react/jsx-runtime'
import { chrome, chromePatterns } from './chrome.ts'
import { examples, setup } from './here.ts'

/**
 * Stands before React's own jsx-runtime (jsx-runtime-plugin.ts). GraphiQL has its words in its code, in English, and takes
 * the title of a tab from the name of its operation. What it puts into elements of the page is said here in the page's
 * language; its components are left alone, since some look things up by those words.
 */
export const Fragment = react.Fragment

export const jsx: typeof react.jsx = (type, props, key) => react.jsx(type, inOurWords(type, props), key)

export const jsxs: typeof react.jsxs = (type, props, key) => react.jsxs(type, inOurWords(type, props), key)

const ofElements = ['children', 'aria-label', 'title', 'placeholder', 'alt']
const ofComponents = ['aria-label']

function inOurWords(type: unknown, props: unknown): unknown {
  if (props === null || typeof props !== 'object') return props
  const given = props as Readonly<Record<string, unknown>>
  const shown = typeof type === 'string' ? ofElements : ofComponents
  const changed = shown.filter((name) => name in given).map((name) => [name, translated(given[name])])
  return { ...given, ...Object.fromEntries(changed) }
}

function translated(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(translated)
  if (typeof value !== 'string') return value
  return titles.get(value) ?? (setup.language === 'ja' ? inJapanese(value) : value)
}

const titles = new Map(examples.map(({ operationName, title }) => [operationName, title]))

function inJapanese(text: string): string {
  const known = Object.hasOwn(chrome, text) ? chrome[text] : undefined
  if (known !== undefined) return known
  for (const [pattern, say] of chromePatterns) {
    const name = pattern.exec(text)?.[1]
    if (name !== undefined) return say(inJapanese(name))
  }
  return text
}
