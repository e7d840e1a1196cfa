import { expect, test } from 'vitest'
import { encodingFor } from '../../src/http/encoding.ts'
import { preferences } from '../../src/http/preferences.ts'

test.for<[string | undefined, string[]]>([
  [undefined, []],
  ['', []],
  ['ja', ['ja']],
  ['en;q=0.5, JA', ['ja', 'en']],
  ['en, ja', ['en', 'ja']],
  ['de;q=0.9,en;q=0.8 , ja ; q=0.85', ['de', 'ja', 'en']],
  ['ja;q=0, en;q=0.1', ['en']],
  ['ja;q=x, en;q=0.1', ['en']],
  [',;q=1,,en', ['en']],
])('%s is read as %j', ([header, names]) => {
  expect(preferences(header)).toEqual(names)
})

test.for<[string | undefined, string]>([
  ['gzip, deflate, br, zstd', 'br'],
  ['gzip', 'gzip'],
  ['br;q=0, gzip;q=0.1', 'gzip'],
  ['identity', 'identity'],
  [undefined, 'identity'],
])('what accepts %s is answered in %s', ([header, encoding]) => {
  expect(encodingFor(header)).toBe(encoding)
})
