import { expect, test } from 'vitest'
import { createLog } from '../../src/observe/log.ts'
import { createRedaction } from '../../src/observe/redaction.ts'

function startLog(secrets: readonly string[] = []) {
  const lines: string[] = []
  const redaction = createRedaction(secrets)
  const log = createLog({ level: 'trace', redaction, destination: { write: (line) => void lines.push(line) } })
  return { log, redaction, last: () => JSON.parse(lines.at(-1) ?? '') as Record<string, unknown>, lines }
}

test.each(['trace', 'debug', 'info', 'warn', 'error', 'fatal'] as const)(
  'a secret goes from lines of the level %s, from their message, their details and an error’s causes',
  (level) => {
    const { log, lines } = startLog(['recognisable-secret'])
    const cause = new Error('recognisable-secret in the cause', { cause: 'recognisable-secret thrown' })
    const error = new AggregateError([new Error('recognisable-secret of several')], 'recognisable-secret', { cause })
    log[level]({ err: error, deep: [{ er: { text: 'recognisable-secret' } }] }, 'recognisable-secret')
    log.child({ bound: 'recognisable-secret' })[level]('of a child')
    expect(lines.join('')).not.toContain('recognisable-secret')
    expect(lines.join('').match(/\[redacted\]/g)?.length).toBeGreaterThan(6)
    for (const line of lines) expect(line).toMatch(/^\{.*\}\n$/)
  },
)

test('a secret that is a word or a number of JSON breaks no line', () => {
  const { log, last } = startLog(['true', '12345', 'level'])
  log.info({ isSo: true, count: 12345, text: 'true 12345', level: 'level' }, 'level')
  expect(last()).toMatchObject({ isSo: true, count: 12345, text: '[redacted] [redacted]', msg: '[redacted]' })
})

test('of an error only its words, place, code and causes are shown, whatever a library hung on it', () => {
  const { log, last } = startLog()
  const cause = Object.assign(new Error('refused'), { code: 'ECONNREFUSED', headers: { authorization: 'Bearer x' } })
  const error = Object.assign(new TypeError('failed', { cause }), {
    request: { body: 'grant_type=password' },
    socket: {},
  })
  log.error({ err: error }, 'It failed')
  expect(last()['err']).toEqual({
    type: 'TypeError',
    message: 'failed',
    stack: expect.stringContaining('log.test.ts') as string,
    cause: { type: 'Error', message: 'refused', code: 'ECONNREFUSED', stack: expect.any(String) as string },
  })
})

test('causes that go round, and what is no error, end', () => {
  const { log, last } = startLog()
  const error = new Error('round')
  error.cause = error
  log.error({ err: error }, 'It failed')
  expect(JSON.stringify(last()).match(/round/g)?.length).toBeLessThan(30)
  log.error({ err: { headers: { authorization: 'Bearer x' } } }, 'It failed')
  expect(last()['err']).toEqual({ type: 'object', message: '[object Object]' })
})
