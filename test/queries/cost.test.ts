import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { startGraph } from '../support/graph.ts'

const showcase = '2020000101'

test('basics cost one APP_PROGRESS_SIMPLE, and nothing the second time', async () => {
  const graph = await startGraph()
  const query = '{ application(number: "特願2020-000101") { inventionTitle status applicants { name } filingDate } }'
  const first = await graph.query(query)
  expect(first.errors).toEqual([])
  expect(graph.calls()).toEqual([`APP_PROGRESS_SIMPLE ${showcase}`])
  expect(first.quota).toMatchObject({
    spent: [{ endpoint: 'APP_PROGRESS_SIMPLE', calls: 1, remaining: 3999 }],
    cached: 0,
  })
  const second = await graph.query(query)
  expect(second.data).toEqual(first.data)
  expect(graph.calls()).toEqual([])
  expect(second.quota).toMatchObject({ spent: [], cached: 1, stale: 0 })
})

test('priorities, parent or family make one APP_PROGRESS answer everything', async () => {
  const graph = await startGraph()
  const answer = await graph.query(
    '{ application(number: "2020000101") { inventionTitle priorityClaims { number } parent { number } divisionalFamily { number } documents { totalCount } } }',
  )
  expect(answer.errors).toEqual([])
  expect(graph.calls()).toEqual([`APP_PROGRESS ${showcase}`])
})

test('a selection that comes back to the application by another way is seen ahead', async () => {
  const graph = await startGraph()
  const answer = await graph.query(
    `
    query ($deep: Boolean!) {
      application(number: "2020000101") {
        inventionTitle
        documents(first: 1) { edges { node { application { ...Claims @include(if: $deep) } } } }
      }
    }
    fragment Claims on Application { priorityClaims { number } }
  `,
    { deep: true },
  )
  expect(answer.errors).toEqual([])
  expect(graph.calls()).toEqual([`APP_PROGRESS ${showcase}`])
})

test('what a directive leaves out is not paid for', async () => {
  const graph = await startGraph()
  await graph.query(
    'query ($deep: Boolean!) { application(number: "2020000101") { inventionTitle priorityClaims @include(if: $deep) { number } } }',
    { deep: false },
  )
  expect(graph.calls()).toEqual([`APP_PROGRESS_SIMPLE ${showcase}`])
})

test('the same application under several aliases and depths is asked for once', async () => {
  const graph = await startGraph()
  const answer = await graph.query(`{
    a: application(number: "特願2020-000101") { inventionTitle }
    b: application(number: "2020000101") { priorityClaims { number } }
    c: applications(numbers: ["2020-101", "特願2020-000101"]) { filingDate }
  }`)
  expect(answer.errors).toEqual([])
  expect(graph.calls()).toEqual([`APP_PROGRESS ${showcase}`])
})

test('one call brings what several fields of one application want, whichever of them asks first', async () => {
  const graph = await startGraph()
  const answer = await graph.query(`{
    a: application(number: "2020000101") { inventionTitle }
    b: application(number: "2020000101") { status priorityClaims { number } }
    c: applications(numbers: ["2020000101"]) { documents { totalCount } divisionalFamily { number } }
  }`)
  expect(answer.errors).toEqual([])
  expect(graph.calls()).toEqual([`APP_PROGRESS ${showcase}`])
})

test('existence alone costs one progress call, in turns to the two endpoints, also for a case that the office does not have', async () => {
  const graph = await startGraph()
  const query =
    '{ here: application(number: "2020000101") { number } absent: application(number: "2020999999") { number } }'
  expect((await graph.query(query)).data).toEqual({ here: { number: showcase }, absent: null })
  expect(graph.calls()).toEqual(['APP_PROGRESS 2020999999', `APP_PROGRESS_SIMPLE ${showcase}`])
  const again = await graph.query(
    '{ absent: application(number: "2020999999") { priorityClaims { date } citations { order } registration { id } } }',
  )
  expect(again.data).toEqual({ absent: null })
  expect(graph.calls()).toEqual([])
})

test('a selected answer that finds something says that the case exists', async () => {
  const graph = await startGraph()
  const answer = await graph.query(
    '{ application(number: "2020000101") { citations { order } registration { claimCount } } }',
  )
  expect(answer.errors).toEqual([])
  expect(answer.data.application.registration.claimCount).toBeGreaterThan(0)
  expect(graph.calls()).toEqual([`CITE_DOC_INFO ${showcase}`, `REGISTRATION_INFO ${showcase}`])
})

test('references are free: number, displayNumber, id and mayBeIncomplete cost nothing there', async () => {
  const graph = await startGraph()
  const answer = await graph.query(
    '{ application(number: "2020000101") { priorityClaims { application { id number displayNumber mayBeIncomplete } } } }',
  )
  expect(answer.data.application.priorityClaims[0].application).toMatchObject({
    number: '2019000102',
    mayBeIncomplete: false,
  })
  expect(graph.calls()).toEqual([`APP_PROGRESS ${showcase}`])
})

test('a publication number already seen answers without a number reference', async () => {
  const graph = await startGraph()
  const { data } = await graph.query(
    '{ application(number: "2020000101") { publication { number } registrationNumber } }',
  )
  graph.calls()
  const answer = await graph.query(
    'query ($p: PublicationNumber!, $r: RegistrationNumber!, $k: String!) { p: applicationByPublicationNumber(number: $p) { number inventionTitle } r: applicationByRegistrationNumber(number: $r) { number } n: numberReference(kind: PUBLICATION, number: $k) { applicationNumber registrationNumber } }',
    {
      p: data.application.publication.number,
      r: data.application.registrationNumber,
      k: data.application.publication.number,
    },
  )
  expect(answer.errors).toEqual([])
  expect(answer.data).toMatchObject({
    p: { number: showcase },
    r: { number: showcase },
    n: { applicationNumber: showcase },
  })
  expect(graph.calls()).toEqual([])
})

test('stored answers outlive the server', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'jpo-graph-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  const env = { STORE_URL: `sqlite:${join(folder, 'jpo.sqlite')}` }
  const query =
    '{ application(number: "2020000101") { inventionTitle documents(filter: { codes: ["A131"] }) { nodes { ... on DocumentWithBody { text } } } } }'
  const before = await startGraph({ env })
  const first = await before.query(query)
  expect(first.data.application.documents.nodes[0].text).toContain('拒絶理由')
  expect(before.calls()).toEqual([`APP_DOC_CONT_REFUSAL_REASON ${showcase}`, `APP_PROGRESS_SIMPLE ${showcase}`])
  await before.close()
  const after = await startGraph({ env })
  expect((await after.query(query)).data).toEqual(first.data)
  expect(after.calls()).toEqual([])
})
