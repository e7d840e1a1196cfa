import { expect, it, onTestFinished } from 'vitest'
import { createArchives } from '../../../../src/sources/jpo/documents/archives.ts'
import { officeBytes, zipOf } from './office-zip.ts'

const endpoint = 'APP_DOC_CONT_REFUSAL_REASON'
const key = '2021000109'

async function noticeArchive(fixture: string) {
  return zipOf({ '06123999001-jpntce.xml': officeBytes(fixture) })
}

it('reads an archive once, and anew when another was retrieved', async () => {
  const archives = createArchives()
  onTestFinished(() => archives.close())
  expect(archives.readLately(endpoint, key)).toBeUndefined()
  const zip = await noticeArchive('a131-rn-first-notice.xml')
  const first = await archives.read({ endpoint, key, retrievedAt: 1, zip })
  expect(first).toMatchObject([{ code: 'A131', number: '06123999001' }])
  expect(await archives.read({ endpoint, key, retrievedAt: 1, zip: Buffer.alloc(0) })).toBe(first)
  expect(archives.readLately(endpoint, key)).toBe(first)
  expect(archives.readLately('APP_DOC_CONT_REFUSAL_REASON_DECISION', key)).toBeUndefined()

  const later = await noticeArchive('a02-rn-decision-of-refusal.xml')
  const second = await archives.read({ endpoint, key, retrievedAt: 2, zip: later })
  expect(second).toMatchObject([{ code: 'A02' }])
  expect(archives.readLately(endpoint, key)).toBe(second)
})

it('keeps nothing of an archive that cannot be read', async () => {
  const archives = createArchives()
  onTestFinished(() => archives.close())
  await expect(archives.read({ endpoint, key, retrievedAt: 1, zip: Buffer.from('PK') })).rejects.toThrow('is broken')
  expect(archives.readLately(endpoint, key)).toBeUndefined()
})
