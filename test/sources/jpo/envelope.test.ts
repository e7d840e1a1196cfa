import { describe, expect, test } from 'vitest'
import { readEnvelope } from '../../../src/sources/jpo/envelope.ts'
import { expectRefusal } from './wire-cases.ts'

const result = {
  statusCode: '100',
  errorMessage: '',
  remainAccessCount: '0399',
  data: { applicationNumber: '2021900001' },
}
const read = (answer: unknown) => readEnvelope('APP_PROGRESS', JSON.stringify(answer))

describe('the envelope', () => {
  test('of a success', () => {
    expect(read({ result })).toEqual({
      statusCode: '100',
      message: '',
      remaining: 399,
      data: { applicationNumber: '2021900001' },
    })
  })

  test('of a failure, where the office counts nothing and may leave data out', () => {
    const { data, ...without } = { ...result, statusCode: '203', errorMessage: '上限です。', remainAccessCount: '' }
    const expected = { statusCode: '203', message: '上限です。', remaining: null, data: {} }
    expect(data).toBeDefined()
    expect(read({ result: without })).toEqual(expected)
    expect(read({ result: { ...without, data: {} } })).toEqual(expected)
  })

  test('does not judge data: a status code is worth hearing whatever stands beside it', () => {
    for (const data of [null, [], '']) expect(read({ result: { ...result, data } }).data).toEqual(data)
  })

  test('ignores keys it does not know', () => {
    expect(read({ result: { ...result, elapsed: 3 }, version: '3' })).toEqual(read({ result }))
  })

  test.each(['statusCode', 'errorMessage', 'remainAccessCount'] as const)('owes %s, as text', (key) => {
    const entries = Object.entries(result).filter(([name]) => name !== key)
    const where = `at APP_PROGRESS body.result.${key}: `
    expectRefusal(() => read({ result: Object.fromEntries(entries) }), `${where}the key is missing`)
    for (const wrong of [null, 100, {}]) {
      expectRefusal(() => read({ result: { ...result, [key]: wrong } }), `${where}expected text`)
    }
  })

  test('owes a status code that says something, and a count that counts', () => {
    expectRefusal(() => read({ result: { ...result, statusCode: '' } }), 'body.result.statusCode: it is empty')
    expectRefusal(() => read({ result: { ...result, remainAccessCount: 'many' } }), 'is not a count')
  })

  test.each([
    ['<html>503</html>', 'at APP_PROGRESS body: it is not JSON'],
    ['', 'at APP_PROGRESS body: it is not JSON'],
    ['null', 'at APP_PROGRESS body: expected an object, found null'],
    ['[]', 'at APP_PROGRESS body: expected an object, found a list'],
    ['{}', 'at APP_PROGRESS body.result: the key is missing'],
    ['{"result":{}}', 'at APP_PROGRESS body.result: it is empty'],
    ['{"result":"100"}', 'at APP_PROGRESS body.result: expected an object'],
    ['{"__proto__":{"result":{}}}', 'at APP_PROGRESS body.result: the key is missing'],
  ])('%s is none', (text, sentence) => {
    expectRefusal(() => readEnvelope('APP_PROGRESS', text), sentence)
  })
})
