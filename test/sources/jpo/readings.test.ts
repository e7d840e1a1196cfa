import { expect, onTestFinished, test } from 'vitest'
import { systemClock } from '../../../src/clock.ts'
import { createArchives } from '../../../src/sources/jpo/documents/archives.ts'
import { answerKey } from '../../../src/sources/jpo/facts.ts'
import { createReadings } from '../../../src/sources/jpo/readings.ts'
import { createStore, type StoredValue } from '../../../src/store/store.ts'
import { keptLog } from '../../support/log.ts'
import { places } from '../../store/drivers.ts'
import { officeBytes, zipOf } from './documents/office-zip.ts'

const endpoint = 'APP_DOC_CONT_REFUSAL_REASON'
const key = answerKey(endpoint, '2021000109')

async function notices(fixture: string, retrievedAt: number): Promise<StoredValue> {
  const body = await zipOf({ '06123999001-jpntce.xml': officeBytes(fixture) })
  return { retrievedAt, source: endpoint, statusCode: '100', body }
}

/** Two servers on one file. */
async function two({ maxBytes = 1024 ** 2 } = {}) {
  const there = await places[0]?.open()
  if (!there) throw new Error('There is no driver')
  const archives = createArchives()
  onTestFinished(() => archives.close())
  const server = async () => {
    const shelf = await there.shelf()
    const store = createStore({ shelf, namespace: 'jpo', callsADay: () => 400, clock: systemClock, log: keptLog() })
    const readings = createReadings({ store, archives, notes: { unknownKey: () => undefined }, maxBytes })
    return { store, readings }
  }
  return [await server(), await server()] as const
}

test('what is stored is read once', async () => {
  const [{ readings, store }] = await two()
  await store.set(key, await notices('a131-rn-first-notice.xml', 1))
  const [first] = await readings.getMany([key])
  expect(first).toMatchObject({ endpoint, retrievedAt: 1, value: [{ code: 'A131', number: '06123999001' }] })
  const [second] = await readings.getMany([key])
  expect(second).toBe(first)
})

test('what was read before it was stored is not read again, and takes the place of what was there', async () => {
  const [{ readings, store }] = await two()
  await store.set(key, await notices('a131-rn-first-notice.xml', 1))
  await readings.getMany([key])
  const answer = { endpoint, key: '2021000109', statusCode: '100', message: '', retrievedAt: 2, value: [] } as const
  await readings.set(key, await notices('a02-rn-decision-of-refusal.xml', 2), answer)
  expect((await readings.getMany([key]))[0]).toBe(answer)
})

test('what another server stores, or an operator forgets, counts at the next look', async () => {
  const [{ readings }, other] = await two()
  expect(await readings.getMany([key])).toEqual([undefined])
  await other.readings.set(key, await notices('a131-rn-first-notice.xml', 1))
  expect(await readings.getMany([key])).toMatchObject([{ retrievedAt: 1 }])
  await other.readings.set(key, await notices('a02-rn-decision-of-refusal.xml', 2))
  expect(await readings.getMany([key])).toMatchObject([{ retrievedAt: 2, value: [{ code: 'A02' }] }])
  await other.store.forget([key])
  expect(await readings.getMany([key])).toEqual([undefined])
})

test('the figure of changes grows with what either stores, and with nothing else', async () => {
  const [{ readings }, other] = await two()
  const figures = [await readings.changes()]
  const note = async () => figures.push(await readings.changes())
  await readings.getMany([key])
  await note()
  await readings.set('fact1/numbers/1', { retrievedAt: 1, source: 'APP_PROGRESS', statusCode: '100', body: '{}' })
  await note()
  await other.readings.set('fact1/numbers/1', { retrievedAt: 2, source: 'APP_PROGRESS', statusCode: '100', body: '{}' })
  await note()
  await note()
  expect(new Set(figures.slice(0, 2)).size).toBe(1)
  expect(new Set(figures.slice(1, 4)).size).toBe(3)
  expect(new Set(figures.slice(3)).size).toBe(1)
})

test('an archive that cannot be read is none, and what is too large is read each time', async () => {
  const [{ readings, store }] = await two({ maxBytes: 1024 })
  await store.set(key, { ...(await notices('a131-rn-first-notice.xml', 1)), body: Buffer.from('PK') })
  expect(await readings.getMany([key])).toEqual([undefined])
  await readings.set(key, await notices('a131-rn-first-notice.xml', 2))
  const [first] = await readings.getMany([key])
  const [second] = await readings.getMany([key])
  expect(second).toEqual(first)
  expect(second).not.toBe(first)
})
