import { expect, test } from 'vitest'
import { startGraph } from '../support/graph.ts'

interface Found {
  readonly __typename: string
  readonly id: string
}

test('whatever has an id is found again by it', async () => {
  const graph = await startGraph()
  const answer = await graph.query(`{
    application(number: "2020000101") {
      __typename id
      applicants { __typename id }
      registration { __typename id }
      documents { nodes { __typename id } }
    }
  }`)
  expect(answer.errors).toEqual([])
  const { application: whole } = answer.data as { application: Application }
  const { registration, applicants, documents, ...application } = whole
  const found = [application, registration, ...applicants, ...documents.nodes]
  expect(new Set(found.map(({ __typename }) => __typename))).toContain('NoticeOfReasonsForRefusal')
  expect(new Set(found.map(({ id }) => id)).size).toBe(found.length)
  const again = await graph.query('query ($ids: [ID!]!) { nodes(ids: $ids) { __typename id } }', {
    ids: found.map(({ id }) => id),
  })
  expect(again).toMatchObject({ errors: [], data: { nodes: found } })
})

interface Application extends Found {
  readonly applicants: readonly Found[]
  readonly registration: Found
  readonly documents: { readonly nodes: readonly Found[] }
}
