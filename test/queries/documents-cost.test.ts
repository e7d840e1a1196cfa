import { describe, expect, test } from 'vitest'
import { startGraph } from '../support/graph.ts'

/** Two notices, two amendments, an opinion, a grant. */
const examined = '2021000109'
const simple = `APP_PROGRESS_SIMPLE ${examined}`
const opinions = `APP_DOC_CONT_OPINION_AMENDMENT ${examined}`
const decisions = `APP_DOC_CONT_REFUSAL_REASON_DECISION ${examined}`
const notices = `APP_DOC_CONT_REFUSAL_REASON ${examined}`
const citations = `CITE_DOC_INFO ${examined}`

const everyNotice = `... on NoticeOfReasonsForRefusal {
  text xml draftingDate isFinal examiner { name } articles { text } citedDocuments { text } reasons { text }
  priorArtSearch { text }
}`
const everyDecision = '... on DecisionToGrant { text draftingDate claimCount citedDocuments { text } }'
const everyFiling = `... on WrittenOpinion { text dispatchNumber respondsTo { number } }
... on WrittenAmendment { text respondsTo { number } amendments { item claims { text } } }`

const free =
  'id code name number date deliverable application { number } ... on NoticeOfReasonsForRefusal { dispatchNumber }'

test.each([
  ['nothing of a body', free, [simple]],
  ['notices', everyNotice, [notices, simple]],
  ['decisions', everyDecision, [decisions, simple]],
  ['notices and decisions', everyNotice + everyDecision, [decisions, simple]],
  ['filings', everyFiling, [opinions, simple]],
  ['notices and filings', everyNotice + everyFiling, [opinions, notices, simple]],
  ['all', everyNotice + everyDecision + everyFiling, [opinions, decisions, simple]],
  ['all by the interface', '... on DocumentWithBody { text xml }', [opinions, decisions, simple]],
  ['what answers a notice', '... on NoticeOfReasonsForRefusal { responses { number } }', [opinions, simple]],
  [
    'the citations of a notice',
    '... on NoticeOfReasonsForRefusal { citations { order } priorArtSearch { citations { order } } }',
    [notices, simple, citations],
  ],
  ['when to answer, after a decision', '... on NoticeOfReasonsForRefusal { responseDueDate }', [notices, simple]],
])('%s: the archives that it needs, each once', async (_name, selection, calls) => {
  const graph = await startGraph()
  const query = `{ application(number: "${examined}") { documents { nodes { ${selection} } } } }`
  const answer = await graph.query(query)
  expect(answer.errors).toEqual([])
  expect(graph.calls()).toEqual(calls)
  expect((await graph.query(query)).data).toEqual(answer.data)
  expect(graph.calls()).toEqual([])
})

describe('notices and decisions at different depths', () => {
  const deep = (outer: string, seen: string, inner: string, wanted: string) => `{
    application(number: "${examined}") {
      documents(filter: { codes: ["${outer}"] }) {
        nodes { ${seen} application { documents(filter: { codes: ["${inner}"] }) { nodes { ${wanted} } } } }
      }
    }
  }`

  test.each([
    ['A131', '... on NoticeOfReasonsForRefusal { isFinal }', 'A01', '... on DecisionToGrant { claimCount }'],
    ['A131', '... on DocumentWithBody { text }', 'A01', '... on DecisionToGrant { text }'],
    ['A01', '... on DecisionToGrant { claimCount }', 'A131', '... on NoticeOfReasonsForRefusal { isFinal }'],
  ])('cost one archive: %s %s, then %s %s', async (...selections) => {
    const graph = await startGraph()
    const answer = await graph.query(deep(...selections))
    expect(answer.errors).toEqual([])
    expect(graph.calls()).toEqual([decisions, simple])
  })
})

test('a decision that is only looked out for is not paid for where the notices are stored', async () => {
  const graph = await startGraph()
  const open = '2022000111'
  const query = (selection: string) => `{ application(number: "${open}") { documents { nodes { ${selection} } } } }`
  await graph.query(query('... on NoticeOfReasonsForRefusal { isFinal }'))
  expect(graph.calls()).toEqual([`APP_DOC_CONT_REFUSAL_REASON ${open}`, `APP_PROGRESS_SIMPLE ${open}`])
  await graph.query(query('... on NoticeOfReasonsForRefusal { isFinal } ... on DecisionToGrant { claimCount }'))
  expect(graph.calls()).toEqual([])
})

test('with the decisions’ day spent the notices come from their own archive', async () => {
  const graph = await startGraph({ env: { JPO_DAILY_LIMITS: 'APP_DOC_CONT_REFUSAL_REASON_DECISION=0' } })
  const { data, errors } = await graph.query(
    `{ application(number: "${examined}") { documents(filter: { codes: ["A131", "A01"] }) { nodes { ... on NoticeOfReasonsForRefusal { isFinal } ... on DecisionToGrant { claimCount } } } } }`,
  )
  expect(errors.map(({ extensions }) => extensions['code'])).toEqual(['QUOTA_EXHAUSTED'])
  expect(data.application.documents.nodes.map((node: { isFinal?: boolean }) => node.isFinal)).toEqual([
    false,
    expect.any(Boolean),
    undefined,
    undefined,
  ])
  expect(graph.calls()).toEqual([notices, simple])
})

test('a row without a deliverable body causes no call, whatever is asked of it', async () => {
  const graph = await startGraph()
  const answer = await graph.query(
    `{ application(number: "2020000101") { documents(filter: { deliverable: false }) { nodes { __typename ... on DocumentWithBody { text xml } ... on DecisionToGrant { claimCount } } } } }`,
  )
  expect(answer.errors).toEqual([])
  expect(graph.calls()).toEqual(['APP_PROGRESS_SIMPLE 2020000101'])
})

test('誤訳訂正書 and its kin have bodies, in one archive', async () => {
  const graph = await startGraph()
  const { data, errors } = await graph.query(
    '{ application(number: "2019000113") { documents(filter: { codes: ["A51", "A521", "A524"] }) { nodes { __typename name deliverable ... on UntypedDocument { draftingDate text } } } } }',
  )
  expect(errors).toEqual([])
  const nodes = data.application.documents.nodes as { name: string; text: string; deliverable: boolean }[]
  expect(nodes.map(({ name, deliverable }) => [name, deliverable])).toEqual([
    ['手続補正書（方式）', false],
    ['誤訳訂正書', false],
    ['手続補正書', false],
  ])
  for (const { text } of nodes) expect(text).toContain('【補正対象書類名】')
  expect(graph.calls()).toEqual(['APP_DOC_CONT_OPINION_AMENDMENT 2019000113', 'APP_PROGRESS_SIMPLE 2019000113'])
})
