import { setTimeout as delay } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { NotCached } from '../../../src/errors.ts'
import type { Policy } from '../../../src/quota/policy.ts'
import { Spending } from '../../../src/quota/spending.ts'
import { factKeys } from '../../../src/sources/jpo/facts.ts'
import { startGraph } from '../../support/graph.ts'
import { manualClock } from '../../support/manual-clock.ts'

const noon = Date.parse('2026-11-20T12:00:00+09:00')
const hour = 3_600_000
const showcase = '2020000101'

async function startAtNoon() {
  const clock = manualClock(noon)
  const graph = await startGraph({ clock })
  const { source } = graph.services
  const operation = (policy: Partial<Policy> = {}) => {
    const spending = new Spending({ startedAt: clock.now() })
    spending.agree(policy)
    return spending
  }
  const outcomes = ({ events }: Spending) => events.map(({ outcome }) => outcome)
  /** Until the office has been asked. */
  const asked = async () => {
    while (graph.sandbox.calls.length === 0) await delay(2)
  }
  return { clock, graph, source, operation, outcomes, asked }
}

test('who wants stored answers only leaves a call under way to those who share it', async () => {
  const { graph, source, operation, outcomes, asked } = await startAtNoon()
  graph.sandbox.misbehave({ kind: 'latency', ms: 60 })
  const [payer, thrifty, third] = [operation(), operation({ onlyIfCached: true }), operation()]
  const paid = source.ask('CITE_DOC_INFO', showcase, payer)
  await asked()
  await expect(source.ask('CITE_DOC_INFO', showcase, thrifty)).rejects.toBeInstanceOf(NotCached)
  expect(source.isInFlight('CITE_DOC_INFO', showcase)).toBe(true)
  expect(await source.ask('CITE_DOC_INFO', showcase, third)).toBe(await paid)
  expect(outcomes(third)).toEqual(['shared'])
  expect(graph.calls()).toEqual([`CITE_DOC_INFO ${showcase}`])
})

test('what another operation is just finding in the store may be too old for this one', async () => {
  const { clock, graph, source, operation, outcomes } = await startAtNoon()
  await source.ask('CITE_DOC_INFO', showcase, operation())
  await clock.advance(hour)
  graph.calls()
  const [patient, picky, another] = [operation(), operation({ maxAgeMs: 60_000 }), operation()]
  const [old, young, same] = await Promise.all(
    [patient, picky, another].map((spending) => source.ask('CITE_DOC_INFO', showcase, spending)),
  )
  expect([old, young, same].map((answer) => (answer?.retrievedAt ?? 0) - noon)).toEqual([0, hour, 0])
  expect([patient, picky, another].map(outcomes)).toEqual([['stored'], ['paid'], ['stored']])
  expect(graph.calls()).toEqual([`CITE_DOC_INFO ${showcase}`])
})

test('facts of a shared answer are as young as the answer', async () => {
  const { clock, graph, source, operation, asked } = await startAtNoon()
  graph.sandbox.misbehave({ kind: 'latency', ms: 60 })
  const paid = source.ask('APP_PROGRESS', showcase, operation())
  await asked()
  clock.jump(1_000)
  const strict = operation({ maxAgeMs: 0 })
  await Promise.all([paid, source.ask('APP_PROGRESS', showcase, strict)])
  const [numbers] = await source.facts([factKeys.numbers(showcase)], strict)
  expect(numbers?.value).toMatchObject({ registrationNumber: '7900101' })
  const [late] = await source.facts([factKeys.numbers(showcase)], operation({ maxAgeMs: 0 }))
  expect(late).toBeUndefined()
})
