import { expect, test } from 'vitest'
import {
  carriedBy,
  carries,
  type CaseEndpoint,
  caseEndpoints,
  choose,
  type Fact,
} from '../../../src/sources/jpo/choose.ts'
import { type Endpoint, endpoints } from '../../../src/sources/jpo/endpoints.ts'

type Left = Partial<Record<Endpoint, number>>

/** A whole day of the handbook, but for what is given. */
const day = (left: Left) => ({ left: (endpoint: Endpoint) => left[endpoint] ?? endpoints[endpoint].handbookLimit })

const [REASON, DECISION] = ['APP_DOC_CONT_REFUSAL_REASON', 'APP_DOC_CONT_REFUSAL_REASON_DECISION'] as const

const rows: readonly [wanted: readonly Fact[], left: Left, calls: readonly Endpoint[]][] = [
  [[], {}, []],
  // Basics: whichever has more left, the simple one on a tie.
  [['basics'], {}, ['APP_PROGRESS_SIMPLE']],
  [['basics'], { APP_PROGRESS_SIMPLE: 399 }, ['APP_PROGRESS']],
  [['basics'], { APP_PROGRESS: 399 }, ['APP_PROGRESS_SIMPLE']],
  [['basics'], { APP_PROGRESS_SIMPLE: 0 }, ['APP_PROGRESS']],
  [['basics'], { APP_PROGRESS: 0, APP_PROGRESS_SIMPLE: 1 }, ['APP_PROGRESS_SIMPLE']],
  [['basics'], { APP_PROGRESS: 0, APP_PROGRESS_SIMPLE: 0 }, ['APP_PROGRESS_SIMPLE']],
  // Priorities, family and parent: the progress while it has one left, however many the fallback has.
  [['priorities'], {}, ['APP_PROGRESS']],
  [['priorities'], { APP_PROGRESS: 1 }, ['APP_PROGRESS']],
  [['priorities'], { APP_PROGRESS: 0 }, ['PRIORITY_RIGHT_APP_INFO']],
  [['parent'], { APP_PROGRESS: 1 }, ['APP_PROGRESS']],
  [['parent', 'family'], { APP_PROGRESS: 0 }, ['DIVISIONAL_APP_INFO']],
  [['basics', 'priorities', 'parent', 'family'], { APP_PROGRESS: 1 }, ['APP_PROGRESS']],
  [
    ['basics', 'priorities', 'family'],
    { APP_PROGRESS: 0 },
    ['APP_PROGRESS_SIMPLE', 'PRIORITY_RIGHT_APP_INFO', 'DIVISIONAL_APP_INFO'],
  ],
  [['basics', 'citations', 'registration'], {}, ['APP_PROGRESS_SIMPLE', 'CITE_DOC_INFO', 'REGISTRATION_INFO']],
  // Notices alone: whichever has more left; with decisions one archive for both.
  [['notices'], {}, [REASON]],
  [['notices'], { [REASON]: 99 }, [DECISION]],
  [['notices'], { [DECISION]: 99 }, [REASON]],
  [['notices'], { [REASON]: 0 }, [DECISION]],
  [['decisions'], {}, [DECISION]],
  [['notices', 'decisions'], { [DECISION]: 1 }, [DECISION]],
  [['notices', 'decisions', 'filings'], {}, ['APP_DOC_CONT_OPINION_AMENDMENT', DECISION]],
  [['citations'], { CITE_DOC_INFO: 0 }, ['CITE_DOC_INFO']],
]

test.for(rows)('%j with %j left is asked of %j', ([wanted, left, calls]) => {
  expect([...choose(new Set(wanted), day(left))].sort()).toEqual([...calls].sort())
})

/** Numbers as good as random, the same in each run. */
function seeded(seed: number): () => number {
  let state = seed
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 2 ** 32
  }
}

const allFacts = [...new Set(caseEndpoints.flatMap((endpoint): readonly Fact[] => carriedBy[endpoint]))]

/** All sets of endpoints whatsoever, the senseless ones too. */
const allSets = Array.from({ length: 2 ** caseEndpoints.length }, (_, bits) =>
  caseEndpoints.filter((_endpoint, bit) => (bits >> bit) & 1),
)

test('one call more that is left decides, however large the day', () => {
  for (const most of [40, 4_000, 1_000_000])
    expect(choose(new Set(['basics']), day({ APP_PROGRESS_SIMPLE: most - 1, APP_PROGRESS: most }))).toEqual([
      'APP_PROGRESS',
    ])
})

test('no covering set is cheaper, among all there are, on random days', () => {
  const random = seeded(2026)
  for (let round = 0; round < 400; round++) {
    const wanted = allFacts.filter(() => random() < 0.35)
    const left = Object.fromEntries(caseEndpoints.map((it) => [it, random() < 0.2 ? 0 : Math.ceil(random() * 40)]))
    const price = (calls: readonly CaseEndpoint[]) => {
      const small = calls.filter((it) => it === 'PRIORITY_RIGHT_APP_INFO' || it === 'DIVISIONAL_APP_INFO')
      const scarcity = calls.reduce((sum, it) => sum + 1 / Math.max(1, left[it] ?? 0), 0)
      return [calls.filter((it) => left[it] === 0).length, calls.length, small.length, scarcity]
    }
    const covering = allSets.filter((calls) => wanted.every((fact) => calls.some((it) => carries(it, fact))))
    const chosen = price(choose(new Set(wanted), day(left)))
    for (const calls of covering) {
      const other = price(calls)
      const at = other.findIndex((figure, index) => Math.abs(figure - (chosen[index] ?? 0)) > 1e-9)
      expect(at === -1 || (other[at] ?? 0) > (chosen[at] ?? 0), `${calls.join()} for ${wanted.join()}`).toBe(true)
    }
  }
})
