import { parse } from 'graphql'
import { expect, test } from 'vitest'
import { type Extent, extentOf } from '../../src/limits/extent.ts'

const none: Extent = { depth: 1, aliases: 0, directives: 0, rootFields: 1 }

test.each<[string, Partial<Extent>]>([
  ['{ a }', {}],
  ['{ a { b { c } } d }', { depth: 3, rootFields: 2 }],
  ['{ x: a { y: b z: b } }', { depth: 2, aliases: 3 }],
  ['{ __typename: a b: __typename }', { aliases: 2, rootFields: 2 }],
  [
    'query ($v: Int @d) @d { a @d @d ... @d { b @d } ...F @d } fragment F on Q @d { c @d }',
    { directives: 9, rootFields: 3 },
  ],
  ['{ ... { ... on Q { a { ... { b } } } } }', { depth: 2 }],
  ['{ ...F } fragment F on Q { x: a ...G } fragment G on Q { y: b { c } }', { depth: 2, aliases: 2, rootFields: 2 }],
  ['{ a { ...F } b { ...F } } fragment F on T { x: c }', { depth: 2, aliases: 2, rootFields: 2 }],
  // The one that is executed is said beside the document.
  ['query A { a } query B { x: a { b } } fragment F on Q { y: a { b { c } } }', { depth: 2, aliases: 1 }],
])('%s', (text, extent) => {
  expect(extentOf(parse(text))).toEqual({ ...none, ...extent })
})

test('fragments in circles come to an end', () => {
  const { depth } = extentOf(parse('{ ...F } fragment F on Q { a { ...G } } fragment G on Q { b { ...F ...G } }'))
  expect(depth).toBeLessThan(10)
})

test('fragments that each spread the next one twice are counted without being spread', () => {
  const steps = Array.from({ length: 500 }, (_, step) => `fragment F${step} on Q { ...F${step + 1} ...F${step + 1} }`)
  const { aliases, directives, depth } = extentOf(parse(`{ ...F0 } ${steps.join(' ')} fragment F500 on Q { x: a @d }`))
  expect([aliases, directives, depth]).toEqual([2 ** 500, 2 ** 500, 1])
})
