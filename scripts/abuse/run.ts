import { connect } from 'node:net'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { randomFrom } from '../fuzz/random.ts'
import { type BadRequest, badRequest, wanted } from './requests.ts'
import { openTarget, type Target } from './target.ts'

export interface Outcome {
  readonly kinds: readonly string[]
  readonly defects: readonly string[]
  /** Of the heap, after all garbage was collected: before the first bad request, and after the last. */
  readonly heapBytes: readonly [number, number]
}

/** A question, what its answer has in it, and when it is asked. */
type Good = readonly [query: string, part: string, when: string]

const AT_ONCE = 16

/** No request, good or bad, takes longer. */
const HANG = 20_000
/** Of the case that is stored, and named in no page: what may never be in the answer to a bad request. */
const title = '車両用空調装置'
/** What may stay after many bad requests: code that was compiled for them, documents and counters within their bounds. */
const MARGIN = 32 * 1024 * 1024

/** Bad requests one after the other, some at a time, in turns to an open server and one that asks for keys. */
export async function abuse(seed: number, count: number): Promise<Outcome> {
  const targets = [await openTarget(false), await openTarget(true)] as const
  const defects: string[] = []
  const kinds: string[] = []
  for (const target of targets) await expectGood(target, wanted, title, 'at the start')
  await Promise.all(Array.from({ length: 100 }, (_, index) => one(index + 1_000_000)))
  kinds.length = 0
  targets.forEach((target) => target.calls())
  const before = await heap()
  let next = 0
  const worker = async () => {
    while (next < count) await one(next++)
  }
  await Promise.all(Array.from({ length: AT_ONCE }, worker))
  for (const target of targets) {
    await expectGood(target, wanted, title, 'at the end')
    if (target.calls() > 0) defects.push('calls to the office were spent')
    const log = target.lines.join('')
    if (/"level":[56]0/.test(log)) defects.push(`an error was logged: ${/.*"level":[56]0.*/.exec(log)?.[0] ?? ''}`)
    if (
      [...target.keys.bad, ...target.keys.forged, ...(target.keys.good ?? ['sandbox-password'])].some((key) =>
        log.includes(key),
      )
    )
      defects.push('a key is in the log')
  }
  const after = await heap()
  if (after - before > MARGIN) defects.push(`the heap grew by ${Math.round((after - before) / 1_048_576)} MB`)
  await Promise.all(targets.map((target) => target.close()))
  return { kinds, defects, heapBytes: [before, after] }

  async function one(index: number): Promise<void> {
    const random = randomFrom(seed * 10_000_019 + index)
    const target = targets[random(2)] ?? targets[0]
    const { kind, ...bad } = badRequest(random, target.keys)
    // An open server does not look at keys, and one that asks for them at neither host nor proxy.
    const isHarmless = target.keys.good === null ? kind.startsWith('forged') : false
    kinds.push(kind)
    const answer = await send(target, bad)
    if (answer === null) defects.push(`case ${index} (${kind}) hung`)
    else if (!isHarmless && answer.includes(title)) defects.push(`case ${index} (${kind}) got data`)
    else if (/^HTTP\/1\.1 500/.test(answer)) defects.push(`case ${index} (${kind}) was an unexpected error`)
    if (index % 50 === 0) await expectGood(target, '{ quota { day } }', '"day"', `after case ${index}`)
  }

  async function expectGood({ port, keys }: Target, query: string, part: string, when: string): Promise<void> {
    for (const good of keys.good ?? [null]) await expectGoodOf(port, good, [query, part, when])
  }

  async function expectGoodOf(port: number, key: string | null, [query, part, when]: Good): Promise<void> {
    const authorization = key === null ? [] : [`Authorization: Bearer ${key}`]
    const text = JSON.stringify({ query })
    const head = [
      'POST /graphql HTTP/1.1',
      'Host: localhost',
      'Content-Type: application/json',
      `Content-Length: ${Buffer.byteLength(text)}`,
      'Connection: close',
      ...authorization,
    ]
    const bytes = `${head.join('\r\n')}\r\n\r\n${text}`
    const answer = await send({ port }, { bytes, leaves: false, isSlow: false })
    if (!answer?.includes(part)) defects.push(`a good question ${when} was answered: ${answer ?? 'nothing'}`)
  }
}

/** What came back until the connection ended; null where it did not end in time. */
function send(
  { port }: Pick<Target, 'port'>,
  { bytes, leaves, isSlow }: Omit<BadRequest, 'kind'>,
): Promise<string | null> {
  return new Promise((resolve) => {
    const parts: Buffer[] = []
    const socket = connect(port, '127.0.0.1', () => socket.write(bytes, () => leaves && socket.destroy()))
    const drip = isSlow ? setInterval(() => socket.write('1'), 100) : undefined
    const timer = setTimeout(() => {
      resolve(null)
      socket.destroy()
    }, HANG)
    socket.on('data', (part: Buffer) => parts.push(part))
    socket.on('error', () => undefined)
    socket.on('close', () => {
      clearTimeout(timer)
      clearInterval(drip)
      resolve(Buffer.concat(parts).toString())
    })
  })
}

async function heap(): Promise<number> {
  setFlagsFromString('--expose-gc')
  const collect = runInNewContext('gc') as () => void
  for (let round = 0; round < 3; round++) {
    collect()
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  return process.memoryUsage().heapUsed
}
