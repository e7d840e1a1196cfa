import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { expect, test } from 'vitest'
import { openDatabase } from '../../src/store/database.ts'
import { type Command, runNode } from '../support/command.ts'
import { folder } from '../support/files.ts'
import { ask } from '../support/graph.ts'
import { connect, describeWithRedis, startRedis } from '../support/redis.ts'

const password = 'recognisable-secret'

function start(STORE_URL: string): Command {
  return runNode('src/main.ts', [], { env: { PORT: '0', LOG_LEVEL: 'silent', STORE_URL } })
}

async function ending(command: Command) {
  const code = await command.ended
  expect(command.output()).not.toContain(password)
  return { code, lines: command.output().trimEnd().split('\n') }
}

describeWithRedis('a server whose store is on Redis', () => {
  test.each([
    ['a wrong password', `:${password}`, '', /WRONGPASS/],
    ['no password', '', '', /NOAUTH/],
    ['a user that is not known', `someone:${password}`, '', /WRONGPASS/],
    ['a database that is not there', ':correct-horse', '/99', /DB index is out of range/],
  ])('ends with 1 and a sentence for %s', async (_name, user, database, reason) => {
    const { url } = await startRedis({ password: 'correct-horse' })
    const { host } = new URL(url)
    const { code, lines } = await ending(start(`redis://${user && `${user}@`}${host}${database}`))
    expect({ code, lines }).toEqual({ code: 1, lines: [expect.stringMatching(reason)] })
    expect(lines[0]).toContain(`Redis at ${host}`)
  })

  test('ends with 1 and a sentence where a newer version wrote there', async () => {
    const redis = await startRedis()
    await (await connect(redis)).run((client) => client.set('jpo:version', '99'))
    expect(await ending(start(redis.url))).toEqual({
      code: 1,
      lines: [
        expect.stringMatching(/^A newer version of this server wrote what is in this Redis \(version 99, here \d+\)/),
      ],
    })
  })

  test('starts without it, says so at /ready, and works once it is there', async () => {
    const redis = await startRedis({ password })
    await redis.stop()
    const server = start(redis.url)
    const url = await server.printed(/the graph: (http:\S+)\/graphql/)
    const ready = async () => {
      const response = await fetch(`${url}/ready`)
      return { status: response.status, ...((await response.json()) as object) }
    }
    expect(await ready()).toMatchObject({ status: 503, store: 'not writable', storedIn: 'redis' })
    await redis.start()
    await expect.poll(ready, { timeout: 10_000 }).toMatchObject({ status: 200, store: 'ok' })
    expect((await ask(url, '{ applicant(code: "900000101") { name } }')).errors).toEqual([])
    expect(server.output()).not.toContain(password)
  })
})

test('a server whose file a newer version wrote ends with 1 and a sentence, and leaves it as it is', async () => {
  const file = join(folder(), 'jpo.sqlite')
  openDatabase({ kind: 'sqlite', file }).close()
  const newer = new DatabaseSync(file)
  newer.exec('PRAGMA user_version = 99')
  newer.close()
  const digest = () => createHash('sha256').update(readFileSync(file)).digest('hex')
  const before = digest()
  expect(await ending(start(`sqlite:${file}`))).toEqual({
    code: 1,
    lines: [
      expect.stringMatching(
        /^The database .*jpo\.sqlite cannot be used: a newer version of this server wrote it \(version 99, here \d+\)/,
      ),
    ],
  })
  expect(digest()).toBe(before)
})
