import type { Redis, RedisClient } from './redis.ts'

const KEY = 'jpo:version'

/** As in database.ts: goes up when a release and the one before it cannot run on one Redis. */
const VERSION = 2

class LaterVersion extends Error {
  constructor(found: string) {
    super(
      'A newer version of this server wrote what is in this Redis ' +
        `(version ${found}, here ${VERSION}); it is left as it is`,
    )
  }
}

/**
 * A connection over which nothing goes before it is known that no later version wrote there. Rejects at once where one
 * did; where Redis is away it is found out with the first command, and again after each outage.
 */
export async function refusingLaterVersions(redis: Redis): Promise<Redis> {
  let isKnown = false
  redis.onBack(() => (isKnown = false))

  async function run<T>(work: (client: RedisClient) => Promise<T>): Promise<T> {
    if (!isKnown) await redis.run(mark)
    isKnown = true
    return redis.run(work)
  }

  try {
    await run(() => Promise.resolve())
  } catch (error) {
    if (error instanceof LaterVersion) {
      redis.close()
      throw error
    }
  }
  return { ...redis, run }
}

async function mark(client: RedisClient): Promise<void> {
  const written = await client.get(KEY)
  const found = Number(written)
  // What is no number is of no version that we know.
  if (written !== null && !(found <= VERSION)) throw new LaterVersion(written)
  if (found < VERSION) await client.set(KEY, String(VERSION))
}
