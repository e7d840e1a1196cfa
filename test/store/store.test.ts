import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { openDatabase, type Database } from '../../src/store/database.ts'
import { createStore, type StoredValue } from '../../src/store/store.ts'
import { folder } from '../support/files.ts'
import { keptLog } from '../support/log.ts'

function answer(body: string | Uint8Array): StoredValue {
  return { retrievedAt: 1_795_000_000_123, source: 'APP_PROGRESS', statusCode: '100', body }
}

function open(database: Database = openDatabase({ kind: 'memory' }), namespace = 'jpo') {
  const log = keptLog()
  return { database, log, store: createStore({ database, namespace, log }) }
}

describe('what is stored', () => {
  test.each([
    ['text', '{"発明の名称":"装置"}'],
    ['no text at all', ''],
    ['text that looks like Keyv’s own escapes', ':base64:AAAA'],
    ['text with every hard character', '\u0000\u2028\ud800"\\:x'],
  ])('comes back: %s', async (_name, body) => {
    const { store, log } = open()
    await store.set('key', answer(body))
    expect(await store.getMany(['key'])).toEqual([answer(body)])
    expect(log.lines).toEqual([])
  })

  test('comes back: every byte', async () => {
    const bytes = Uint8Array.from({ length: 70_000 }, (_, index) => index % 256)
    const { store } = open()
    await store.set('key', answer(bytes))
    const [stored] = await store.getMany(['key'])
    expect(stored?.body).toBeInstanceOf(Uint8Array)
    expect(Buffer.from(stored?.body as Uint8Array).equals(bytes)).toBe(true)
  })

  test('comes back in the order of the keys, with gaps and repetitions', async () => {
    const { store } = open()
    await store.set('a', answer('A'))
    await store.set('b', answer('B'))
    const values = await store.getMany(['b', 'nothing', 'a', 'b'])
    expect(values.map((value) => value?.body)).toEqual(['B', undefined, 'A', 'B'])
  })

  test('is replaced by what is stored later', async () => {
    const { store } = open()
    await store.set('a', answer('old'))
    await store.set('a', answer('new'))
    expect(await store.getMany(['a'])).toEqual([answer('new')])
  })

  test('is found by keys of 1,000 Japanese characters, and those that begin with the namespace', async () => {
    const { store } = open()
    const keys = ['特'.repeat(1_000), `${'特'.repeat(999)}許`, 'jpo:a', 'a']
    for (const key of keys) await store.set(key, answer(key))
    expect((await store.getMany(keys)).map((value) => value?.body)).toEqual(keys)
  })

  test('is not seen from another namespace', async () => {
    const { database, store } = open()
    await store.set('a', answer('A'))
    expect(await open(database, 'sandbox').store.getMany(['a'])).toEqual([undefined])
  })

  test('is there after a restart', async () => {
    const file = join(folder(), 'jpo.sqlite')
    const { database, store } = open(openDatabase({ kind: 'sqlite', file }))
    await store.set('a', answer('A'))
    database.close()
    expect(await open(openDatabase({ kind: 'sqlite', file })).store.getMany(['a'])).toEqual([answer('A')])
  })
})

test('any number of keys is one statement', async () => {
  const { database, store } = open()
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
  expect((await open(watched).store.getMany(keys)).filter(Boolean)).toHaveLength(3)
  expect(executed).toEqual(['all'])
})

describe('a row that cannot be read', () => {
  test.each([
    ['is no JSON', '{"value":'],
    ['is JSON of another shape', '{"value":{"retrievedAt":"yesterday","source":"s","statusCode":"100","text":""}}'],
    ['has no body', '{"value":{"retrievedAt":1,"source":"s","statusCode":"100"}}'],
  ])('because it %s is a miss, is reported, and spoils no other', async (_name, raw) => {
    const { database, store, log } = open()
    await store.set('good', answer('G'))
    await store.set('bad', answer('B'))
    database.prepare("UPDATE stored_v1 SET value = ? WHERE key = 'bad'").run(raw)
    const values = await store.getMany(['bad', 'good'])
    expect(values.map((value) => value?.body)).toEqual([undefined, 'G'])
    expect(log.lines).toHaveLength(1)
    expect(JSON.stringify(log.lines)).toContain('bad')
  })
})

describe('a database that fails', () => {
  test('looks empty and is reported', async () => {
    const { database, store, log } = open()
    await store.set('a', answer('A'))
    database.close()
    await store.set('b', answer('B'))
    expect(await store.getMany(['a', 'b'])).toEqual([undefined, undefined])
    expect(log.lines.map((line) => line.message)).toEqual([
      'The store cannot be written; this is not remembered',
      'The store cannot be read; these are taken for not stored',
    ])
  })

  test('is not writable', async () => {
    const { database, store } = open()
    expect(await store.writable()).toBe(true)
    database.prepare('PRAGMA query_only = 1').get()
    expect(await store.writable()).toBe(false)
  })

  test('is not writable once its file was deleted', async () => {
    const file = join(folder(), 'jpo.sqlite')
    const { database, store } = open(openDatabase({ kind: 'sqlite', file }))
    expect(await store.writable()).toBe(true)
    rmSync(file)
    expect(await store.writable()).toBe(false)
    database.close()
  })
})
