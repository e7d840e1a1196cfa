import { execFileSync } from 'node:child_process'
import { mkdirSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { digestOf, isDamaged, newKey } from '../../../src/auth/callers/key.ts'
import { createCallerPolicy } from '../../../src/auth/callers/policy.ts'
import { createHttp } from '../../../src/http/http.ts'
import { type Entry, keysFile } from '../../support/callers.ts'
import { manualClock } from '../../support/manual-clock.ts'
import { readableLog } from '../../support/readable-log.ts'

/** 2026-12-31, 23:00 in Japan. */
const newYearsEve = Date.UTC(2026, 11, 31, 14)
const endpoints = ['APP_PROGRESS', 'CITE_DOC_INFO']

async function start(entries: readonly Entry[], rest: object = {}) {
  const keys = keysFile(entries, rest)
  const clock = manualClock(newYearsEve)
  const kept = readableLog()
  const settings = { keysFile: keys.file, issuer: null }
  const policy = await createCallerPolicy({
    settings,
    endpoints,
    mistakesIn: () => [],
    http: createHttp(),
    clock,
    log: kept.log,
  })
  /** The name of the caller, or why there is none. */
  const whose = (name: string) =>
    policy.identify([`Bearer ${keys.keyOf(name)}`]).then(
      (caller) => caller.name,
      (error: unknown) => String(error),
    )
  /** What a request meets a second later. */
  const later = async (name: string) => {
    clock.jump(1_000)
    return whose(name)
  }
  const logged = () => kept.lines().map(({ msg, reason }) => (typeof reason === 'string' ? `${msg}: ${reason}` : msg))
  return { keys, clock, policy, whose, later, logged }
}

const unknown = 'Unauthenticated: This is no key that this server knows.'
const inForce = 'What the file says now is in force'
const kept = 'The file cannot be read; what it said before stays in force'

test('what the file says of a caller is what is known of it', async () => {
  const { policy, keys } = await start(
    [
      { name: 'desk', scopes: ['read', 'documents'], shares: { APP_PROGRESS: 100 }, interactive: true },
      { name: 'batch', scopes: [] },
    ],
    { reserve: { CITE_DOC_INFO: 5 } },
  )
  expect(await policy.identify([`Bearer ${keys.keyOf('desk')}`])).toEqual({
    name: 'desk',
    scopes: new Set(['read', 'documents']),
    shares: { APP_PROGRESS: 100 },
    isInteractive: true,
  })
  expect(policy.callers().map(({ name, isInteractive, shares }) => [name, isInteractive, shares])).toEqual([
    ['desk', true, { APP_PROGRESS: 100 }],
    ['batch', false, {}],
  ])
  expect(policy.reserve).toEqual({ CITE_DOC_INFO: 5 })
})

test('a file that changes is in force within a second: keys come, go, and get other rights', async () => {
  const { keys, clock, policy, whose, later, logged } = await start([{ name: 'old' }, { name: 'stays' }])
  keys.write([{ name: 'stays', scopes: ['read'], shares: { CITE_DOC_INFO: 7 } }, { name: 'new' }], {
    reserve: { APP_PROGRESS: 3 },
  })
  expect([await whose('old'), await whose('new')]).toEqual(['old', unknown])
  clock.jump(999)
  expect(await whose('old')).toBe('old')
  clock.jump(1)
  expect([await whose('old'), await whose('new'), await whose('stays')]).toEqual([unknown, 'new', 'stays'])
  expect(policy.callers().map(({ name, shares }) => [name, shares])).toEqual([
    ['stays', { CITE_DOC_INFO: 7 }],
    ['new', {}],
  ])
  expect(policy.reserve).toEqual({ APP_PROGRESS: 3 })
  expect(await later('new')).toBe('new')
  expect(logged()).toEqual([inForce])
})

test('a file that became a pipe, a directory or a device is not waited for: what it said before stays in force', async () => {
  const { keys, whose, later, logged } = await start([{ name: 'stays' }])
  for (const become of [
    () => execFileSync('mkfifo', [keys.file]),
    () => mkdirSync(keys.file),
    () => symlinkSync('/dev/zero', keys.file),
  ]) {
    rmSync(keys.file, { recursive: true })
    become()
    expect(await later('stays')).toBe('stays')
  }
  expect(logged()).toEqual([`${kept}: it is a directory, a pipe or a device; a regular file is needed`])
  rmSync(keys.file)
  keys.write([{ name: 'new' }])
  expect([await later('stays'), await whose('new')]).toEqual([unknown, 'new'])
})

test('all who ask at once meet the file as it is now', async () => {
  const { keys, clock, whose } = await start([{ name: 'old' }])
  keys.write([{ name: 'new' }])
  clock.jump(1_000)
  expect(await Promise.all(['old', 'new', 'old', 'new'].map(whose))).toEqual([unknown, 'new', unknown, 'new'])
})

test('a clock that was set back does not end the looks', async () => {
  const { keys, clock, whose } = await start([{ name: 'old' }])
  keys.write([{ name: 'new' }])
  clock.jump(-3_600_000)
  expect(await whose('new')).toBe('new')
})

test('of a half-written file the last good one stays in force, and that is said once', async () => {
  const { keys, later, logged } = await start([{ name: 'analytics' }])
  const good = keys.text()
  for (const cut of [0, 1, good.length >> 1, good.length - 2]) {
    keys.writeText(good.slice(0, cut))
    expect([cut, await later('analytics')]).toEqual([cut, 'analytics'])
    expect(await later('analytics')).toBe('analytics')
  }
  expect(logged()).toEqual([`${kept}: it is not JSON, or only a part of it`])
  keys.writeText(good)
  expect(await later('analytics')).toBe('analytics')
  keys.writeText('[')
  await later('analytics')
  keys.write([{ name: 'next' }])
  expect([await later('analytics'), await later('next')]).toEqual([unknown, 'next'])
  const broken = `${kept}: it is not JSON, or only a part of it`
  expect(logged()).toEqual([broken, inForce, broken, inForce])
})

test('an editor that renames, a file that goes and comes, a folder in its place', async () => {
  const { keys, later, logged } = await start([{ name: 'analytics' }])
  renameSync(keys.file, `${keys.file}~`)
  expect(await later('analytics')).toBe('analytics')
  keys.write([{ name: 'analytics' }, { name: 'next' }])
  expect(await later('next')).toBe('next')
  const replacement = `${keys.file}.new`
  writeFileSync(replacement, JSON.stringify({ keys: [] }))
  renameSync(replacement, keys.file)
  expect(await later('next')).toBe(unknown)
  rmSync(keys.file)
  mkdirSync(keys.file)
  expect(await later('next')).toBe(unknown)
  expect(logged().map((line) => line.replace(/: .*/, ':'))).toEqual([`${kept}:`, inForce, inForce, `${kept}:`])
})

test('a mistake in a changed file leaves the last good one, and is named without what the file says', async () => {
  const { keys, later, logged } = await start([{ name: 'analytics' }])
  const key = newKey()
  keys.write([{ name: 'analytics' }, { name: 'plain', sha256: key, key, [key]: 1, expires: 'soon' }])
  expect([await later('analytics'), await later('plain')]).toEqual(['analytics', unknown])
  expect(logged()).toHaveLength(1)
  expect(logged()[0]).toContain('keys[1].sha256 must be the SHA-256 of the key, 64 hexadecimal digits')
  expect(logged()[0]).toContain("keys[1] has 'key', a member, which is not known (accepted are name, sha256,")
  expect(logged()[0]).not.toContain(key)
})

test('a key ends with its day in Japan, or at its instant', async () => {
  const { policy, clock, whose } = await start([
    { name: 'year', expires: '2027-01-01' },
    { name: 'instant', expires: '2027-01-01T00:30:00+09:00' },
  ])
  const names = () => policy.callers().map(({ name }) => name)
  clock.jump(3_599_999)
  expect([await whose('year'), names()]).toEqual(['year', ['year', 'instant']])
  clock.jump(1)
  expect([await whose('year'), await whose('instant')]).toEqual([
    'Unauthenticated: This key has expired; whoever runs this server makes another.',
    'instant',
  ])
  expect(names()).toEqual(['instant'])
  clock.jump(1_800_000)
  expect([await whose('instant'), names()]).toEqual([expect.stringContaining('has expired'), []])
})

test('a key of another make is a key by its digest', async () => {
  const digest = digestOf('chosen-by-the-operator').toString('hex').toUpperCase()
  const { policy } = await start([{ name: 'chosen', sha256: digest }])
  expect((await policy.identify(['Bearer chosen-by-the-operator'])).name).toBe('chosen')
  await expect(policy.identify([`Bearer ${digest}`])).rejects.toThrow('no key')
})

test('keys are new each time and show that they lost a character', () => {
  const keys = Array.from({ length: 100 }, newKey)
  expect(new Set(keys).size).toBe(100)
  for (const key of keys) {
    expect(key).toMatch(/^jpo_[\da-f]{72}$/)
    expect(isDamaged(key)).toBe(false)
    expect(isDamaged(key.slice(0, -1))).toBe(true)
    expect(isDamaged(key.slice(0, 20) + key.slice(21))).toBe(true)
    expect(isDamaged(key.replace(/.$/, (last) => (last === '0' ? '1' : '0')))).toBe(true)
  }
  expect(isDamaged('something-else')).toBe(false)
})
