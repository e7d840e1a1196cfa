import { expect, test } from 'vitest'
import { ConfigError, readConfig } from '../../src/config.ts'
import { defaultLimits, limitNames, limitTable } from '../../src/limits/limits.ts'

test('what is named in LIMITS holds, and the others keep their defaults', () => {
  expect(readConfig({ LIMITS: ' depth = 20 ,aliases=0' }).requestLimits).toEqual({
    ...defaultLimits,
    depth: 20,
    aliases: 0,
  })
  expect(readConfig({ LIMITS: ' ' }).requestLimits).toEqual(defaultLimits)
})

test('each limit may be as small and as large as the table says', () => {
  for (const name of limitNames) {
    const { byDefault, from, to } = limitTable[name]
    for (const figure of [from, to])
      expect(readConfig({ LIMITS: `${name}=${figure}` }).requestLimits[name]).toBe(figure)
    expect(byDefault >= from && byDefault <= to).toBe(true)
  }
})

test.each([
  ['depth', 'the limits are depth, aliases, '],
  ['depth=', 'the limits are depth, aliases, '],
  ['deep=3', 'the limits are depth, aliases, '],
  ['__proto__=3', 'the limits are depth, aliases, '],
  ['depth=-1', 'the limits are depth, aliases, '],
  ['depth=0', 'depth is a whole number from 1 to 100'],
  ['depth=101', 'depth is a whole number from 1 to 100'],
  ['depth=5,depth=6', 'depth stands there twice'],
  ['depth=5;aliases=6', 'the limits are depth, aliases, '],
])('LIMITS=%s is refused in a sentence that says what is accepted', (LIMITS, sentence) => {
  expect(() => readConfig({ LIMITS })).toThrow(ConfigError)
  expect(() => readConfig({ LIMITS })).toThrow(sentence)
  expect(() => readConfig({ LIMITS })).toThrow('accepted is a list such as depth=20,tokens=4000')
})
