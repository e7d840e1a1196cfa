import { expect, test } from 'vitest'
import { composedPortfolio, type FileDocument } from '../../src/sandbox/portfolio/index.ts'
import { startGraph } from '../support/graph.ts'
import { manualClock } from '../support/manual-clock.ts'

const noon = Date.parse('2026-11-16T12:00:00+09:00')
const day = 24 * 3_600_000
const number = '2022000111'

const notices = (first: number) =>
  `{ application(number: "${number}") { documents(first: ${first}, filter: { codes: ["A131"] }) { nodes { number ... on DocumentWithBody { text } } } } }`

const notice: FileDocument = {
  kind: 'notice',
  // Of its own: a composed one would be that of a paper that stood at its place before.
  number: '06126900198',
  drafted: '20261110',
  dispatched: '20261117',
  grounds: [{ article: '明確性', claims: '２', remark: '請求項２の範囲が定まりません。' }],
}

async function startWithNoticeStored() {
  const clock = manualClock(noon)
  const graph = await startGraph({ clock })
  const before = await graph.query(notices(1))
  expect(before.errors).toEqual([])
  expect(graph.calls()).toEqual([`APP_DOC_CONT_REFUSAL_REASON ${number}`, `APP_PROGRESS_SIMPLE ${number}`])
  const cases = composedPortfolio.cases.map((one) =>
    one.number === number ? { ...one, history: [...(one.history ?? []), notice] } : one,
  )
  graph.sandbox.setPortfolio({ cases })
  await clock.advance(2 * day)
  return { clock, graph, before }
}

test('a document that an archive held once is not asked for again because a new one came', async () => {
  const { graph, before } = await startWithNoticeStored()
  const old = await graph.query(notices(1))
  expect(old.errors).toEqual([])
  expect(old.data).toEqual(before.data)
  expect(graph.calls()).toEqual([`APP_PROGRESS_SIMPLE ${number}`])
  expect(old.quota).toMatchObject({ cached: 1, stale: 0 })
  const both = await graph.query(notices(2))
  expect(both.errors).toEqual([])
  expect(both.data.application.documents.nodes[1].text).toContain('請求項２の範囲')
  expect(graph.calls()).toEqual([`APP_DOC_CONT_REFUSAL_REASON ${number}`])
})

test('its text is no older one where the office is down, though the list is', async () => {
  const { graph, before } = await startWithNoticeStored()
  graph.sandbox.misbehave({ kind: 'drop', times: Infinity })
  const answer = await graph.query(notices(1))
  expect(answer.errors).toEqual([])
  expect(answer.data).toEqual(before.data)
  expect(answer.quota.stale).toBe(1)
})
