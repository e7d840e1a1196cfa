import { describe, expect, test } from 'vitest'
import { createStore, type StoredValue } from '../../src/store/store.ts'
import { systemClock } from '../../src/clock.ts'
import type { Shelf } from '../../src/store/shelf.ts'
import { keptLog } from '../support/log.ts'
import { places } from './drivers.ts'

function answer(body: string): StoredValue {
  return { retrievedAt: 1_795_000_000_123, source: 'APP_PROGRESS', statusCode: '100', body }
}

function open(shelf: Shelf) {
  return createStore({ shelf, namespace: 'jpo', callsADay: () => 400, clock: systemClock, log: keptLog() })
}

describe.each(places)('on $name a store says that others changed something', ({ open: place }) => {
  async function two() {
    const there = await place()
    const [ours, theirs] = [open(await there.shelf()), open(await there.shelf())]
    let before = await ours.changedByOthers()
    /** Whether the figure is another one than at the last look. */
    const hasChanged = async () => {
      const now = await ours.changedByOthers()
      const is = now !== before
      before = now
      return is
    }
    return { ours, theirs, hasChanged }
  }

  test('when another server stores, replaces or forgets a value, once each', async () => {
    const { theirs, hasChanged } = await two()
    for (const change of [
      () => theirs.set('a', answer('A')),
      () => theirs.set('a', answer('B')),
      () => theirs.forget(['a']),
    ]) {
      await change()
      expect([await hasChanged(), await hasChanged()]).toEqual([true, false])
    }
  })

  test('not when it does so itself, nor when either looks, or looks whether it can write', async () => {
    const { ours, theirs, hasChanged } = await two()
    await Promise.all(['a', 'b', 'c'].map((key) => ours.set(key, answer(key))))
    await ours.forget(['b', 'never there'])
    await theirs.getMany(['a'])
    await theirs.writable()
    await ours.writable()
    await theirs.forget(['never there'])
    expect(await hasChanged()).toBe(false)
  })

  test('also where its own changes come between and after', async () => {
    const { ours, theirs, hasChanged } = await two()
    await ours.set('a', answer('A'))
    await theirs.set('b', answer('B'))
    await ours.set('c', answer('C'))
    expect(await hasChanged()).toBe(true)
    await ours.set('c', answer('D'))
    expect(await hasChanged()).toBe(false)
  })
})
