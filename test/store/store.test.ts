import { rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { randomBytes } from 'node:crypto'
import { describe, expect, onTestFinished, test } from 'vitest'
import { systemClock } from '../../src/clock.ts'
import { openDatabase, type Database } from '../../src/store/database.ts'
import { keyvNodeSqlite } from '../../src/store/keyv-node-sqlite.ts'
import { keyvRedis } from '../../src/store/keyv-redis.ts'
import type { Shelf } from '../../src/store/shelf.ts'
import { createStore, type StoreOptions, type StoredValue } from '../../src/store/store.ts'
import { folder } from '../support/files.ts'
import { keptLog } from '../support/log.ts'
import { manualClock } from '../support/manual-clock.ts'
import { connect, describeWithRedis, startRedis } from '../support/redis.ts'
import { places } from './drivers.ts'

const NOON = 1_795_000_000_123

function answer(body: string | Uint8Array, rest: Partial<StoredValue> = {}): StoredValue {
  return { retrievedAt: NOON, source: 'APP_PROGRESS', statusCode: '100', body, ...rest }
}

function open(shelf: Shelf, options: Partial<StoreOptions> = {}) {
  const log = keptLog()
  const store = createStore({ shelf, namespace: 'jpo', callsADay: () => 400, clock: systemClock, log, ...options })
  onTestFinished(() => store.close())
  return { log, store }
}

async function bodies(store: { getMany: ReturnType<typeof open>['store']['getMany'] }, keys: readonly string[]) {
  return (await store.getMany(keys)).map((value) => value?.body)
}

describe.each(places)('on $name', ({ open: place }) => {
  describe('what is stored', () => {
    test.each([
      ['text', '{"発明の名称":"装置"}'],
      ['long text', JSON.stringify(Array.from({ length: 500 }, (_, index) => ({ 書類番号: index })))],
      ['no text at all', ''],
      ['text that looks like Keyv’s own escapes', ':base64:AAAA'],
      ['text with every hard character', '\u0000\u2028\ud800"\\:x\n'],
    ])('comes back: %s', async (_name, body) => {
      const { store, log } = open(await (await place()).shelf())
      await store.set('key', answer(body))
      expect(await store.getMany(['key'])).toEqual([answer(body)])
      expect(log.lines).toEqual([])
    })

    test('comes back: every byte', async () => {
      const bytes = Uint8Array.from({ length: 70_000 }, (_, index) => index % 256)
      const { store } = open(await (await place()).shelf())
      await store.set('key', answer(bytes))
      const [stored] = await store.getMany(['key'])
      expect(stored?.body).toBeInstanceOf(Uint8Array)
      expect(Buffer.from(stored?.body as Uint8Array).equals(bytes)).toBe(true)
    })

    test('comes back in the order of the keys, with gaps and repetitions', async () => {
      const { store } = open(await (await place()).shelf())
      await store.set('a', answer('A'))
      await store.set('b', answer('B'))
      expect(await bodies(store, ['b', 'nothing', 'a', 'b'])).toEqual(['B', undefined, 'A', 'B'])
      expect(await store.getMany([])).toEqual([])
    })

    test('is replaced by what is stored later, from another server too', async () => {
      const there = await place()
      const { store } = open(await there.shelf())
      await store.set('a', answer('old'))
      expect(await bodies(store, ['a'])).toEqual(['old'])
      await open(await there.shelf()).store.set('a', answer('new'))
      expect(await bodies(store, ['a'])).toEqual(['new'])
    })

    test('is found by keys of 1,000 Japanese characters, and those that begin with the namespace', async () => {
      const { store } = open(await (await place()).shelf())
      const keys = ['特'.repeat(1_000), `${'特'.repeat(999)}許`, 'jpo:a', 'a']
      for (const key of keys) await store.set(key, answer(key))
      expect(await bodies(store, keys)).toEqual(keys)
    })

    test('is not seen from another namespace', async () => {
      const there = await place()
      await open(await there.shelf()).store.set('a', answer('A'))
      expect(await bodies(open(await there.shelf(), { namespace: 'sandbox' }).store, ['a'])).toEqual([undefined])
    })

    test('is forgotten where an operator wants it, and said to have been there', async () => {
      const there = await place()
      const { store } = open(await there.shelf())
      for (const key of ['a', 'b', 'c']) await store.set(key, answer(key))
      const operator = open(await there.shelf()).store
      const before = await there.size()
      expect(await operator.forget(['a', 'nothing', 'c'])).toEqual(['a', 'c'])
      expect(await operator.forget(['a', 'nothing', 'c'])).toEqual([])
      expect(await bodies(store, ['a', 'b', 'c'])).toEqual([undefined, 'b', undefined])
      expect(await there.size()).toBe(before / 3)
    })
  })

  describe('a value that cannot be read', () => {
    test.each([
      ['is of a kind not known', [9, 1, 2, 3]],
      ['is nothing', []],
      ['is cut off', [2, 11, 2]],
      ['is no JSON', [1, ...Buffer.from('{"value":')]],
      ['is JSON of another shape', [1, ...Buffer.from('{"retrievedAt":"yesterday","source":"s","statusCode":"100"}')]],
      ['has no body', [1, ...Buffer.from('{"retrievedAt":1,"source":"s","statusCode":"100"}')]],
    ])('because it %s is a miss, is reported, and spoils no other', async (_name, bytes) => {
      const there = await place()
      const { store, log } = open(await there.shelf())
      await store.set('good', answer('G'))
      await store.set('bad', answer('B'))
      await there.spoil('jpo', 'bad', Uint8Array.from(bytes))
      expect(await bodies(store, ['bad', 'good'])).toEqual([undefined, 'G'])
      expect(log.lines).toHaveLength(1)
      expect(JSON.stringify(log.lines)).toContain('bad')
    })
  })

  describe('a bound', () => {
    const kilobytes = (count: number) => randomBytes(count * 1_024)

    test('is kept to, and what was asked first goes first', async () => {
      const there = await place()
      const { store } = open(await there.shelf({ maxBytes: 100_000 }))
      const keys = Array.from({ length: 150 }, (_, index) => `key ${index}`)
      for (const [index, key] of keys.entries())
        await store.set(key, answer(kilobytes(1), { retrievedAt: NOON + index }))
      expect(await there.size()).toBeLessThanOrEqual(100_000)
      const left = (await store.getMany(keys)).map((value) => value !== undefined)
      const gone = left.indexOf(true)
      expect(gone).toBeGreaterThan(60)
      expect(left).toEqual(keys.map((_key, index) => index >= gone))
    })

    test('lets go what is cheap to ask again before what is dear, and what is large before what is small', async () => {
      const there = await place()
      const callsADay = (source: string) => (source === 'CASE_NUMBER_REFERENCE' ? 50 : 400)
      const { store } = open(await there.shelf({ maxBytes: 200_000 }), { callsADay })
      const day = 24 * 3_600_000
      await store.set('dear', answer(kilobytes(1), { source: 'CASE_NUMBER_REFERENCE', retrievedAt: NOON - 200 * day }))
      await store.set('small', answer(kilobytes(16)))
      await store.set('large', answer(kilobytes(64)))
      for (let index = 0; index < 13; index++)
        await store.set(`later ${index}`, answer(kilobytes(10), { retrievedAt: NOON + day }))
      expect((await store.getMany(['dear', 'small', 'large'])).map((value) => value !== undefined)).toEqual([
        true,
        true,
        false,
      ])
    })

    test('that was lowered is reached little by little', async () => {
      const there = await place()
      const { store } = open(await there.shelf())
      for (let index = 0; index < 250; index++)
        await store.set(`key ${index}`, answer('x', { retrievedAt: NOON + index }))
      const full = await there.size()
      const lowered = open(await there.shelf({ maxBytes: 1_000 })).store
      await lowered.set('one more', answer('x', { retrievedAt: NOON + 1_000 }))
      expect(Math.round((await there.size()) / (full / 250))).toBe(151)
      await lowered.set('one more', answer('x', { retrievedAt: NOON + 1_000 }))
      await lowered.set('one more', answer('x', { retrievedAt: NOON + 1_000 }))
      expect(await there.size()).toBeLessThanOrEqual(1_000)
      expect(await bodies(lowered, ['one more'])).toEqual(['x'])
    })
  })

  test('what cannot be written is kept in memory, and written as soon as it can be', async () => {
    const there = await place()
    const { store, log } = open(await there.shelf())
    await store.set('before', answer('B'))
    await there.spoilWriting()
    expect(await store.writable()).toBe(false)
    await store.set('meanwhile', answer('M'))
    expect(await bodies(store, ['before', 'meanwhile', 'never'])).toEqual(['B', 'M', undefined])
    await there.mend()
    const other = open(await there.shelf()).store
    await expect.poll(() => bodies(other, ['before', 'meanwhile']), { timeout: 10_000 }).toEqual(['B', 'M'])
    expect(await store.writable()).toBe(true)
    expect(log.lines.filter(({ message }) => message.startsWith('The store cannot be written'))).toHaveLength(1)
  })

  test('is written at the end at the latest', async () => {
    const there = await place()
    const { store } = open(await there.shelf(), { clock: manualClock(NOON) })
    await store.set('before', answer('B'))
    await there.spoilWriting()
    await store.set('meanwhile', answer('M'))
    await there.mend()
    await expect.poll(() => store.writable(), { timeout: 10_000 }).toBe(true)
    await store.close()
    expect(await bodies(open(await there.shelf()).store, ['meanwhile'])).toEqual(['M'])
  })
})

describeWithRedis('a Redis that comes back without what it had', () => {
  test('is given back what is in memory, but nothing in the place of what others have written', async () => {
    const server = await startRedis()
    const shelf = async () => keyvRedis(await connect(server), { maxBytes: 1e9 })
    const { store } = open(await shelf())
    const keys = Array.from({ length: 1_200 }, (_, index) => `key ${index}`)
    await Promise.all(keys.map((key) => store.set(key, answer(`old ${key}`))))
    await server.kill()
    expect(await bodies(store, ['key 7'])).toEqual(['old key 7'])
    await server.start()
    const other = open(await shelf()).store
    await other.set('key 8', answer('new'))
    const found = () => bodies(other, ['key 7', 'key 8', 'key 1199'])
    await expect.poll(found, { timeout: 10_000 }).toEqual(['old key 7', 'new', 'old key 1199'])
    expect(await bodies(store, ['key 7', 'key 8'])).toEqual(['old key 7', 'new'])
  })
})

function onFile(file: string) {
  const database = openDatabase({ kind: 'sqlite', file })
  onTestFinished(() => database.close())
  return { database, ...open(keyvNodeSqlite(database, { maxBytes: 1e9 })) }
}

test('what is in memory still answers when nothing can be read', async () => {
  const { database, store, log } = onFile(join(folder(), 'jpo.sqlite'))
  await store.set('written', answer('W'))
  database.close()
  await store.set('unwritten', answer('U'))
  expect(await bodies(store, ['written', 'unwritten', 'never'])).toEqual(['W', 'U', undefined])
  expect(await bodies(store, ['written'])).toEqual(['W'])
  expect(log.lines.map((line) => line.message)).toEqual([
    'The store cannot be written; what comes is kept in memory until it can be',
    'The store cannot be read; what is not in memory is taken for not stored',
  ])
})

test('is not writable once its file was deleted', async () => {
  const file = join(folder(), 'jpo.sqlite')
  const { store } = onFile(file)
  expect(await store.writable()).toBe(true)
  rmSync(file)
  expect(await store.writable()).toBe(false)
})

test('the file does not grow much beyond the bound', async () => {
  const file = join(folder(), 'jpo.sqlite')
  const database = openDatabase({ kind: 'sqlite', file })
  const { store } = open(keyvNodeSqlite(database, { maxBytes: 2_000_000 }))
  for (let index = 0; index < 3_000; index++)
    await store.set(`key ${index}`, answer(randomBytes((index * 97) % 5_000), { retrievedAt: NOON + index }))
  database.close()
  expect(statSync(file).size).toBeLessThan(2_800_000)
})

test('any number of keys is one statement', async () => {
  const file = join(folder(), 'jpo.sqlite')
  const { database, store } = onFile(file)
  for (const key of ['a', 'b', 'c']) await store.set(key, answer(key))
  const executed: string[] = []
  const watched: Database = {
    ...database,
    prepare: (sql) =>
      new Proxy(database.prepare(sql), {
        get(statement, name) {
          executed.push(String(name))
          const value: unknown = Reflect.get(statement, name)
          return typeof value === 'function' ? (value.bind(statement) as unknown) : value
        },
      }),
  }
  const keys = Array.from({ length: 2_000 }, (_, index) => `key ${index}`).concat('a', 'b', 'c')
  const again = open(keyvNodeSqlite(watched, { maxBytes: 1e9 })).store
  executed.length = 0
  expect((await again.getMany(keys)).filter(Boolean)).toHaveLength(3)
  expect(executed).toEqual(['all'])
})
