import { expect, test } from 'vitest'
import { type Policy, stricter } from '../../src/quota/policy.ts'

const rows: readonly [string, Partial<Policy>, Partial<Policy>, Partial<Policy>][] = [
  ['nothing and nothing is nothing', {}, {}, {}],
  ['only one speaks', { maxAgeMs: 5, maxCalls: 2 }, {}, { maxAgeMs: 5, maxCalls: 2 }],
  ['each speaks of another thing', { maxAgeMs: 5 }, { waitMs: 7 }, { maxAgeMs: 5, waitMs: 7 }],
  ['the younger answer', { maxAgeMs: 5 }, { maxAgeMs: 4 }, { maxAgeMs: 4 }],
  ['the less stale', { maxStaleMs: 5 }, { maxStaleMs: 4 }, { maxStaleMs: 4 }],
  ['only one takes what is stale', { maxStaleMs: 5 }, { maxAgeMs: 3 }, { maxStaleMs: 5, maxAgeMs: 3 }],
  ['the shorter wait', { waitMs: 5 }, { waitMs: 4 }, { waitMs: 4 }],
  ['the fewer calls', { maxCalls: 5 }, { maxCalls: 4 }, { maxCalls: 4 }],
  [
    'nought is a word',
    { maxCalls: 0, waitMs: 0, maxAgeMs: 0, maxStaleMs: 0 },
    { maxCalls: 1, waitMs: 1, maxAgeMs: 1, maxStaleMs: 1 },
    { maxCalls: 0, waitMs: 0, maxAgeMs: 0, maxStaleMs: 0 },
  ],
  [
    'who wants stored answers only gets no others',
    { onlyIfCached: true },
    { onlyIfCached: false },
    { onlyIfCached: true },
  ],
  [
    'each on its own',
    { onlyIfCached: true, waitMs: 1, maxCalls: 9 },
    { waitMs: 3, maxCalls: 2 },
    { onlyIfCached: true, waitMs: 1, maxCalls: 2 },
  ],
]

test.each(rows)('the stricter word counts: %s, whoever says it', (_name, a, b, both) => {
  expect(stricter(a, b)).toEqual(both)
  expect(stricter(b, a)).toEqual(both)
})
