import { expect, test } from 'vitest'
import { carries, caseEndpoints, choose, type Fact } from '../../../src/sources/jpo/choose.ts'
import type { Endpoint } from '../../../src/sources/jpo/endpoints.ts'

const rows: readonly [wanted: readonly Fact[], spent: readonly Endpoint[], calls: readonly Endpoint[]][] = [
  [[], [], []],
  [['basics'], [], ['APP_PROGRESS_SIMPLE']],
  [['basics'], ['APP_PROGRESS_SIMPLE'], ['APP_PROGRESS']],
  [['priorities'], [], ['APP_PROGRESS']],
  [['priorities'], ['APP_PROGRESS'], ['PRIORITY_RIGHT_APP_INFO']],
  [['parent'], [], ['APP_PROGRESS']],
  [['parent', 'family'], ['APP_PROGRESS'], ['DIVISIONAL_APP_INFO']],
  [['basics', 'priorities', 'parent', 'family'], [], ['APP_PROGRESS']],
  [
    ['basics', 'priorities', 'family'],
    ['APP_PROGRESS'],
    ['APP_PROGRESS_SIMPLE', 'PRIORITY_RIGHT_APP_INFO', 'DIVISIONAL_APP_INFO'],
  ],
  [['citations', 'registration', 'basics'], [], ['APP_PROGRESS_SIMPLE', 'CITE_DOC_INFO', 'REGISTRATION_INFO']],
  [['notices'], [], ['APP_DOC_CONT_REFUSAL_REASON']],
  [['notices'], ['APP_DOC_CONT_REFUSAL_REASON'], ['APP_DOC_CONT_REFUSAL_REASON_DECISION']],
  [['decisions'], [], ['APP_DOC_CONT_REFUSAL_REASON_DECISION']],
  [['notices', 'decisions'], [], ['APP_DOC_CONT_REFUSAL_REASON_DECISION']],
  [['notices', 'decisions', 'filings'], [], ['APP_DOC_CONT_OPINION_AMENDMENT', 'APP_DOC_CONT_REFUSAL_REASON_DECISION']],
  [['citations'], ['CITE_DOC_INFO'], ['CITE_DOC_INFO']],
]

test.for(rows)('%j with %j spent is asked of %j', ([wanted, spent, calls]) => {
  expect([...choose(new Set(wanted), (endpoint) => spent.includes(endpoint))].sort()).toEqual([...calls].sort())
})

test('the calls cover what is wanted and none of them is idle, whatever is wanted and spent', () => {
  const facts: readonly Fact[] = [
    'basics', 'priorities', 'parent', 'family', 'citations', 'registration', 'filings', 'notices', 'decisions',
  ] // prettier-ignore
  for (let some = 0; some < 2 ** facts.length; some++) {
    const wanted = facts.filter((_, bit) => (some >> bit) & 1)
    for (const spent of caseEndpoints) {
      const calls = choose(new Set(wanted), (endpoint) => endpoint === spent)
      for (const fact of wanted) expect(calls.some((call) => carries(call, fact))).toBe(true)
      for (const call of calls)
        expect(
          wanted.some((fact) => carries(call, fact) && !calls.some((it) => it !== call && carries(it, fact))),
        ).toBe(true)
    }
  }
})
