import { expect, test } from 'vitest'
import { languageOf } from '../../src/page/language.ts'

test.for<[string | null, string | undefined, string]>([
  [null, 'ja', 'ja'],
  [null, 'ja-JP,ja;q=0.9,en-US;q=0.8,en;q=0.7', 'ja'],
  [null, 'en-GB,en;q=0.9,ja;q=0.8', 'en'],
  [null, 'en;q=0.7,ja;q=0.8', 'ja'],
  [null, 'de-DE, fr;q=0.9, ja;q=0.2', 'ja'],
  [null, 'ja;q=0, *', 'en'],
  [null, 'de', 'en'],
  [null, undefined, 'en'],
  ['en', 'ja', 'en'],
  ['ja', 'en', 'ja'],
  ['fr', 'ja', 'ja'],
  ['', 'ja', 'ja'],
])('who chose %s and prefers %s reads %s', ([chosen, header, language]) => {
  expect(languageOf(chosen, header)).toBe(language)
})
