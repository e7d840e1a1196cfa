import { expect, test } from 'vitest'
import { merged } from '../../src/quota/merged.ts'
import type { KeptCount, LedgerState } from '../../src/quota/state.ts'

const count = { used: 0, made: 0, answered: 0, reported: null, learned: 0, parked: false, isDriftLogged: false }

function state(callers: Readonly<Record<string, readonly [made: number, answered: number]>>): LedgerState {
  const counted: KeptCount = {
    ...count,
    endpoint: 'PROGRESS',
    day: '2026-11-23',
    callers: new Map(Object.entries(callers).map(([name, [made, answered]]) => [name, { made, answered }])),
  }
  return { counts: [counted], starts: [], sequence: 0 }
}

test('of two counts of a caller the more cautious one stands, and none is forgotten', () => {
  const { counts } = merged(state({ batch: [3, 1], light: [1, 1] }), state({ batch: [2, 2], portal: [4, 0] }))
  expect(counts.map(({ callers }) => [...callers])).toEqual([
    [
      ['batch', { made: 3, answered: 2 }],
      ['light', { made: 1, answered: 1 }],
      ['portal', { made: 4, answered: 0 }],
    ],
  ])
})
