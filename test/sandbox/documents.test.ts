import { XMLValidator } from 'fast-xml-parser'
import iconv from 'iconv-lite'
import { describe, expect, test } from 'vitest'
import { windows31j } from '../../src/sandbox/documents/xml.ts'
import { composedPortfolio, type FileDocument, manyCases } from '../../src/sandbox/portfolio/index.ts'
import { membersOf } from './archives.ts'
import { visit } from './visitor.ts'

const filings = 'app_doc_cont_opinion_amendment'
const decisions = 'app_doc_cont_refusal_reason_decision'
const notices = 'app_doc_cont_refusal_reason'

const strictText = (bytes: Buffer) => new TextDecoder('shift_jis', { fatal: true }).decode(bytes)

describe('an archive', () => {
  test('is sent under its bare name, without a counter', async () => {
    const { get } = await visit()
    const headers = await Promise.all(
      [filings, decisions, notices].map(async (it) => (await get(`${it}/2020000101`)).headers),
    )
    expect(headers.map((it) => [it.get('content-type'), it.get('content-disposition')])).toEqual([
      ['application/zip', 'attachment;filename=docContOpinionAmendment_2020000101.zip'],
      ['application/zip', 'attachment;filename=docContRefusalReasonDecision_2020000101.zip'],
      ['application/zip', 'attachment;filename=docContRefusalReason_2020000101.zip'],
    ])
  })

  test('of filings has a folder for each, which is an entry itself', async () => {
    const { fetchZip } = await visit()
    expect([...(await membersOf(await fetchZip(`${filings}/2020000101`))).keys()]).toEqual([
      'A53_52300010105/',
      'A53_52300010105/JPOXMLDOC01-jpbibl.xml',
      'A523_52300010106/',
      'A523_52300010106/JPOXMLDOC01-jpbibl.xml',
      'A523_52300010106/JPOXMLDOC01-jpbibl-I000001.tif',
    ])
  })

  test('of notices is flat, with the picture beside the text', async () => {
    const { fetchZip } = await visit()
    expect([...(await membersOf(await fetchZip(`${notices}/2021000109`))).keys()]).toEqual([
      '06124010903-jpntce.xml',
      '06124010903-jpntce-I000001.tif',
      '06124010905-jpntce.xml',
    ])
  })

  test('bears the time of the call in Japan, so two calls differ in bytes and not in members', async () => {
    const { fetchZip, clock } = await visit()
    const first = await fetchZip(`${notices}/2020000101`)
    clock.advance(2_000)
    const second = await fetchZip(`${notices}/2020000101`)
    expect(first.equals(second)).toBe(false)
    expect(await membersOf(first)).toEqual(await membersOf(second))
    // DOS time of the first local header: hours in the upper five bits.
    expect(first.readUInt16LE(10) >> 11).toBe(12)
  })
})

describe('in every archive of the portfolio', () => {
  const numbers = composedPortfolio.cases.map(({ number }) => number)

  test('the members are Windows-31J, CRLF and well-formed, under roots and variants the office uses', async () => {
    const { get } = await visit()
    const variants = new Set<string>()
    for (const number of numbers) {
      for (const endpoint of [filings, decisions]) {
        const reply = await get(`${endpoint}/${number}`)
        if (reply.headers.get('content-type') !== 'application/zip') continue
        for (const [name, bytes] of await membersOf(Buffer.from(await reply.arrayBuffer()))) {
          if (name.endsWith('.tif')) expect(bytes.subarray(0, 4)).toEqual(Buffer.from('II*\0'))
          if (!name.endsWith('.xml')) continue
          const xml = strictText(bytes)
          expect(iconv.encode(xml, 'windows-31j').equals(bytes)).toBe(true)
          // eslint-disable-next-line @typescript-eslint/no-deprecated -- its successor is another package; this one is here
          expect(XMLValidator.validate(xml)).toBe(true)
          expect(xml.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/)
          expect(xml).toMatch(
            /^<\?xml version="1.0" encoding="Shift_JIS"\?>\r\n<!DOCTYPE jp:\S+ PUBLIC "[^"]+" "[^"]+" \[\]>/,
          )
          variants.add(/<jp:[a-z-]+-a\d+(-rn)?(?= jp:kind-of-law)/.exec(xml)?.[0].slice(1) ?? name)
        }
      }
    }
    expect([...variants].toSorted()).toEqual([
      'jp:amendment-a51',
      'jp:amendment-a521',
      'jp:amendment-a523',
      'jp:amendment-a524',
      'jp:decision-of-registration-a01',
      'jp:decision-of-registration-a01-rn',
      'jp:decision-of-rejection-a02',
      'jp:decision-of-rejection-a02-rn',
      'jp:declining-the-amendment-a191',
      'jp:notice-of-rejection-a131',
      'jp:notice-of-rejection-a131-rn',
      'jp:response-a53',
    ])
  })

  test('the notices alone are among the decisions, byte for byte', async () => {
    const { get } = await visit()
    for (const number of numbers) {
      const [some, all] = await Promise.all([get(`${notices}/${number}`), get(`${decisions}/${number}`)])
      if (some.headers.get('content-type') !== 'application/zip') continue
      const members = await membersOf(Buffer.from(await all.arrayBuffer()))
      for (const [name, bytes] of await membersOf(Buffer.from(await some.arrayBuffer()))) {
        expect(members.get(name)?.equals(bytes)).toBe(true)
      }
    }
  })

  test('each is named in the document list, save the one that is meant not to be', async () => {
    const { get, ask } = await visit()
    const unnamed: string[] = []
    for (const number of numbers) {
      const list = JSON.stringify((await ask(`app_progress/${number}`)).data)
      for (const endpoint of [filings, decisions]) {
        const reply = await get(`${endpoint}/${number}`)
        if (reply.headers.get('content-type') !== 'application/zip') continue
        for (const name of (await membersOf(Buffer.from(await reply.arrayBuffer()))).keys()) {
          const documentNumber = /\d{11}/.exec(name)?.[0] ?? name
          if (!list.includes(`"documentNumber":"${documentNumber}"`)) unnamed.push(`${number} ${name}`)
        }
      }
    }
    expect(unnamed).toEqual(['2022000111 06126011106-jpntce.xml'])
  })
})

describe('a notice', () => {
  test('lists what cite_doc_info tells, in its order, under its drafting date', async () => {
    const { fetchZip, ask } = await visit()
    const members = await membersOf(await fetchZip(`${notices}/2020000101`))
    const xml = strictText(members.get('06123010104-jpntce.xml') ?? Buffer.alloc(0))
    expect(xml).toContain('<jp:date>20230704</jp:date>')
    expect(xml).toContain(
      '<br/>　　　　　　　　　　　　　＜引用文献等一覧＞<br/>１．特開２０１８－０００１０３号公報<br/>２．特開２０１８－０００１０４号公報<br/>' +
        '３．特開平４－９９９０２２号公報<br/>４．特開昭６０－９９９０３３号公報<br/>５．国際公開第２０１８／９９９０５５号<br/>６．見本　太郎　外２名，',
    )
    const { patentDoc, nonPatentDoc } = (await ask('cite_doc_info/2020000101')).data as Record<string, WireCitation[]>
    const rows = [...(patentDoc ?? []), ...(nonPatentDoc ?? [])].filter(({ citationType }) => citationType === '19')
    expect(rows.map(({ draftDate, citationOrder }) => [draftDate, citationOrder])).toEqual(
      ['1', '2', '3', '4', '5', '6'].map((order) => ['20230704', order]),
    )
  })

  test('has the old tags when it was drafted before 2021-07-20', async () => {
    const cases = ['20210719', '20210720'].map((drafted, i) => ({
      number: `202000090${i}`,
      title: '見本',
      applicants: [],
      filingDate: '20200401',
      history: [{ kind: 'refusal', drafted, dispatched: '20210727', remark: '見本です。' } as const],
    }))
    const { fetchZip } = await visit({ portfolio: { cases } })
    const roots = cases.map(async ({ number }) => {
      const [bytes] = (await membersOf(await fetchZip(`${decisions}/${number}`))).values()
      return /DOCTYPE (\S+)/.exec(strictText(bytes ?? Buffer.alloc(0)))?.[1]
    })
    expect(await Promise.all(roots)).toEqual(['jp:notice-pat-exam', 'jp:notice-pat-exam-rn'])
  })

  test('is answered by its 発送番号, the last six digits of its number', async () => {
    const { fetchZip } = await visit()
    const members = await membersOf(await fetchZip(`${filings}/2021000109`))
    const answered = [...members.values()].map((bytes) => /<jp:dispatch-number>(\d+)</.exec(strictText(bytes))?.[1])
    expect(answered.filter(Boolean)).toEqual(['010903', '010905', '010905'])
  })
})

test('a case of a few lines has all its answers', async () => {
  const history: FileDocument[] = [
    { kind: 'application', date: '20240401' },
    { kind: 'refusal', drafted: '20250107', dispatched: '20250114', remark: '見本です。' },
  ]
  const { sandbox, ask, fetchZip } = await visit({ portfolio: manyCases(3) })
  expect((await ask('app_progress/2021000003')).statusCode).toBe('100')
  sandbox.setPortfolio({
    cases: [
      {
        number: '2024000900',
        title: '見本',
        applicants: [{ code: '', name: '見本' }],
        filingDate: '20240401',
        history,
      },
    ],
  })
  expect((await ask('app_progress/2021000003')).statusCode).toBe('107')
  expect((await ask('app_progress/2024000900')).data).toMatchObject({ inventionTitle: '見本', erasureIdentifier: '' })
  expect([...(await membersOf(await fetchZip(`${decisions}/2024000900`))).keys()]).toEqual(['06125090002-jpntce.xml'])
})

test('a character that Windows-31J lacks is an error, not a question mark', () => {
  expect(() => windows31j('é')).toThrow('Windows-31J has no character for "é".')
  expect(windows31j('－～①')).toEqual(Buffer.from([0x81, 0x7c, 0x81, 0x60, 0x87, 0x40]))
})

interface WireCitation {
  readonly draftDate: string
  readonly citationType: string
  readonly citationOrder: string
}
