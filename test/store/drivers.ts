import { DatabaseSync } from 'node:sqlite'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import type { Clock } from '../../src/clock.ts'
import { openDatabase } from '../../src/store/database.ts'
import { keyvNodeSqlite } from '../../src/store/keyv-node-sqlite.ts'
import { keyvRedis } from '../../src/store/keyv-redis.ts'
import type { Leases } from '../../src/store/leases.ts'
import { createRedisLeases } from '../../src/store/redis-leases.ts'
import type { Shelf } from '../../src/store/shelf.ts'
import { createSqliteLeases } from '../../src/store/sqlite-leases.ts'
import { folder } from '../support/files.ts'
import { connect, startRedis, withRedis } from '../support/redis.ts'

/** A place for several servers, and what a test may do to it behind their backs. */
export interface Place {
  /** As another server on it would have it. */
  shelf(options?: { maxBytes?: number }): Promise<Shelf>
  leases(owner: string, clock: Clock): Promise<Leases>
  /** Puts other bytes where a value stands, past the store. */
  spoil(namespace: string, key: string, bytes: Uint8Array): Promise<void>
  /** What is there takes so many bytes, as the driver itself reckons. */
  size(): Promise<number>
  /** Nothing can be written until it is mended; what was written before is there then. */
  spoilWriting(): Promise<void>
  mend(): Promise<void>
}

const generous = 1024 ** 3

function sqlite(): Promise<Place> {
  const file = join(folder(), 'jpo.sqlite')
  const open = () => {
    const database = openDatabase({ kind: 'sqlite', file })
    onTestFinished(() => database.close())
    return database
  }
  const other = () => new DatabaseSync(file)
  let lock: DatabaseSync | undefined
  return Promise.resolve({
    shelf: ({ maxBytes = generous } = {}) => Promise.resolve(keyvNodeSqlite(open(), { maxBytes })),
    leases: (owner, clock) => Promise.resolve(createSqliteLeases({ database: open(), namespace: 'jpo', owner, clock })),
    spoil: async (namespace, key, bytes) => {
      other().prepare('UPDATE stored_v2 SET value = ? WHERE namespace = ? AND key = ?').run(bytes, namespace, key)
      return Promise.resolve()
    },
    size: () => Promise.resolve(Number(other().prepare('SELECT size FROM stored_size_v2').get()?.['size'])),
    spoilWriting: () => {
      lock = other()
      lock.exec('BEGIN IMMEDIATE')
      return Promise.resolve()
    },
    mend: () => Promise.resolve(lock?.close()),
  })
}

async function redis(): Promise<Place> {
  const server = await startRedis({ isPersistent: true })
  return {
    shelf: async ({ maxBytes = generous } = {}) => keyvRedis(await connect(server), { maxBytes }),
    leases: async (owner) => createRedisLeases({ redis: await connect(server), namespace: 'jpo', owner }),
    spoil: async (namespace, key, bytes) => {
      const there = await connect(server)
      await there.run((client) => client.set(`jpo:${namespace}:stored-v2:${key}`, Buffer.from(bytes), { XX: true }))
    },
    size: async () => Number(await (await connect(server)).run((client) => client.get('jpo:stored-v2:size'))),
    spoilWriting: () => server.kill(),
    mend: () => server.start(),
  }
}

/** One contract, two drivers. */
export const places: readonly { readonly name: string; readonly open: () => Promise<Place> }[] = [
  { name: 'SQLite', open: sqlite },
  ...withRedis({ name: 'Redis', open: redis }),
]
