import { readdirSync } from 'node:fs'
import { setFlagsFromString } from 'node:v8'
import { setImmediate as soon } from 'node:timers/promises'
import { runInNewContext } from 'node:vm'
import { expect, test } from 'vitest'
import { readBodies } from '../../../../src/sources/jpo/documents/bodies.ts'
import { readSheets, type Reading } from '../../../../src/sources/jpo/documents/sheets.ts'
import { officeBytes, zipOf } from './office-zip.ts'

setFlagsFromString('--expose-gc')
const collectGarbage = runInNewContext('gc') as () => void

const fixtures = readdirSync(new URL('../../../fixtures/documents', import.meta.url)).filter((it) =>
  it.endsWith('.xml'),
)

test.each(fixtures)('%s: what is not kept is read again, the same', async (fixture) => {
  const path = '06123999001-jpntce.xml'
  const zip = await zipOf({ [path]: officeBytes(fixture) })
  const [body] = await readBodies(zip, 'BENCH')
  if (!body || 'failure' in body) throw new Error('It could not be read')
  const read = readSheets({ endpoint: 'BENCH', path, files: [{ name: path, bytes: officeBytes(fixture) }] }) as Reading
  const first = new WeakRef(body.root)
  expect(body.root === first.deref()).toBe(true)
  expect(body).toMatchObject({ ...read })
  // What is weakly held stays until the work under way is done.
  const isGone = () => {
    collectGarbage()
    return first.deref() === undefined
  }
  await expect.poll(isGone, { timeout: 10_000 }).toBe(true)
  expect(body).toMatchObject({ ...read })
  expect(body.weight).toBeLessThan(1024 + read.text.length * 2 + read.xml.length)
})

test('in a thread it is read once, and its tree stays', async () => {
  const path = '06123999001-jpntce.xml'
  const large = Buffer.concat([officeBytes('a131-rn-first-notice.xml'), Buffer.alloc(64 * 1024, '\n')])
  let times = 0
  const [body] = await readBodies(await zipOf({ [path]: large }), 'BENCH', (sheets) => {
    times++
    return Promise.resolve(readSheets(sheets))
  })
  if (!body || 'failure' in body) throw new Error('It could not be read')
  await soon()
  collectGarbage()
  expect(body.root).toBe(body.papers[0])
  expect(times).toBe(1)
  expect(body.weight).toBeGreaterThan(body.xml.length * 16)
})
