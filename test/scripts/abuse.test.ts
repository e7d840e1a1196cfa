import { expect, test } from 'vitest'
import { runNode } from '../support/command.ts'

test('three hundred bad requests get no data, spend nothing and leave the server as it was', async () => {
  const abuse = runNode('scripts/abuse.ts', ['--seed', '20261', '--count', '300'])
  expect(await abuse.ended, abuse.output()).toBe(0)
  expect(abuse.output()).toContain('300 bad requests of seed 20261: 0 defects')
  for (const kind of [
    'broken JSON',
    'huge body',
    'deep',
    'fragments in circles',
    'another host',
    'forged keys',
    'forged tokens',
    'slow body',
    'slow headers',
    'path tricks',
  ])
    expect(abuse.output()).toMatch(new RegExp(`^ *[1-9]\\d* {2}${kind}$`, 'm'))
})

test('what is no number is refused', async () => {
  const abuse = runNode('scripts/abuse.ts', ['--count', 'many'])
  expect(await abuse.ended).toBe(1)
  expect(abuse.output()).toContain('--count must be a whole number up to 999999.')
})
