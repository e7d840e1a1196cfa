import { expect, onTestFinished, test } from 'vitest'
import { systemClock } from '../../../src/clock.ts'
import { keysAbout } from '../../../src/sources/jpo/about.ts'
import { callsADay } from '../../../src/sources/jpo/endpoints.ts'
import { openDatabase } from '../../../src/store/database.ts'
import { keyvNodeSqlite } from '../../../src/store/keyv-node-sqlite.ts'
import { createStore } from '../../../src/store/store.ts'
import { keptLog } from '../../support/log.ts'

test('what was learnt is found by the numbers too, where the answer it came from has gone', async () => {
  const database = openDatabase({ kind: 'memory' })
  onTestFinished(() => database.close())
  const shelf = keyvNodeSqlite(database, { maxBytes: 1e6 })
  const store = createStore({ shelf, namespace: 'jpo', callsADay, clock: systemClock, log: keptLog() })
  const numbers = { publicationNumber: '2021090037', nationalPublicationNumber: null, registrationNumber: '7533889' }
  const body = JSON.stringify({ applicationNumber: '2020123456', ...numbers })
  const learnt = { retrievedAt: 0, source: 'APP_PROGRESS', statusCode: '100', body }
  await store.set('fact1/numbers/2020123456', learnt)
  const keys = await keysAbout(store, '2020123456')
  expect(keys).toEqual(
    expect.arrayContaining([
      'answer/APP_PROGRESS/2020123456',
      'answer/CASE_NUMBER_REFERENCE/application/2020123456',
      'answer/CASE_NUMBER_REFERENCE/publication/2021090037',
      'answer/CASE_NUMBER_REFERENCE/registration/7533889',
      'fact1/numbers/2020123456',
      'fact1/family/2020123456',
      'fact1/application-of/PUBLICATION/2021090037',
      'fact1/application-of/REGISTRATION/7533889',
    ]),
  )
  // Nine endpoints and three references; its numbers, its family, what its list showed, and two links.
  expect(keys).toHaveLength(9 + 3 + 5)
})
