import { describe, expect, it, test } from 'vitest'
import { type GraphAnswer, startGraph } from '../support/graph.ts'

const recordings = process.env['SANDBOX_RECORDINGS'] ?? ''
const reason = 'SANDBOX_RECORDINGS names no directory of recorded answers: the documents of the real case are not read.'
if (recordings === '') console.info(reason)

test('a CI run has the recordings', () => {
  if (process.env['CI'] === 'true') expect(recordings, reason).not.toBe('')
})

const body = 'text xml html images { fileName }'
const row = '__typename code name number date deliverable'
const query = `{ application(number: "2020123456") {
  filingDate
  citations { type { code } order ... on PatentCitation { publicationNumber } }
  documents { nodes { ${row}
    ... on DocumentWithBody { ${body} }
    ... on NoticeOfReasonsForRefusal {
      draftingDate dispatchNumber isFinal examiner { name staffCode officeCode } responseDueDate
      articles { text article paragraph item ground }
      citedDocuments { order text publicationNumber }
      citations { type { code } order ... on PatentCitation { publicationNumber } }
      priorArtSearch { fields documents { text publicationNumber } citations { ... on PatentCitation { publicationNumber } } }
      reasons { numbers claimsText citedDocuments { order } }
      responses { code number }
    }
    ... on DecisionToGrant { draftingDate claimCount examiner { staffCode } citedDocuments { order text publicationNumber } }
    ... on WrittenOpinion { dispatchNumber respondsTo { number } }
    ... on WrittenAmendment {
      dispatchNumber respondsTo { number }
      amendments { serial item method target { code label } text claims { number text html } paragraphs { number } }
    }
  } }
  unlistedDocuments { code }
  notices: documents(filter: { codes: ["A131"] }) { nodes { ... on DocumentWithBody { xml } } }
} }`

/** The facts that were seen in bytes which the office sent, of the public case 特願2020-123456. */
describe.runIf(recordings !== '')('of the documents of a real case', () => {
  let answer: GraphAnswer
  let calls: string[]

  /** Asked once: the tests look at one answer. */
  let reading: Promise<void> | undefined
  const read = () => (reading ??= ask())

  async function ask() {
    const graph = await startGraph({ env: { SANDBOX_RECORDINGS: recordings } })
    answer = await graph.query(query)
    calls = graph.calls()
  }

  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  function document(typename: string): any {
    const nodes = answer.data.application.documents.nodes as { __typename: string; text?: string | null }[]
    const found = nodes.find((node) => node.__typename === typename && node.text)
    if (!found) throw new Error(`no ${typename} with a body`)
    return found
  }
  const notice = () => document('NoticeOfReasonsForRefusal')
  const grant = () => document('DecisionToGrant')
  const opinion = () => document('WrittenOpinion')
  const amendment = () => document('WrittenAmendment')

  it('all is read without an error, each archive once', async () => {
    await read()
    expect(answer.errors).toEqual([])
    expect(calls).toEqual([
      'APP_DOC_CONT_OPINION_AMENDMENT 2020123456',
      'APP_DOC_CONT_REFUSAL_REASON_DECISION 2020123456',
      'APP_PROGRESS_SIMPLE 2020123456',
      'CITE_DOC_INFO 2020123456',
    ])
  })

  it('list and archives join by 書類番号, and the folder’s prefix is the code of the list', async () => {
    await read()
    const joined = [notice(), opinion(), amendment(), grant()]
    expect(joined.map(({ code, number, date, deliverable }) => [code, number, date, deliverable])).toEqual([
      ['A131', '06124084096', '2024-02-27', true],
      ['A53', '52400900476', '2024-04-24', true],
      ['A523', '52400900473', '2024-04-24', true],
      ['A01', '06124327784', '2024-07-09', true],
    ])
    expect(answer.data.application.unlistedDocuments).toEqual([])
  })

  it('the archive of the notices alone holds the same notice', async () => {
    await read()
    const graph = await startGraph({ env: { SANDBOX_RECORDINGS: recordings } })
    const alone = await graph.query(
      '{ application(number: "2020123456") { documents(filter: { codes: ["A131"] }) { nodes { ... on DocumentWithBody { xml } } } } }',
    )
    expect(graph.calls()).toContain('APP_DOC_CONT_REFUSAL_REASON 2020123456')
    expect(alone.data.application.documents.nodes[0].xml).toBe(notice().xml)
  })

  it('the XML is decoded as it was sent: Shift_JIS, CRLF, an unresolved DOCTYPE, the namespace, references', async () => {
    await read()
    for (const { xml } of [notice(), grant(), opinion(), amendment()]) {
      expect(xml).toMatch(/^<\?xml version="1\.0" encoding="Shift_JIS"\?>\r\n<!DOCTYPE jp:[a-z-]+ PUBLIC /)
      expect(xml).toMatch(/lang="ja" dtd-version="1\.0" xmlns:jp="http:\/\/www\.jpo\.go\.jp"/)
      expect(xml).not.toContain('\ufffd')
    }
    const declared = [notice(), opinion(), amendment()].map(
      ({ xml }) => /DTD [A-Z ]+ 1\.0\/\/EN" "[a-z.-]+"/.exec(xml)?.[0],
    )
    expect(declared).toEqual([
      'DTD NOTICE DOCUMENT BY PATENT SUBSTANTIAL EXAMINATION RENEWAL 1.0//EN" "ntc-pt-e-rn.dtd"',
      'DTD PATENT RESPONCE DOCUMENT 1.0//EN" "pat-rspn.dtd"',
      'DTD PATENT AMENDMENT DOCUMENT 1.0//EN" "pat-amnd.dtd"',
    ])
    expect(notice().xml).toContain('&#160;1')
    // NBSP is a blank to a person.
    expect(notice().text).toMatch(/（外1名）/)
    expect(notice().text).not.toContain('\u00a0')
  })

  it('a notice is dated by its drafting in the XML and by its dispatch in the list; its 発送番号 keeps its zero', async () => {
    await read()
    expect(notice()).toMatchObject({ draftingDate: '2024-02-20', date: '2024-02-27', dispatchNumber: '084096' })
    expect(grant()).toMatchObject({ draftingDate: '2024-07-04', date: '2024-07-09' })
  })

  it('the examiner', async () => {
    await read()
    const { examiner, xml } = notice()
    expect(examiner).toEqual({
      name: /<jp:draft-person-group>\s*<jp:name>([^<]+)</.exec(xml as string)?.[1],
      staffCode: '8393',
      officeCode: '5D00',
    })
    expect(grant().examiner.staffCode).toMatch(/^\d{4}$/)
  })

  it('the articles applied; not final; answered, so that nothing is due', async () => {
    await read()
    expect(
      notice().articles.map(({ article, paragraph, item, ground }: Record<string, string>) => [
        article,
        paragraph,
        item,
        ground,
      ]),
    ).toEqual([
      ['37', null, null, '単一性'],
      ['29', '1', '3', '新規性'],
      ['29', '2', null, '進歩性'],
      ['36', '6', '2', '明確性'],
    ])
    expect(notice()).toMatchObject({ isFinal: false, responseDueDate: null })
  })

  it('the printed list of five, and the same as data', async () => {
    await read()
    const numbers = ['2002233033', '2004064039', '1992087383', '1985046093', '1996167522']
    expect(notice().citedDocuments.map((it: { publicationNumber: string }) => it.publicationNumber)).toEqual(numbers)
    expect(notice().citedDocuments[3]).toMatchObject({
      order: 4,
      text: '特開昭６０－０４６０９３号公報（周知技術を示す文献）',
    })
    expect(notice().citations).toEqual(
      numbers.map((publicationNumber, index) => ({ type: { code: '19' }, order: index + 1, publicationNumber })),
    )
  })

  it('the record of the search is apart', async () => {
    await read()
    expect(notice().priorArtSearch).toMatchObject({
      fields: ['ＩＰＣ　Ｈ０５Ｋ１／１１', 'Ｈ０５Ｋ１／０２', 'Ｈ０５Ｋ１／１６'],
      documents: [{ text: '特開平９－０７４２８３号公報', publicationNumber: '1997074283' }],
      citations: [{ publicationNumber: '1997074283' }],
    })
  })

  it('its reasons, block by block', async () => {
    await read()
    const blocks = notice().reasons as {
      numbers: number[]
      claimsText: string | null
      citedDocuments: { order: number }[]
    }[]
    expect(
      blocks.map(
        ({ numbers, claimsText, citedDocuments }) =>
          `${numbers.join()} ${claimsText} ${citedDocuments.map(({ order }) => order).join()}`,
      ),
    ).toEqual([
      '1 null ',
      '2,3 １－４ 1',
      '2,3 １，２，１１，１３，１４ 2',
      '3 ３，４，７，８ 2',
      '3 ５ 2,3',
      '3 ６ 2,3,4',
      '3 ７ 1',
      '3 ９ 1,2',
      '3 １０，１５ 2,3,4,5',
      '3 １２ 2,4',
      '4 １－９ ',
      '4 １０ ',
    ])
  })

  it('the grant: claims without their padding, its memo with seven references, the same as data', async () => {
    await read()
    expect(grant().claimCount).toBe(5)
    const printed = grant().citedDocuments.map((it: { publicationNumber: string }) => it.publicationNumber)
    const citations = answer.data.application.citations as { type: { code: string }; publicationNumber: string }[]
    expect(printed).toHaveLength(7)
    expect(printed).toEqual(citations.filter(({ type }) => type.code === '31').map((it) => it.publicationNumber))
    expect(grant().citedDocuments[0].text).toMatch(/^特開.+（ＪＰ，Ａ）$/)
    expect(grant().text).toContain('出願種別：通常')
    expect(grant().text).toContain('\n　H05K 1/11 B\n')
    expect(grant().text).toMatch(/\n分類確定官：/)
  })

  it('notice and filings name each other by the end of a 書類番号', async () => {
    await read()
    const number = '06124084096'
    expect(notice().responses).toEqual([
      { code: 'A53', number: '52400900476' },
      { code: 'A523', number: '52400900473' },
    ])
    for (const filing of [opinion(), amendment()])
      expect(filing).toMatchObject({ dispatchNumber: '084096', respondsTo: { number } })
  })

  it('a filing of 2024 says neither its date nor its reference; telephones are masked; codes keep their zeros', async () => {
    await read()
    for (const { text } of [opinion(), amendment()]) {
      expect(text).not.toMatch(/【(提出日|整理番号)】/)
      expect(text).toContain('【電話番号】　（省略）')
      expect(text).toContain('【識別番号】　000114400')
      expect(text).toContain('【弁理士】')
    }
    expect(opinion().text).toMatch(/【あて先】\u3000特許庁審査官\u3000.+\u3000殿/)
    expect(amendment().text).toContain('【あて先】　特許庁長官殿')
  })

  it('the claims as amended, without their label, with what is changed underlined', async () => {
    await read()
    const [first, ...others] = amendment().amendments as {
      claims: { number: number; text: string; html: string }[]
    }[]
    expect(first).toMatchObject({
      serial: 1,
      item: '全文',
      method: 'CHANGE',
      target: { code: 'A16333', label: '特許請求の範囲' },
    })
    expect(first?.claims.map(({ number }) => number)).toEqual([1, 2, 3, 4, 5])
    for (const { text, html } of first?.claims ?? []) {
      expect(text).toMatch(/^\u3000/)
      expect(html).toMatch(/<u>[^<]+<\/u>/)
      expect(html.replace(/<[^>]+>|\s/g, '')).toBe(text.replace(/\s/g, ''))
    }
    expect(others.every(({ claims }) => claims.length === 0)).toBe(true)
  })

  it('twenty amendments: paragraphs changed and deleted, the title', async () => {
    await read()
    const amendments = amendment().amendments as {
      serial: number
      item: string
      method: string
      text: string | null
      paragraphs: { number: string }[]
    }[]
    expect(amendments.map(({ serial }) => serial)).toEqual(Array.from({ length: 20 }, (_, index) => index + 1))
    expect(amendments[1]).toMatchObject({ item: '発明の名称', method: 'CHANGE' })
    const deleted = amendments.filter(({ method }) => method === 'DELETE')
    expect(deleted.map(({ item }) => item)).toEqual(
      '０００７ ０００８ ０００９ ００１０ ００１１ ００１２ ００１３ ００１４ ００１５ ００１６ ００２２'.split(' '),
    )
    expect(deleted.every(({ text }) => text === null)).toBe(true)
    expect(amendments.flatMap(({ paragraphs }) => paragraphs.map(({ number }) => number))).toEqual(
      '0006 0017 0018 0019 0020 0021 0027'.split(' '),
    )
  })

  it('a page is read as it is printed: indents, blank lines, no picture', async () => {
    await read()
    expect(notice().text).toMatch(/\n\n\u3000[^\u3000\n]/)
    expect(notice().text).not.toContain('前置審査')
    expect(notice().text).toMatch(/\n\n●理由１（.+）について\n\n/)
    for (const it of [notice(), grant(), opinion(), amendment()]) expect(it.images).toEqual([])
    expect(opinion().html).toMatch(/<u>[^<]+<\/u>/)
  })
})
