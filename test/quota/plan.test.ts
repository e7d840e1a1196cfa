import { expect, test } from 'vitest'
import type { Need } from '../../src/quota/needs.ts'
import { bounds, type Circumstances } from '../../src/quota/plan.ts'

const now = 1_000_000

/** Two endpoints that stand in for each other, and one that nothing stands in for. */
const insteadOf = (endpoint: string) =>
  endpoint === 'CITE' ? [] : ['PROGRESS', 'SIMPLE'].filter((it) => it !== endpoint)

function circumstances(left: Record<string, number>, rest: Partial<Circumstances> = {}): Circumstances {
  const rows = Object.entries(left).map(([endpoint, remaining]) => ({
    endpoint,
    limit: 100,
    configuredLimit: 100,
    usedElsewhere: 0,
    used: 100 - remaining,
    remaining,
    reportedByJpo: null,
  }))
  const starts = Array.from({ length: 50 }, (_, index) => now + Math.floor(index / 10) * 60_250)
  return {
    rows,
    starts,
    earliest: starts,
    waiting: 0,
    now,
    deadline: now + 25_000,
    maxCalls: Infinity,
    insteadOf,
    ...rest,
  }
}

function need(certain: number, possible = certain, isOpen = false): Need {
  return { certain, possible, instead: 0, isOpen }
}

const plenty = { SIMPLE: 100, PROGRESS: 100, CITE: 100 }

/** `ENDPOINT at least–at most`. */
function shown(needs: Record<string, Need>, given: Circumstances): string[] {
  return bounds(new Map(Object.entries(needs)), given).calls.map(
    ({ endpoint, atLeast, atMost }) => `${endpoint} ${atLeast}–${atMost}`,
  )
}

test('nothing needed costs nothing and waits for nothing, even behind others', () => {
  expect(bounds(new Map(), circumstances(plenty, { waiting: 30 }))).toEqual({
    feasible: true,
    estimatedWaitSeconds: 0,
    calls: [],
  })
})

test('what is certain is the least, what is possible the most', () => {
  const plan = bounds(new Map([['SIMPLE', need(2, 3)]]), circumstances({ ...plenty, SIMPLE: 40 }))
  expect(plan).toEqual({
    feasible: true,
    estimatedWaitSeconds: 0,
    calls: [{ endpoint: 'SIMPLE', atLeast: 2, atMost: 3, remaining: 40 }],
  })
})

test('a list that nobody knows may cost what the day, the wait and maxCalls allow', () => {
  const open = { CITE: need(0, 1, true) }
  expect(shown(open, circumstances({ CITE: 7 }))).toEqual(['CITE 0–7'])
  expect(shown(open, circumstances({ CITE: 70 }))).toEqual(['CITE 0–10'])
  expect(shown(open, circumstances({ CITE: 70 }, { deadline: now + 61_000 }))).toEqual(['CITE 0–20'])
  expect(shown(open, circumstances({ CITE: 70 }, { maxCalls: 4 }))).toEqual(['CITE 0–4'])
  expect(shown(open, circumstances({ CITE: 0 }))).toEqual([])
})

test('where the starts do not suffice for all, each endpoint can count only on those that the others leave', () => {
  const needs = { SIMPLE: need(6), CITE: need(7) }
  expect(shown(needs, circumstances(plenty))).toEqual(['SIMPLE 3–6', 'CITE 4–7'])
  expect(shown(needs, circumstances(plenty, { maxCalls: 8 }))).toEqual(['SIMPLE 1–6', 'CITE 2–7'])
  expect(shown(needs, circumstances(plenty, { waiting: 3 }))).toEqual(['SIMPLE 0–6', 'CITE 1–7'])
})

test('what a spent day cannot take goes to whoever can bring the same', () => {
  expect(shown({ SIMPLE: need(5) }, circumstances({ ...plenty, SIMPLE: 2 }))).toEqual(['SIMPLE 2–2', 'PROGRESS 0–3'])
  expect(shown({ CITE: need(5) }, circumstances({ ...plenty, CITE: 2 }))).toEqual(['CITE 2–2'])
})

test('what was sent on may itself be sent on', () => {
  const chain = (endpoint: string) => ({ SIMPLE: ['PROGRESS'], PROGRESS: ['CITE'] })[endpoint] ?? []
  const given = circumstances({ SIMPLE: 1, PROGRESS: 3, CITE: 30 }, { insteadOf: chain })
  expect(shown({ SIMPLE: need(5), PROGRESS: need(2) }, given)).toEqual(['SIMPLE 1–1', 'PROGRESS 2–3', 'CITE 0–3'])
})

test('two spent days that stand in for each other send nothing back and forth', () => {
  const given = circumstances({ SIMPLE: 1, PROGRESS: 2 })
  expect(shown({ SIMPLE: need(5), PROGRESS: need(5) }, given)).toEqual(['SIMPLE 1–1', 'PROGRESS 2–2'])
})

test('behind a list that nobody knows all foreseen calls may come too late, and go elsewhere', () => {
  const given = circumstances({ SIMPLE: 3, PROGRESS: 10 })
  expect(shown({ SIMPLE: need(2, 2, true) }, given)).toEqual(['SIMPLE 2–3', 'PROGRESS 0–2'])
})

test.each([
  ['within the minute', { SIMPLE: need(10) }, {}, true],
  ['beyond the minute and the wait', { SIMPLE: need(11) }, {}, false],
  ['beyond the minute, within the wait', { SIMPLE: need(11) }, { deadline: now + 60_250 }, true],
  ['behind others', { SIMPLE: need(10) }, { waiting: 1 }, false],
  ['within maxCalls', { SIMPLE: need(2), CITE: need(2) }, { maxCalls: 4 }, true],
  ['beyond maxCalls', { SIMPLE: need(2), CITE: need(3) }, { maxCalls: 4 }, false],
  ['that are only possible', { SIMPLE: need(0, 11) }, {}, false],
  ['of lists not yet known apart', { CITE: need(1, 1, true) }, {}, true],
] as const)('calls %s: whether they are feasible', (_name, needs, rest, feasible) => {
  expect(bounds(new Map(Object.entries(needs)), circumstances(plenty, rest)).feasible).toBe(feasible)
})

test('what is not left today is not feasible, whoever could bring it instead', () => {
  expect(bounds(new Map([['SIMPLE', need(3)]]), circumstances({ SIMPLE: 2, PROGRESS: 90 })).feasible).toBe(false)
})

test('a call that another endpoint may take is one call', () => {
  const needs = new Map([
    ['SIMPLE', need(0, 1)],
    ['PROGRESS', { ...need(0, 1), instead: 1 }],
  ])
  const plan = bounds(needs, circumstances({ SIMPLE: 5, PROGRESS: 5 }, { maxCalls: 1 }))
  expect(plan.feasible).toBe(true)
  expect(plan.calls.map(({ atMost }) => atMost)).toEqual([1, 1])
  expect(bounds(needs, circumstances({ SIMPLE: 5, PROGRESS: 0 })).feasible).toBe(true)
})

test('starts that are kept for other callers are not counted on, and may yet be had', () => {
  const starts = Array.from({ length: 50 }, (_, index) => now + Math.floor(index / 8) * 60_250)
  const given = circumstances(plenty, { starts })
  expect(shown({ SIMPLE: need(10) }, given)).toEqual(['SIMPLE 8–10'])
  const { feasible, estimatedWaitSeconds } = bounds(new Map([['SIMPLE', need(10)]]), given)
  expect([feasible, estimatedWaitSeconds]).toEqual([false, 60.3])
})

test.each([
  [1, 0, 0],
  [10, 0, 0],
  [11, 0, 60.3],
  [20, 0, 60.3],
  [21, 0, 120.5],
  [1, 10, 60.3],
  [5, 6, 60.3],
])('%i calls behind %i others: the last one starts after %d s', (calls, waiting, seconds) => {
  const { estimatedWaitSeconds } = bounds(new Map([['SIMPLE', need(calls)]]), circumstances(plenty, { waiting }))
  expect(estimatedWaitSeconds).toBe(seconds)
})
