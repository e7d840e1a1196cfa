import { expect, test } from 'vitest'
import { operationAt, variablesIn } from '../../src/graphiql/browser/price/operation.ts'

const text =
  '# a note\nquery First { quota { day } }\n\nquery Second { quota { waiting } }\nfragment F on Quota { day }\n'

test.for([
  [0, 'First'],
  [text.indexOf('First'), 'First'],
  [text.indexOf('Second') - 7, 'First'],
  [text.indexOf('Second'), 'Second'],
  [text.length, 'Second'],
] as const)('at %i the operation is %s', ([offset, name]) => {
  expect(operationAt(text, offset)?.name?.value).toBe(name)
})

test('a text without an operation, or that cannot be read, has none', () => {
  for (const none of ['', '# only a note', 'fragment F on Quota { day }', '{ quota {'])
    expect(operationAt(none, 0), none).toBeNull()
})

test('variables that are no object yet are none', () => {
  expect(['{ "a": 1 }', '', undefined, null, '[1]', '1', 'null', '{ "a": '].map(variablesIn)).toEqual([
    { a: 1 },
    ...new Array<object>(7).fill({}),
  ])
})
