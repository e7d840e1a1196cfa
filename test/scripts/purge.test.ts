import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { runNode } from '../support/command.ts'
import { folder } from '../support/files.ts'
import { startGraph } from '../support/graph.ts'
import { startRedis, withRedis } from '../support/redis.ts'

async function purge(env: Record<string, string>, ...args: string[]) {
  const command = runNode('scripts/purge.ts', args, { env })
  const code = await command.ended
  return { code, lines: command.output().trimEnd().split('\n') }
}

const everything = `{
  application(number: "2020000101") {
    inventionTitle priorityClaims { number } citations { order } registration { claimCount }
    documents { nodes { ... on DocumentWithBody { text } } }
  }
  applicationByPublicationNumber(number: "2021000101") { number }
}`
const other = '{ application(number: "2017000103") { inventionTitle } }'

describe.each([
  { name: 'a file', url: () => Promise.resolve(`sqlite:${join(folder(), 'jpo.sqlite')}`) },
  ...withRedis({ name: 'Redis', url: async () => (await startRedis()).url }),
])('in $name', ({ url }) => {
  test('everything about an application is forgotten, and nothing else', async () => {
    const STORE_URL = await url()
    const graph = await startGraph({ env: { STORE_URL } })
    expect((await graph.query(everything)).errors).toEqual([])
    await graph.query(other)
    const asked = graph.calls().filter((call) => call.endsWith('2020000101'))
    expect(asked.length).toBeGreaterThan(4)

    const { code, lines } = await purge({ STORE_URL }, '--application', '特願2020-000101')
    expect(code).toBe(0)
    expect(lines.at(-1)).toMatch(/^Forgotten: \d+ entries about 特願2020-000101 for sandbox in /)
    expect(lines).toContain('answer/APP_PROGRESS/2020000101')
    expect(lines).toContain('fact1/application-of/PUBLICATION/2021000101')
    expect(lines).toContain('fact1/name-as-filed/900000101')
    expect(lines).toHaveLength(Number(/\d+/.exec(lines.at(-1) ?? '')?.[0]) + 1)
    expect(new Set(lines).size).toBe(lines.length)

    expect((await graph.query(other)).errors).toEqual([])
    expect(graph.calls()).toEqual([])
    expect((await graph.query(everything)).errors).toEqual([])
    expect(graph.calls().filter((call) => call.endsWith('2020000101'))).toEqual(asked)
    await graph.close()
  })

  test('nothing to forget is said', async () => {
    const STORE_URL = await url()
    expect(await purge({ STORE_URL }, '--application', '2020123456')).toEqual({
      code: 0,
      lines: [expect.stringMatching(/^Nothing is stored about 特願2020-123456 for sandbox in /)],
    })
  })
})

test.each([
  [[], /^Which application is to be forgotten\?/],
  [['--application', '特許第7533889号'], /application number/],
  [['--application', '12'], /application number/],
  [['2020123456'], /^Unexpected argument/],
])('purge %j is a mistake', async (args, reason) => {
  const { code, lines } = await purge({ STORE_URL: 'memory:' }, ...args)
  expect([code, lines[0]]).toEqual([1, expect.stringMatching(reason)])
  expect(lines.join('\n')).not.toMatch(/^ {4}at /m)
})

describe.each(withRedis({ name: 'Redis' }))('where $name', () => {
  test('is away, nothing is forgotten, and it is said', async () => {
    const redis = await startRedis()
    await redis.stop()
    const { code, lines } = await purge({ STORE_URL: redis.url, LOG_LEVEL: 'silent' }, '--application', '2020123456')
    expect({ code, lines }).toEqual({ code: 1, lines: [expect.stringContaining('is away')] })
  })
})
