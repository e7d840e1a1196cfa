import { expect, test } from 'vitest'
import { createRecent } from '../../src/store/recent.ts'

const bytes = (count: number) => new Uint8Array(count)

test('what was used longest ago leaves first, and what is too large alone does not stay', () => {
  const recent = createRecent(1_000)
  for (const key of ['a', 'b', 'c']) recent.set(key, bytes(300))
  recent.get('a')
  recent.set('d', bytes(300))
  expect(['a', 'b', 'c', 'd'].filter((key) => recent.get(key))).toEqual(['a', 'c', 'd'])
  recent.set('e', bytes(2_000))
  expect(['a', 'c', 'd', 'e'].filter((key) => recent.get(key))).toEqual([])
})

test('what is replaced or deleted leaves its room', () => {
  const recent = createRecent(1_000)
  for (let round = 0; round < 10; round++) recent.set('a', bytes(600))
  recent.set('b', bytes(300))
  recent.delete('a')
  recent.delete('a')
  recent.set('c', bytes(600))
  expect(['a', 'b', 'c'].filter((key) => recent.get(key))).toEqual(['b', 'c'])
})
