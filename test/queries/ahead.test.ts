import { expect, test } from 'vitest'
import { startGraph } from '../support/graph.ts'
import { request } from '../support/request.ts'

/** Its 特許登録情報 leads back to the case, but it is not registered: what is selected there is never asked for. */
const selection = `{ application(number: "2022000111") {
  inventionTitle
  registration { application { priorityClaims { date } divisionalFamily { number } } }
} }`

const noProgress = { JPO_DAILY_LIMITS: 'APP_PROGRESS=0' }

test('nothing is called for the sake of what a later field may ask, where the day has no call that brings it along', async () => {
  const graph = await startGraph({ env: noProgress })
  const { errors, upstream = [] } = await request(graph.url, selection, { search: 'explain' })
  expect(errors).toEqual([])
  expect(upstream.map(({ endpoint }) => endpoint)).toEqual(['APP_PROGRESS_SIMPLE'])
  await graph.services.source.idle()
  expect(graph.calls()).toEqual(['APP_PROGRESS_SIMPLE 2022000111'])
})

test('nor where what is stored answers the field that is asked now', async () => {
  const graph = await startGraph()
  await graph.query('{ application(number: "2022000111") { inventionTitle } }')
  graph.calls()
  expect((await graph.query(selection)).errors).toEqual([])
  await graph.services.source.idle()
  expect(graph.calls()).toEqual([])
})

test('what a later field does ask is called for then', async () => {
  const graph = await startGraph({ env: noProgress })
  await graph.query('{ application(number: "2020000101") { inventionTitle priorityClaims { date } } }')
  expect(graph.calls()).toEqual(['APP_PROGRESS_SIMPLE 2020000101', 'PRIORITY_RIGHT_APP_INFO 2020000101'])
})
