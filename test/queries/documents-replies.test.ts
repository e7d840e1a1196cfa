import { expect, test } from 'vitest'
import { composedPortfolio } from '../../src/sandbox/portfolio/index.ts'
import type { FileDocument } from '../../src/sandbox/portfolio/document-types.ts'
import { startGraph } from '../support/graph.ts'

const examined = '2021000109'

test('a notice and its answers name each other', async () => {
  const graph = await startGraph()
  const { data, errors } = await graph.query(
    `{ application(number: "${examined}") { documents(filter: { codes: ["A131", "A53", "A523"] }) { nodes {
      code number
      ... on NoticeOfReasonsForRefusal { dispatchNumber responses { __typename number } }
      ... on WrittenOpinion { dispatchNumber respondsTo { number dispatchNumber } }
      ... on WrittenAmendment { dispatchNumber respondsTo { number dispatchNumber } }
    } } } }`,
  )
  expect(errors).toEqual([])
  const first = { number: '06124010903', dispatchNumber: '010903' }
  const second = { number: '06124010905', dispatchNumber: '010905' }
  expect(data.application.documents.nodes).toEqual([
    { code: 'A131', ...first, responses: [{ __typename: 'WrittenAmendment', number: '52400010904' }] },
    // 添付書類 of the same number is part of its document.
    { code: 'A523', number: '52400010904', dispatchNumber: null, respondsTo: null },
    { code: 'A523', number: '52400010904', dispatchNumber: '010903', respondsTo: first },
    {
      code: 'A131',
      ...second,
      responses: [
        { __typename: 'WrittenAmendment', number: '52400010906' },
        { __typename: 'WrittenOpinion', number: '52400010907' },
      ],
    },
    { code: 'A523', number: '52400010906', dispatchNumber: '010905', respondsTo: second },
    { code: 'A53', number: '52400010907', dispatchNumber: '010905', respondsTo: second },
  ])
})

test('a voluntary amendment answers nothing', async () => {
  const graph = await startGraph()
  const { data } = await graph.query(
    '{ application(number: "2019000106") { documents(filter: { codes: ["A523"], from: "2021-06-04" }) { nodes { ... on WrittenAmendment { dispatchNumber respondsTo { number } amendments { serial item method claims { number } } } } } } }',
  )
  expect(data.application.documents.nodes).toEqual([
    {
      dispatchNumber: null,
      respondsTo: null,
      amendments: [{ serial: 1, item: '請求項１', method: 'CHANGE', claims: [{ number: 1 }] }],
    },
  ])
})

const dueDates = (number: string) =>
  `{ application(number: "${number}") { documents(filter: { codes: ["A131"] }) { nodes { ... on NoticeOfReasonsForRefusal { responseDueDate } } } } }`

test.each([
  ['answered', '2021000109', [null, null]],
  ['refused', '2019000106', [null, null]],
  ['open', '2022000111', ['2026-12-12']],
])('of a case that is %s the day to answer is %s', async (_, number, days) => {
  const graph = await startGraph()
  const { data, errors } = await graph.query(dueDates(number))
  expect(errors).toEqual([])
  expect(data.application.documents.nodes.map((it: { responseDueDate: string }) => it.responseDueDate)).toEqual(days)
})

/** The open case with something more on file. */
async function withMore(...more: FileDocument[]) {
  const graph = await startGraph()
  const subject = composedPortfolio.cases.find((it) => it.number === '2022000111')
  if (!subject) throw new Error('The portfolio lacks its open case')
  graph.sandbox.setPortfolio({ cases: [{ ...subject, history: [...(subject.history ?? []), ...more] }] })
  const { data, errors } = await graph.query(dueDates('2022000111'))
  expect(errors).toEqual([])
  return { day: data.application.documents.nodes[0].responseDueDate as string | null, calls: graph.calls() }
}

const amendment: FileDocument = { kind: 'amendment', date: '20261110', changes: [{ item: 'title', text: '苗' }] }

test('after a voluntary amendment a notice is still open; after an answer it is not', async () => {
  const voluntary = await withMore({ ...amendment, isVoluntary: true })
  expect(voluntary.day).toBe('2026-12-12')
  expect(voluntary.calls).toContain('APP_DOC_CONT_OPINION_AMENDMENT 2022000111')
  expect((await withMore(amendment)).day).toBeNull()
})

test.each([
  ['an answer without a body', 'A53', '意見書'],
  ['a request for more time', 'A601', '期間延長請求書'],
  ['a withdrawal', 'A761', '出願取下書'],
])('after %s no day is told, and nothing is asked for it', async (_, code, name) => {
  const { day, calls } = await withMore({ kind: 'entry', date: '20261110', code, name })
  expect(day).toBeNull()
  expect(calls).toEqual(['APP_DOC_CONT_REFUSAL_REASON 2022000111', 'APP_PROGRESS_SIMPLE 2022000111'])
})
