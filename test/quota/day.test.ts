import { spawnSync } from 'node:child_process'
import { expect, test } from 'vitest'
import { nextReset, officeDay, toOfficeTime } from '../../src/quota/day.ts'

const midnight = Date.UTC(2026, 10, 22, 15)

test('the day of the office begins at 0:00 Japan time', () => {
  expect([officeDay(midnight - 1), officeDay(midnight)]).toEqual(['2026-11-22', '2026-11-23'])
})

test('the next reset is strictly later', () => {
  expect([nextReset(midnight - 1), nextReset(midnight)]).toEqual([midnight, midnight + 86_400_000])
})

test('an instant is shown as the office shows it', () => {
  expect([toOfficeTime(midnight), toOfficeTime(midnight + 3_599_999)]).toEqual([
    '2026-11-23T00:00:00+09:00',
    '2026-11-23T00:59:59+09:00',
  ])
})

// Los Angeles put its clocks back on 1 November 2026; the zone is read at the start of a process.
test.each(['America/Los_Angeles', 'Asia/Tokyo', 'Pacific/Kiritimati'])('none of it depends on the zone %s', (TZ) => {
  const script = `
    import { nextReset, officeDay, toOfficeTime } from './src/quota/day.ts'
    const instants = [Date.UTC(2026, 10, 1, 8, 59), Date.UTC(2026, 10, 1, 9, 1), ${midnight - 1}, ${midnight}]
    console.log(JSON.stringify(instants.map((ms) => [officeDay(ms), toOfficeTime(nextReset(ms))])))`
  const { stdout } = spawnSync(process.execPath, ['--input-type=module-typescript', '--eval', script], {
    env: { ...process.env, TZ },
    encoding: 'utf8',
  })
  expect(JSON.parse(stdout)).toEqual([
    ['2026-11-01', '2026-11-02T00:00:00+09:00'],
    ['2026-11-01', '2026-11-02T00:00:00+09:00'],
    ['2026-11-22', '2026-11-23T00:00:00+09:00'],
    ['2026-11-23', '2026-11-24T00:00:00+09:00'],
  ])
})
