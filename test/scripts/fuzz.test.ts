import { expect, test } from 'vitest'
import { runNode } from '../support/command.ts'

test('three hundred mutated archives and documents end, each in a result', async () => {
  const fuzz = runNode('scripts/fuzz.ts', ['--seed', '20260101', '--count', '300'])
  expect(await fuzz.ended, fuzz.output()).toBe(0)
  const output = fuzz.output()
  expect(output).toContain('300 cases of seed 20260101: 0 defects, none hung or ran out of memory')
  for (const result of ['archive refused', 'document read', 'document refused', 'picture shown', 'picture refused'])
    expect(output).toMatch(new RegExp(`^ *[1-9]\\d* {2}${result}$`, 'm'))
})

test('a case is the same whenever it is run', async () => {
  const runs = [0, 1].map(() => runNode('scripts/fuzz.ts', ['--seed', '5', '--from', '7', '--count', '3']))
  await Promise.all(runs.map(({ ended }) => ended))
  const [one, other] = runs.map((run) => run.output().replace(/slowest.*\n/, ''))
  expect(one).toContain('3 cases of seed 5')
  expect(other).toBe(one)
})

test('what is no number is refused', async () => {
  const fuzz = runNode('scripts/fuzz.ts', ['--count', 'many'])
  expect(await fuzz.ended).toBe(1)
  expect(fuzz.output()).toContain('--count must be a whole number.')
})
