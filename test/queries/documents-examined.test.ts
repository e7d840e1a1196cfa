import { expect, test } from 'vitest'
import { laidOpen } from '../../src/sandbox/portfolio/cited.ts'
import { composedPortfolio } from '../../src/sandbox/portfolio/index.ts'
import { type GraphAnswer, startGraph } from '../support/graph.ts'

const showcase = '2020000101'
const firstOf = ({ data }: GraphAnswer) => data.application.documents.nodes[0]
const documents = (codes: string, selection: string, number = showcase) =>
  `{ application(number: "${number}") { documents(filter: { codes: [${codes}] }) { nodes { ${selection} } } } }`

test('what an examiner said, as data', async () => {
  const graph = await startGraph()
  const answer = await graph.query(
    documents(
      '"A131"',
      `... on NoticeOfReasonsForRefusal {
        date draftingDate isFinal
        examiner { name staffCode officeCode }
        articles { article paragraph item ground }
        citedDocuments { order text publicationNumber }
        citations { type { code } order }
        priorArtSearch { fields documents { order publicationNumber } citations { type { code } order } }
        reasons { numbers grounds claims { from to } claimsText citedDocuments { order } citedText remarks }
      }`,
    ),
  )
  expect(answer.errors).toEqual([])
  expect(firstOf(answer)).toEqual({
    date: '2023-07-11',
    draftingDate: '2023-07-04',
    isFinal: false,
    examiner: { name: '審査　花子', staffCode: '9101', officeCode: '9X00' },
    articles: [
      { article: '29', paragraph: '1', item: '3', ground: '新規性' },
      { article: '29', paragraph: '2', item: null, ground: '進歩性' },
      { article: '36', paragraph: '6', item: '2', ground: '明確性' },
    ],
    citedDocuments: [
      { order: 1, text: '特開２０１８－０００１０３号公報', publicationNumber: '2018000103' },
      { order: 2, text: '特開２０１８－０００１０４号公報', publicationNumber: '2018000104' },
      { order: 3, text: '特開平４－９９９０２２号公報', publicationNumber: '1992999022' },
      { order: 4, text: '特開昭６０－９９９０３３号公報', publicationNumber: '1985999033' },
      { order: 5, text: '国際公開第２０１８／９９９０５５号', publicationNumber: null },
      { order: 6, text: expect.stringContaining('，') as string, publicationNumber: null },
    ],
    citations: [1, 2, 3, 4, 5, 6].map((order) => ({ type: { code: '19' }, order })),
    priorArtSearch: {
      fields: ['ＤＢ名　架空文献集'],
      documents: [
        { order: 1, publicationNumber: '2016000105' },
        { order: 2, publicationNumber: '2012999011' },
      ],
      citations: [1, 2].map((order) => ({ type: { code: '89' }, order })),
    },
    reasons: [
      {
        numbers: [1],
        grounds: ['新規性'],
        claims: [{ from: 1, to: 3 }],
        claimsText: '１－３',
        citedDocuments: [{ order: 1 }],
        citedText: '１',
        remarks: expect.stringContaining('Ｔｃに応じて冷媒の流量を') as string,
      },
      {
        numbers: [2],
        grounds: ['進歩性'],
        claims: [{ from: 1, to: 7 }],
        claimsText: '１－７',
        citedDocuments: [1, 2, 3, 4, 5, 6].map((order) => ({ order })),
        citedText: '１－６',
        remarks: expect.stringContaining('蓄熱材を併用') as string,
      },
      {
        numbers: [3],
        grounds: ['明確性'],
        claims: [
          { from: 5, to: 5 },
          { from: 8, to: 8 },
        ],
        claimsText: '５、８',
        citedDocuments: [],
        citedText: null,
        remarks: expect.stringContaining('これより前に記載がありません') as string,
      },
    ],
  })
})

test('a printed document leads to its application for one number reference, and for none where the link is known', async () => {
  const graph = await startGraph()
  const selection = (fields: string) =>
    `... on NoticeOfReasonsForRefusal { citedDocuments { application { ${fields} } } }`
  const first = await graph.query(documents('"A131"', selection('number')))
  expect(first.errors).toEqual([])
  const numbers = firstOf(first).citedDocuments.map((it: { application: unknown }) => it.application)
  // 昭和, an international publication and a paper are not served.
  expect(numbers.map((it: { number: string } | null) => it && 'number' in it)).toEqual([
    true,
    true,
    null,
    null,
    null,
    null,
  ])
  expect(graph.calls()).toEqual([
    `APP_DOC_CONT_REFUSAL_REASON ${showcase}`,
    `APP_PROGRESS_SIMPLE ${showcase}`,
    'CASE_NUMBER_REFERENCE publication/1992999022',
    'CASE_NUMBER_REFERENCE publication/2018000103',
    'CASE_NUMBER_REFERENCE publication/2018000104',
  ])
  await graph.query(documents('"A131"', selection('number')))
  expect(graph.calls()).toEqual([])
})

test('an earlier application is known by its own number, a patent costs a number reference', async () => {
  const graph = await startGraph()
  const subject = composedPortfolio.cases.find((it) => it.number === showcase)
  const cited = (listed: string) => ({ ...laidOpen('2018000103'), listed })
  const cites = [
    cited('特願２０１９－０００１０２号（特開２０２０－９９９１０２号）'),
    cited('特許第７９００１０１号公報'),
  ]
  if (!subject) throw new Error('The portfolio lacks its showcase')
  const history = subject.history?.map((it) => (it.kind === 'notice' ? { ...it, cites } : it)) ?? []
  graph.sandbox.setPortfolio({ cases: [{ ...subject, history }] })
  const answer = await graph.query(
    documents(
      '"A131"',
      '... on NoticeOfReasonsForRefusal { citedDocuments { publicationNumber application { number } } }',
    ),
  )
  expect(answer.errors).toEqual([])
  expect(firstOf(answer).citedDocuments).toEqual([
    { publicationNumber: '2020999102', application: { number: '2019000102' } },
    { publicationNumber: null, application: { number: showcase } },
  ])
  // What the office told of the case itself answers for its own registration number.
  expect(graph.calls()).toEqual([`APP_DOC_CONT_REFUSAL_REASON ${showcase}`, `APP_PROGRESS_SIMPLE ${showcase}`])
})

test('each notice has the citations of its own drafting date', async () => {
  const graph = await startGraph()
  const { data, errors } = await graph.query(
    documents(
      '"A131"',
      '... on NoticeOfReasonsForRefusal { draftingDate citations { draftingDate } citedDocuments { order } }',
      '2021000109',
    ),
  )
  expect(errors).toEqual([])
  const notices = data.application.documents.nodes as {
    draftingDate: string
    citations: { draftingDate: string }[]
    citedDocuments: unknown[]
  }[]
  expect(notices).toHaveLength(2)
  for (const { draftingDate, citations, citedDocuments } of notices) {
    expect(citations).toHaveLength(citedDocuments.length)
    expect(citations.every((it) => it.draftingDate === draftingDate)).toBe(true)
  }
})

test('a final notice, a dismissal and a refusal say who drafted them, and when', async () => {
  const graph = await startGraph()
  const drafting = 'draftingDate examiner { staffCode }'
  const { data, errors } = await graph.query(
    documents(
      '"A131", "A502", "A02"',
      `__typename ... on NoticeOfReasonsForRefusal { isFinal ${drafting} articles { text ground } }
       ... on DismissalOfAmendment { ${drafting} } ... on DecisionOfRefusal { ${drafting} }`,
      '2019000106',
    ),
  )
  expect(errors).toEqual([])
  const examiner = { staffCode: '9101' }
  expect(data.application.documents.nodes).toEqual([
    {
      __typename: 'NoticeOfReasonsForRefusal',
      isFinal: false,
      draftingDate: '2020-01-21',
      examiner,
      // A notice of the first generation of tags does not name the ground.
      articles: [{ text: '第２９条第２項', ground: null }],
    },
    {
      __typename: 'NoticeOfReasonsForRefusal',
      isFinal: true,
      draftingDate: '2020-08-18',
      examiner,
      articles: [{ text: '第３６条第６項第２号', ground: null }],
    },
    { __typename: 'DismissalOfAmendment', draftingDate: '2021-03-02', examiner },
    { __typename: 'DecisionOfRefusal', draftingDate: '2021-03-02', examiner },
  ])
})

test('a decision to grant says how many claims, and what it refers to', async () => {
  const graph = await startGraph()
  const answer = await graph.query(
    documents(
      '"A01"',
      '... on DecisionToGrant { claimCount draftingDate citedDocuments { order text publicationNumber } }',
      '2021000109',
    ),
  )
  expect(answer.errors).toEqual([])
  expect(firstOf(answer)).toEqual({
    claimCount: 6,
    draftingDate: '2024-10-01',
    citedDocuments: [{ order: 1, text: '特開２０２１－０００１０１（ＪＰ，Ａ）', publicationNumber: '2021000101' }],
  })
})

test('an amendment says what is changed, where and how; its claims are shown with their changes', async () => {
  const graph = await startGraph()
  const answer = await graph.query(
    documents(
      '"A523"',
      '... on WrittenAmendment { amendments { serial target { code label labelEn } item method text claims { number text html } paragraphs { number text } } }',
    ),
  )
  expect(answer.errors).toEqual([])
  const { amendments } = firstOf(answer)
  expect(amendments[0]).toMatchObject({
    serial: 1,
    target: { code: 'A16333', label: '特許請求の範囲', labelEn: 'Claims' },
    item: '全文',
    method: 'CHANGE',
    paragraphs: [],
  })
  const [claim] = amendments[0].claims as { number: number; text: string; html: string }[]
  expect(claim?.number).toBe(1)
  expect(claim?.text).not.toContain('【請求項１】')
  expect(claim?.html).toMatch(/^<div lang="ja">\n<p>.*<u>/s)
  const methods = amendments.map((it: { method: string; text: string | null }) => [it.method, it.text === null])
  expect(methods).toContainEqual(['DELETE', true])
})

test('without a body everything that is read from it is null, and nothing fails', async () => {
  const graph = await startGraph()
  const { data, errors } = await graph.query(
    documents(
      '"A131", "A53"',
      `... on NoticeOfReasonsForRefusal { dispatchNumber draftingDate isFinal examiner { name } articles { text }
        citedDocuments { text } citations { order } priorArtSearch { text } reasons { text } responses { number } responseDueDate }
       ... on WrittenOpinion { dispatchNumber respondsTo { number } }`,
      '2020000112',
    ),
  )
  expect(errors).toEqual([])
  expect(data.application.documents.nodes).toEqual([
    {
      dispatchNumber: expect.stringMatching(/^\d{6}$/) as string,
      draftingDate: null,
      isFinal: null,
      examiner: null,
      articles: null,
      citedDocuments: null,
      citations: null,
      priorArtSearch: null,
      reasons: null,
      responses: null,
      responseDueDate: null,
    },
    { dispatchNumber: null, respondsTo: null },
  ])
})
