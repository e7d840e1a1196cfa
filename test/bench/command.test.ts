import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
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
  const [head = ''] = /^\| .* ours \|.*$/m.exec(output) ?? []
  expect([...head.matchAll(/ ÷ (\w+) +\|/g)].map(([, name]) => name)).toEqual(present)
  const cells = cellsOf(output, 'file repeated, 64')
  expect(cells).toHaveLength(1 + present.length)
  for (const cell of cells.slice(1)) expect(cell).toMatch(/^[\d.]+; [\d.]+ \/ [\d.]+; [\d.]+ s$/)
  for (const [ratio] of cells.slice(1).map((cell) => cell.split(';'))) expect(Number(ratio)).toBeGreaterThan(0)
  expect(cellsOf(output, 'file cold: calls for 20 (fewest possible: 99)')[0]).toBe('99')
  expect(output.match(/^\| .*\b(met|missed|not measured) +\|$/gm)).toHaveLength(9)
  for (const name of isInstalled ? [] : others) expect(output).toContain(`Skipped: ${name}, because `)
}, 600_000)

/** Of the row with that title. */
function cellsOf(output: string, title: string): readonly string[] {
  const [row = ''] = output.split('\n').filter((line) => line.startsWith(`| ${title} `))
  return row
    .split('|')
    .slice(2, -1)
    .map((cell) => cell.trim())
}

// /proc tells who is whose child.
describe.runIf(existsSync('/proc/self/task'))('no process is left', { timeout: 120_000 }, () => {
  test.each(['SIGTERM', 'SIGINT', 'SIGKILL'] as const)('by a bench that %s ends', async (signal) => {
    const { command, children } = await benchAtWork()
    command.kill(signal)
    expect(await command.ended).toBe(signal === 'SIGKILL' ? null : 1)
    await expect.poll(() => children.filter(isThere), { timeout: 60_000 }).toEqual([])
  })

  test('by a bench of which one ended: it says which, and waits for nobody', async () => {
    const { command, children } = await benchAtWork()
    process.kill(children[0] ?? NaN, 'SIGKILL')
    expect(await command.ended).toBe(1)
    expect(command.output()).toContain('office.ts ended (SIGKILL)')
    expect(children.filter(isThere)).toEqual([])
  })
})

/** A bench whose office is open, with the processes that it has by then. */
async function benchAtWork() {
  const command = runNode('bench/run.ts', ['--quick', '--applications', '50', '--only', 'basics,mercurius'])
  await command.printed(/The store is filled/)
  const children = readFileSync(`/proc/${command.pid}/task/${command.pid}/children`, 'utf8').split(' ').map(Number)
  return { command, children: children.filter((pid) => pid > 0) }
}

function isThere(pid: number): boolean {
  return existsSync(`/proc/${pid}`)
}
