import { expect, test } from 'vitest'
import { pack } from '../../src/store/packing.ts'

const rest = { retrievedAt: 1_795_000_000_123, source: 'APP_PROGRESS', statusCode: '100' }

test('the office’s JSON takes a quarter of its room at most, and an archive no more than it has', async () => {
  const documents = Array.from({ length: 40 }, (_, index) => ({
    legalDate: `202${index % 5}1015`,
    documentDescription: '拒絶理由通知書',
    documentNumber: `0${index}8812`,
    availabilityFlag: '1',
  }))
  const json = JSON.stringify({ result: { statusCode: '100', data: { bibliographyInformation: documents } } })
  expect((await pack({ ...rest, body: json })).length).toBeLessThan(Buffer.byteLength(json) / 4)
  expect((await pack({ ...rest, body: new Uint8Array(50_000) })).length).toBeLessThan(50_100)
})
