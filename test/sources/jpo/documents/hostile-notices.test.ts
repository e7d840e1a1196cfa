import { expect, test } from 'vitest'
import { citedDocumentsOf } from '../../../../src/sources/jpo/documents/cited-documents.ts'
import { isFinalNotice } from '../../../../src/sources/jpo/documents/finality.ts'
import { reasonsOf } from '../../../../src/sources/jpo/documents/reasons.ts'
import { priorArtSearchOf } from '../../../../src/sources/jpo/documents/search-record.ts'
import { readXml } from '../../../../src/sources/jpo/documents/xml.ts'
import { sjis } from './office-zip.ts'

/** Each would take hours by a pattern or a search that looks at everything again for everything. */
test.each([
  ['labels that leap', ['＜引用文献等一覧＞', '１．見本', ...Array<string>(90_000).fill('５．あ'), '２．い']],
  ['a list that never ends', Array<string>(90_000).fill('１．特開２０２０－０００００１号')],
  ['one endless citation', [`１．特開${'１号'.repeat(500_000)}`]],
  ['endless claims', ['●理由１について', `・請求項\u3000${'１－９９９、'.repeat(100_000)}`]],
  ['an endless number', ['●理由１について', `・請求項\u3000${'９'.repeat(1_000_000)}`]],
  ['endless blanks', ['●理由１について', `・請求項\u3000１${' '.repeat(1_000_000)}２`]],
  ['endless brackets', [`${'＜'.repeat(500_000)}${'（'.repeat(500_000)}`]],
])('a notice with %s is read at once', (_, lines) => {
  const xml = `<n><drafting-body><p num="">${lines.join('<br/>')}</p></drafting-body></n>`
  const { root } = readXml(sjis(xml), 'test')
  expect(isFinalNotice(root)).toBe(false)
  expect(priorArtSearchOf(root)).toBeNull()
  expect(citedDocumentsOf(root).length).toBeLessThan(1_000)
  for (const { claims } of reasonsOf(root)) expect(claims.length).toBeLessThan(1_000)
})
