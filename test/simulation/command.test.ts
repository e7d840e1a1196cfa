import { expect, test } from 'vitest'
import { readArguments } from '../../scripts/simulate.ts'
import { runNode } from '../support/command.ts'

test('five seeds and the whole year, unless told otherwise', () => {
  expect(readArguments([])).toEqual({ seeds: 5, days: 365, help: false })
  expect(readArguments(['--seeds', '1', '--days=14'])).toEqual({ seeds: 1, days: 14, help: false })
})

test.each([
  [['--seeds', '0'], "--seeds must be a whole number from 1 to 100, not '0'"],
  [['--seeds', 'two'], "--seeds must be a whole number from 1 to 100, not 'two'"],
  [['--days', '366'], "--days must be a whole number from 1 to 365, not '366'"],
  [['--days', '1.5'], "--days must be a whole number from 1 to 365, not '1.5'"],
  [['--day', '1'], "Unknown option '--day'"],
  [['7'], "Unexpected argument '7'"],
])('%j is refused in a sentence', async (args, sentence) => {
  expect(() => readArguments(args)).toThrow(sentence)
  const command = runNode('scripts/simulate.ts', args)
  expect(await command.ended).toBe(1)
  expect(command.output()).toContain(sentence)
  expect(command.output().trim().split('\n')).toHaveLength(1)
})

test('the first day of work is printed in its tables; what only a whole year can show is not judged', async () => {
  const command = runNode('scripts/simulate.ts', ['--seeds', '1', '--days', '4'])
  expect(await command.ended, command.output()).toBe(0)
  const output = command.output()
  expect(output).toContain('2,000 applications, 4 days; seed 1, the worst of 1.')
  expect(output).toMatch(/^\| policy +\| calls asked \| +paid \| refused \|/m)
  expect(output).toMatch(/^\| pending cases +\|/m)
  expect(output).toMatch(/^\| opened pending case +\| +ours \|/m)
  expect(output).toMatch(/^\| APP_PROGRESS_SIMPLE +\| +ours \| +[\d,]+ \| +[\d,]+ \| +0 \|/m)
  expect(output).toMatch(/^\| no day and no minute over, ever +\| +0 days, 0 calls \| +1 \| +met \|$/m)
  expect(output.match(/\| +not judged \|$/gm)).toHaveLength(6)
}, 120_000)
