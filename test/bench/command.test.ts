import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { readArguments } from '../../bench/arguments.ts'
import { projectFolder, runNode } from '../support/command.ts'

const isInstalled = existsSync(join(projectFolder, 'bench/node_modules'))
const others = ['mercurius', 'apollo', 'yoga', 'hive']

test('all workloads and contestants with 5,000 applications, unless told otherwise', () => {
  const byDefault = {
    only: [],
    seconds: 1,
    rounds: 3,
    applications: 5_000,
    quick: false,
    profile: false,
    growth: false,
    help: false,
  }
  expect(readArguments([])).toEqual(byDefault)
  expect(readArguments(['--only', 'fifty,mercurius', '--seconds=0.5', '--rounds', '7'])).toEqual({
    ...byDefault,
    only: ['fifty', 'mercurius'],
    seconds: 0.5,
    rounds: 7,
  })
})

test.each([
  [['--only', 'fifty,mercury'], "--only knows no 'mercury'; accepted are words of basics repeated, basics varying, "],
  [['--seconds', '0'], "--seconds must be a number from 0.01 to 600, not '0'"],
  [['--seconds', ''], "--seconds must be a number from 0.01 to 600, not ''"],
  [['--rounds', '1.5'], "--rounds must be a whole number, not '1.5'"],
  [['--applications', '10'], "--applications must be a number from 50 to 100000, not '10'"],
  [['--round', '1'], "Unknown option '--round'"],
])('%j is refused in a sentence', async (args, sentence) => {
  expect(() => readArguments(args)).toThrow(sentence)
  const command = runNode('bench/run.ts', args)
  expect(await command.ended).toBe(1)
  expect(command.output()).toContain(sentence)
  expect(command.output().trim().split('\n')).toHaveLength(1)
})

test('a quick run finds all answers equal, asks the office nothing while it times, and prints ratios and targets', async () => {
  if (!isInstalled) {
    const reason = 'the others are not installed (npm ci --prefix bench)'
    if (process.env['CI']) throw new Error(reason)
    console.log(`A quick run compares this server with the limit alone, because ${reason}`)
  }
  const command = runNode('bench/run.ts', ['--quick'], { env: { HOME: projectFolder } })
  expect(await command.ended, command.output()).toBe(0)
  const output = command.output()
  expect(output).toContain('All answer the same.')
  expect(output).toContain('The office was not asked once during the timed runs.')
  const present = [...(isInstalled ? others.slice(0, 3) : []), 'limit', ...(isInstalled ? others.slice(3) : [])]
  const [head = ''] = /^\| workload, connections .*$/m.exec(output) ?? []
  expect([...head.matchAll(/ ÷ (\w+) +\|/g)].map(([, name]) => name)).toEqual([...present, 'mercurius'])
  const ratios = /^\| file repeated, 64 +\| +[\d,]+ \|((?: +[\d.]+ \|)+)/m.exec(output)?.[1] ?? ''
  expect(ratios.match(/[\d.]+/g)?.every((ratio) => Number(ratio) > 0)).toBe(true)
  expect(output).toMatch(/^\| file +\| +99 \| +99 \|/m)
  expect(output.match(/^\| .*\b(met|missed|not measured) +\|$/gm)).toHaveLength(9)
  for (const name of isInstalled ? [] : others) expect(output).toContain(`Skipped: ${name}, because `)
}, 300_000)
