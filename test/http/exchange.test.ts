import { Dispatcher } from 'undici'
import { expect, test } from 'vitest'
import { exchange } from '../../src/http/exchange.ts'

/** Stands in for undici's connection, so that the moments of connecting and losing it are the test's. */
class Connection extends Dispatcher {
  readonly events: string[] = []
  start: () => void = () => undefined

  override dispatch(_options: Dispatcher.DispatchOptions, handler: Dispatcher.DispatchHandler): boolean {
    const controller: Dispatcher.DispatchController = {
      aborted: false,
      paused: false,
      reason: null,
      rawHeaders: null,
      rawTrailers: null,
      abort: () => this.events.push('aborted'),
      pause: () => undefined,
      resume: () => undefined,
    }
    this.start = () => {
      this.events.push('started')
      handler.onRequestStart?.(controller, null)
    }
    return true
  }
}

const request = { method: 'GET', url: 'http://office.example/', headers: {}, body: null } as const

test('what timed out before it was connected is not sent afterwards', async () => {
  const connection = new Connection()
  const answer = exchange(connection, request, { maxBytes: 1, timeoutMs: 1 })
  await expect(answer).rejects.toMatchObject({ sent: 'no' })
  connection.start()
  expect(connection.events).toEqual(['started', 'aborted'])
})

test('the moment in which it is handed to a connection is said once, and not of what is given up', async () => {
  const events: string[] = []
  const connection = new Connection()
  const onSent = () => void events.push('sent')
  const late = exchange(connection, request, { maxBytes: 1, timeoutMs: 1, onSent })
  await expect(late).rejects.toMatchObject({ sent: 'no' })
  connection.start()
  expect(events).toEqual([])
  const lost = exchange(connection, request, { maxBytes: 1, timeoutMs: 1_000, onSent })
  expect(events).toEqual([])
  connection.start()
  expect(events).toEqual(['sent'])
  connection.start()
  await expect(lost).rejects.toMatchObject({ sent: 'maybe' })
  expect(events).toEqual(['sent'])
})

test('what was sent is not sent again on another connection', async () => {
  const connection = new Connection()
  const answer = exchange(connection, request, { maxBytes: 1, timeoutMs: 1_000 })
  connection.start()
  connection.start()
  await expect(answer).rejects.toMatchObject({ sent: 'maybe', message: expect.stringContaining('lost') as string })
  expect(connection.events).toEqual(['started', 'started', 'aborted'])
})
