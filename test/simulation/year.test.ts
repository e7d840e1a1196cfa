import { beforeAll, expect, test } from 'vitest'
import { reportOn } from '../../simulation/report.ts'
import { type SeedResults, simulate } from '../../simulation/run.ts'
import { handbookLimits } from '../../src/settings/office.ts'

/** The first month of a small company, its monthly report included. */
const scale = { cases: 100, days: 31 }
let first: SeedResults
beforeAll(async () => {
  first = await simulate(1, scale)
}, 300_000)

const policies = ({ ours, plainCache, dataLoader, rest }: SeedResults) => [ours, plainCache, dataLoader, rest]

test('ours is never over a day or a minute, and is refused nothing', () => {
  const { counts, daysOver, minutesOver } = first.ours.desk
  expect({ daysOver, minutesOver }).toEqual({ daysOver: 0, minutesOver: 0 })
  expect([...counts].filter(([, { refused }]) => refused > 0)).toEqual([])
  expect([...counts].filter(([, { asked, paid }]) => asked !== paid)).toEqual([])
  for (const [endpoint, { paid }] of counts) expect(paid).toBeLessThanOrEqual(handbookLimits[endpoint] * scale.days)
})

test('clients that do not count are over, so the limits of the simulated office hold', () => {
  for (const result of [first.plainCache, first.dataLoader, first.rest]) {
    expect(result.desk.minutesOver).toBeGreaterThan(0)
    const refused = [...result.desk.counts.values()].reduce((sum, each) => sum + each.refused, 0)
    expect(refused).toBeGreaterThan(0)
  }
})

test('every policy answers the same questions, each fact once', () => {
  const [wanted] = policies(first).map(({ tallies }) => tallies.all.wanted)
  expect(wanted).toBeGreaterThan(1_000)
  expect(policies(first).map(({ tallies }) => tallies.all.wanted)).toEqual([wanted, wanted, wanted, wanted])
  const [pending] = policies(first).map(({ tallies }) => tallies.pending.wanted)
  expect(pending).toBeGreaterThan(300)
})

test('only what is remembered is old, only what is old is outdated, and nothing is denied that the office has', () => {
  const { ours, plainCache, dataLoader, rest } = first
  for (const { tallies } of [dataLoader, rest]) {
    expect(tallies.all.retrieved.worst).toBe(400)
    expect(tallies.all.outdated.count).toBe(0)
  }
  expect(plainCache.tallies.all.retrieved.worst).toBeLessThanOrEqual(24 * 3_600_000 + 400)
  expect(plainCache.tallies.all.stale).toBe(0)
  expect(ours.tallies.all.stale).toBeGreaterThan(0)
  expect(ours.tallies.all.outdated.worst).toBeLessThan(scale.days * 24 * 3_600_000)
})

test('the same seed lives the same month, another seed another', async () => {
  const text = (seed: SeedResults) => reportOn([seed], scale).text
  expect(text(await simulate(1, scale))).toBe(text(first))
  const other = await simulate(2, { cases: 100, days: 5 })
  expect(other.ours.tallies).not.toEqual((await simulate(3, { cases: 100, days: 5 })).ours.tallies)
}, 300_000)
