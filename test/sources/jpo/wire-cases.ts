import { expect, test } from 'vitest'
import { UpstreamContract } from '../../../src/errors.ts'
import type { WireNotes } from '../../../src/sources/jpo/wire.ts'

type Json = string | Json[] | { [key: string]: Json }
type Reader = (data: unknown, notes: WireNotes) => unknown

/** Notes that remember, for a test to look at. */
export function listen(): WireNotes & { heard: string[] } {
  const heard: string[] = []
  return { heard, unknownKey: (path) => heard.push(path) }
}

/** Notes for answers in which nothing is unknown. */
export const nothingUnknown: WireNotes = {
  unknownKey: (path) => {
    throw new Error(`unknown key ${path}`)
  },
}

/** What every reader owes, whatever it reads: tried at each place of an answer in turn. */
export function isStrict(where: string, read: Reader, answer: Json): void {
  const places = [...placesIn(answer, where)]

  test('reads its own fixture without an unknown key', () => {
    expect(() => read(answer, nothingUnknown)).not.toThrow()
  })

  test.each(places.filter((place) => place.key !== null))('a missing key is refused: $path', ({ path, steps }) => {
    expectRefusal(() => read(changed(answer, steps, remove), nothingUnknown), `at ${path}: the key is missing`)
  })

  test.each(places)('another JSON type is refused: $path', ({ path, steps, value }) => {
    for (const wrong of wrongFor(value)) {
      expectRefusal(
        () =>
          read(
            changed(answer, steps, () => wrong),
            nothingUnknown,
          ),
        `at ${path}: expected`,
      )
    }
  })

  const formed = places.flatMap((place) => {
    const fault = faultOf(place.key)
    return fault === null ? [] : [{ ...place, fault }]
  })
  test.for(formed)('a value of another form is refused: $path', ({ path, steps, fault }) => {
    expectRefusal(
      () =>
        read(
          changed(answer, steps, () => '20230229'),
          nothingUnknown,
        ),
      `at ${path}: ${fault}`,
    )
  })

  test.each(places.filter(({ value }) => isObject(value) && Object.keys(value).length > 0))(
    'an unknown key is ignored and counted: $path',
    ({ path, steps, value }) => {
      for (const novelty of ['kana', '__proto__', 'constructor', 'toString']) {
        const notes = listen()
        const grown = changed(answer, steps, () => withKey(value, novelty))
        expect(read(grown, notes)).toEqual(read(answer, nothingUnknown))
        expect(notes.heard).toEqual([`${path.replace(/\[\d+\]/g, '[]')}.${novelty}`])
      }
    },
  )
}

/** Digits of the numbers that become keys of further calls (api.md §2). */
const lengths: Readonly<Record<string, number>> = {
  applicationNumber: 10,
  parentApplicationNumber: 10,
  nationalPriorityApplicationNumber: 10,
  ADPublicationNumber: 10,
  ADNationalPublicationNumber: 10,
  registrationNumber: 7,
  applicantAttorneyCd: 9,
  rightPersonCd: 9,
}

/** What is wrong with the text `20230229` there: no such day, no such number; null where any text will do. */
function faultOf(key: string | null): string | null {
  if (key === null) return null
  if (/date$/i.test(key) && key !== 'issueDate') return '"20230229" is not a day of the calendar'
  const length = lengths[key]
  return length === undefined ? null : `"20230229" is not ${length} digits`
}

export function expectRefusal(act: () => unknown, sentence: string): void {
  expect(act).toThrow(UpstreamContract)
  expect(act).toThrow(sentence)
}

type Steps = readonly (string | number)[]

function* placesIn(
  value: Json,
  path: string,
  steps: Steps = [],
): Generator<{ path: string; key: string | null; steps: Steps; value: Json }> {
  const last = steps.at(-1)
  yield { path, key: typeof last === 'string' ? last : null, steps, value }
  if (Array.isArray(value)) {
    for (const [index, row] of value.entries()) yield* placesIn(row, `${path}[${index}]`, [...steps, index])
  } else if (isObject(value)) {
    for (const [key, member] of Object.entries(value)) yield* placesIn(member, `${path}.${key}`, [...steps, key])
  }
}

const remove = () => undefined

/** A copy in which one place holds something else, or, when that is undefined, is gone. */
function changed(value: Json, [step, ...rest]: Steps, change: () => unknown): unknown {
  if (step === undefined) return change()
  if (Array.isArray(value)) return value.map((row, index) => (index === step ? changed(row, rest, change) : row))
  if (!isObject(value)) return value
  const members = Object.entries(value).map(([key, member]) => [
    key,
    key === step ? changed(member, rest, change) : member,
  ])
  return Object.fromEntries(members.filter(([, member]) => member !== undefined))
}

function wrongFor(value: Json): unknown[] {
  const scalars = [null, 7, true]
  if (Array.isArray(value)) return [...scalars, '', {}]
  return isObject(value) ? [...scalars, '', []] : [...scalars, [], {}]
}

/** By way of JSON, which makes `__proto__` an own key, as an answer would. */
function withKey(value: Json, key: string): unknown {
  return JSON.parse(JSON.stringify(value).replace('{', `{${JSON.stringify(key)}:"1",`))
}

function isObject(value: Json): value is { [key: string]: Json } {
  return typeof value === 'object' && !Array.isArray(value)
}
