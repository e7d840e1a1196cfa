import { expect, test } from 'vitest'
import { eveningRound } from '../../simulation/evening-round.ts'
import { mannersFor } from '../../simulation/manners.ts'
import type { Question } from '../../simulation/questions.ts'

const day = 24 * 3_600_000
const page = (name: Question['page']): Question => ({ at: 0, person: 0, page: name, wants: [] })

test('lists take what is a fortnight old, a patent a week, a pending case is asked anew', () => {
  expect(mannersFor(page('dashboard'), true).maxStaleMs).toBe(14 * day)
  expect(mannersFor(page('report'), false).maxStaleMs).toBe(14 * day)
  expect(mannersFor(page('case'), false).maxStaleMs).toBe(7 * day)
  expect(mannersFor(page('case'), true)).toEqual({})
})

/** An office that tells so many facts of each kind a day. */
function round(numbers: readonly string[], aDay: number) {
  const asked: string[] = []
  const known = new Set<string>()
  let left = new Map<string, number>()
  const evening = eveningRound(numbers, (wants) =>
    Promise.resolve(
      wants.flatMap(({ number, facts }) =>
        facts.map((fact) => {
          const key = `${fact} ${number}`
          const rest = left.get(fact) ?? aDay
          if (!known.has(key) && rest > 0) {
            asked.push(key)
            known.add(key)
            left.set(fact, rest - 1)
          }
          return {
            number,
            fact,
            content: known.has(key) ? { retrievedAt: 0, endpoint: null, isStale: false } : null,
          }
        }),
      ),
    ),
  )
  return async () => {
    left = new Map()
    asked.length = 0
    await evening()
    return asked.length
  }
}

test('each evening asks for what was never asked, until the day is spent or all is there', async () => {
  const evening = round(
    Array.from({ length: 40 }, (_, index) => String(index)),
    25,
  )
  expect(await evening()).toBe(3 * 25)
  expect(await evening()).toBe(3 * 15)
  expect(await evening()).toBe(0)
})
