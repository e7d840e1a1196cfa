import { expect, it } from 'vitest'
import { createRecent } from '../../src/store/recent.ts'

const lengthOf = (text: string) => text.length

it('forgets what was not used for longest, as soon as all together are too large', () => {
  const recent = createRecent(10, lengthOf)
  recent.set('a', 'xxxx')
  recent.set('b', 'xxxx')
  expect(recent.get('a')).toBe('xxxx')
  recent.set('c', 'xx')
  expect(['a', 'b', 'c'].map((key) => recent.get(key))).toEqual(['xxxx', 'xxxx', 'xx'])
  recent.get('a')
  recent.set('d', 'x')
  expect(['a', 'b', 'c', 'd'].map((key) => recent.get(key))).toEqual(['xxxx', undefined, 'xx', 'x'])
})

it('counts a value that replaces another once', () => {
  const recent = createRecent(10, lengthOf)
  for (const value of ['xxxx', 'yyyyyyy', 'zzzz']) recent.set('a', value)
  recent.set('b', 'xxxxxx')
  expect(['a', 'b'].map((key) => recent.get(key))).toEqual(['zzzz', 'xxxxxx'])
})

it('does not keep what is too large alone, nor what it should have replaced', () => {
  const recent = createRecent(10, lengthOf)
  recent.set('a', 'x')
  recent.set('b', 'y')
  recent.set('a', 'xxxxxxxxxxx')
  expect(['a', 'b'].map((key) => recent.get(key))).toEqual([undefined, 'y'])
})
