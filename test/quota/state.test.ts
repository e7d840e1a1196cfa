import { expect, test } from 'vitest'
import { readState, writeState } from '../../src/quota/state.ts'

/** As a release wrote it that knew no callers. */
const withoutCallers =
  '{"counts":[{"used":3,"made":3,"answered":2,"reported":397,"learned":0,"parked":0,"endpoint":"APP_PROGRESS",' +
  '"day":"2026-11-23","isDriftLogged":0}],"starts":[{"id":"n1Fq","endpoint":"APP_PROGRESS","day":"2026-11-23",' +
  '"startedAt":1795402800000,"startedAs":3,"departedAt":null,"isOpen":1,"lostAs":null}],"sequence":3}'

const [count] = readState(withoutCallers).counts

test('a text of before there were callers is read, and written back as it was', () => {
  const state = readState(withoutCallers)
  expect(count?.callers).toEqual(new Map())
  expect(state.starts.map(({ caller }) => caller)).toEqual([null])
  expect(JSON.parse(writeState(state))).toEqual(JSON.parse(withoutCallers))
})

test('callers are read as they were written, whatever their names', () => {
  const { counts, starts, sequence } = readState(withoutCallers)
  const callers = new Map([
    ['batch', { made: 2, answered: 1 }],
    ['__proto__', { made: 1, answered: 1 }],
    ['sub:七 "x"', { made: 0, answered: 0 }],
  ])
  const state = {
    counts: counts.map((each) => ({ ...each, callers })),
    starts: starts.map((each) => ({ ...each, caller: '__proto__' })),
    sequence,
  }
  expect(readState(writeState(state))).toEqual(state)
})

test.each([
  ['a count that is none', '"callers":[["batch",1,"1"]]'],
  ['a name that is none', '"callers":[[7,1,1]]'],
  ['half of one', '"callers":[["batch",1]]'],
])('%s stops the calls', (_name, callers) => {
  const text = withoutCallers.replace('"parked":0', `"parked":0,${callers}`)
  expect(() => readState(text)).toThrow(/holds no (number|text)/)
})
