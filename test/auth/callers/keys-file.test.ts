import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { scopes } from '../../../src/auth/callers/caller.ts'
import { readKeysFile } from '../../../src/auth/callers/keys-file.ts'
import { endpointNames } from '../../../src/sources/jpo/endpoints.ts'

const endpoints = ['APP_PROGRESS', 'CITE_DOC_INFO']
const sha256 = 'ab'.repeat(32)
const entry = { name: 'analytics', sha256, scopes: ['read'] }

function mistakesIn(file: unknown): string[] {
  const text = typeof file === 'string' ? file : JSON.stringify(file)
  try {
    readKeysFile(text, endpoints)
    return []
  } catch (error) {
    return String(error).replace('KeysFileError: ', '').split('; ')
  }
}

test('a file is read', () => {
  const file = {
    keys: [
      { ...entry, shares: { APP_PROGRESS: 100, CITE_DOC_INFO: 0 }, interactive: true, expires: '2027-01-01' },
      { name: 'A.b_c-1', sha256: 'cd'.repeat(32), scopes: [] },
    ],
    tokens: [{ name: 'sub:0oa1|x y', shares: { APP_PROGRESS: 5 }, interactive: true }, { name: 'azp:desk' }],
    reserve: { APP_PROGRESS: 20 },
  }
  expect(readKeysFile(`\uFEFF${JSON.stringify(file)}`, endpoints)).toEqual({
    keys: [
      {
        caller: {
          name: 'analytics',
          scopes: new Set(['read']),
          shares: { APP_PROGRESS: 100, CITE_DOC_INFO: 0 },
          isInteractive: true,
        },
        digest: Buffer.from(sha256, 'hex'),
        expiresAt: Date.UTC(2026, 11, 31, 15),
      },
      {
        caller: { name: 'A.b_c-1', scopes: new Set(), shares: {}, isInteractive: false },
        digest: Buffer.from('cd'.repeat(32), 'hex'),
        expiresAt: Infinity,
      },
    ],
    tokens: [
      { name: 'sub:0oa1|x y', shares: { APP_PROGRESS: 5 }, isInteractive: true },
      { name: 'azp:desk', shares: {}, isInteractive: false },
    ],
    reserve: { APP_PROGRESS: 20 },
  })
  expect(readKeysFile('{}', endpoints)).toEqual({ keys: [], tokens: [], reserve: {} })
})

test.each([
  ['', 'it is not JSON, or only a part of it'],
  ['{"keys":[', 'it is not JSON, or only a part of it'],
  ['{"keys": [], "keys": []}', "'keys' stands twice in one object"],
  ['{"keys": [], "k\\u0065ys": []}', "'keys' stands twice in one object"],
  [`{"keys": [{"name": "a", "sha256": "${sha256}", "scopes": [], "name": "b"}]}`, "'name' stands twice in one object"],
  ['{"reserve": {"APP_PROGRESS": 1, "APP_PROGRESS": 2}}', "'APP_PROGRESS' stands twice in one object"],
  [[], 'the whole must be an object'],
  ['null', 'the whole must be an object'],
  [{ keys: {} }, 'keys must be a list'],
  [{ keys: [null] }, 'keys[0] must be an object'],
  [{ key: [] }, "the whole has 'key', which is not known"],
  [{ reserve: { APP: 1 } }, "reserve has 'APP', which is not known"],
  [{ reserve: { APP_PROGRESS: '1' } }, 'reserve.APP_PROGRESS must be a whole number from 0 to 1000000'],
  [{ tokens: [{ name: 'analytics' }] }, 'tokens[0].name must be sub: or azp: and what the token says there'],
  [{ tokens: [{ name: 'sub:a', scopes: [] }] }, "tokens[0] has 'scopes', which is not known"],
  [{ tokens: [{ name: 'sub:a' }, { name: 'sub:a' }] }, 'tokens[1].name is that of tokens[0] already'],
])('%j has a mistake', (file, mistake) => {
  expect(mistakesIn(file)).toEqual([expect.stringContaining(mistake)])
})

test.each<[string, unknown, RegExp]>([
  ['name', '', /^keys\[0\]\.name must be 1 to 64 of/],
  ['name', 'a b', /^keys\[0\]\.name must be/],
  ['name', 'sub:a', /^keys\[0\]\.name must be/],
  ['name', 'x'.repeat(65), /^keys\[0\]\.name must be/],
  ['name', 'anybody', /^keys\[0\]\.name must be .* not anybody or nobody$/],
  ['name', 3, /^keys\[0\]\.name must be/],
  ['sha256', sha256.slice(1), /^keys\[0\]\.sha256 must be the SHA-256/],
  ['sha256', undefined, /^keys\[0\]\.sha256 must be the SHA-256/],
  ['scopes', 'read', /^keys\[0\]\.scopes must be a list$/],
  ['scopes', ['read', 'write'], /^keys\[0\]\.scopes\[1\] must be one of read, documents, spend, operate$/],
  ['shares', { CITE_DOC_INFO: -1 }, /^keys\[0\]\.shares\.CITE_DOC_INFO must be a whole number from 0 to 1000000$/],
  ['shares', { CITE_DOC_INFO: 1.5 }, /^keys\[0\]\.shares\.CITE_DOC_INFO must be a whole number/],
  ['shares', { CITE_DOC_INFO: 1_000_001 }, /^keys\[0\]\.shares\.CITE_DOC_INFO must be a whole number/],
  ['shares', [], /^keys\[0\]\.shares must be an object$/],
  ['interactive', 'yes', /^keys\[0\]\.interactive must be true or false$/],
  ['expires', '2027-02-30', /^keys\[0\]\.expires must be a day/],
  ['expires', '2027-01-01T00:00:00', /^keys\[0\]\.expires must be a day/],
  ['expires', 1_800_000_000, /^keys\[0\]\.expires must be a day/],
])('%s: %j is a mistake', (member, value, mistake) => {
  expect(mistakesIn({ keys: [{ ...entry, [member]: value }] })).toEqual([expect.stringMatching(mistake)])
})

test('two callers of a name, in whatever letters, or of a key are mistakes', () => {
  const other = { name: 'Analytics', sha256: sha256.toUpperCase(), scopes: [] }
  expect(mistakesIn({ keys: [entry, { name: 'x', sha256: 'cd'.repeat(32), scopes: [] }, other] })).toEqual([
    'keys[2].name is that of keys[0] already',
    'keys[2].sha256 is that of keys[0] already',
  ])
})

test('every mistake is named at once', () => {
  const found = mistakesIn({ keys: [{ name: '' }, { ...entry, scopes: ['x'] }, entry], reserve: 3, more: 1 })
  expect(found.map((mistake) => mistake.split(' ')[0])).toEqual([
    'keys[0].name',
    'keys[0].sha256',
    'keys[0].scopes',
    'keys[1].scopes[0]',
    'reserve',
    'the',
    'keys[2].name',
    'keys[2].sha256',
  ])
})

test('the file of docs/callers.md can be read, and its table has every scope', () => {
  const docs = readFileSync(new URL('../../../docs/callers.md', import.meta.url), 'utf8')
  const example = /^```json\n([^]*?)^```/m.exec(docs)?.[1] ?? ''
  const { keys, tokens, reserve } = readKeysFile(example, endpointNames)
  expect([keys.length, tokens.length, reserve]).toEqual([1, 1, { APP_PROGRESS: 20 }])
  const table = [...docs.matchAll(/^\| `(\w+)` /gm)].map(([, scope]) => scope)
  expect(table.slice(0, scopes.length)).toEqual(scopes)
})
