import { Client, fetchExchange, gql, type OperationResult } from '@urql/core'
import { expect, test } from 'vitest'
import { startGraph } from '../support/graph.ts'

test('urql shows what is stored, then the rest, and at last what all of it cost', async () => {
  const graph = await startGraph()
  await graph.query('{ application(number: "2020000101") { inventionTitle } }')
  graph.calls()
  const client = new Client({
    url: `${graph.url}/graphql`,
    exchanges: [fetchExchange],
    preferGetMethod: false,
  })
  const query = gql`
    {
      application(number: "2020000101") {
        inventionTitle
        ... @defer(label: "right") {
          registration {
            nextAnnuityDueDate
          }
        }
      }
      applications(numbers: ["2020000101", "2022000111"]) @stream(initialCount: 1) {
        number
        inventionTitle
      }
    }
  `
  graph.sandbox.misbehave({ kind: 'latency', ms: 300, times: 2 })
  const seen: OperationResult[] = []
  await new Promise<void>((resolve) => {
    client.query(query, {}).subscribe((result) => {
      seen.push(result)
      if (!result.hasNext) resolve()
    })
  })
  const [first, last] = [seen[0], seen.at(-1)]
  const title: unknown = expect.any(String)
  expect([first?.hasNext, first?.error, first?.data]).toEqual([
    true,
    undefined,
    { application: { inventionTitle: title }, applications: [{ number: '2020000101', inventionTitle: title }] },
  ])
  expect(first?.extensions).toBeUndefined()
  expect([last?.hasNext, last?.error]).toEqual([false, undefined])
  expect(last?.data).toEqual(
    (
      await graph.query(
        '{ application(number: "2020000101") { inventionTitle registration { nextAnnuityDueDate } } applications(numbers: ["2020000101", "2022000111"]) { number inventionTitle } }',
      )
    ).data,
  )
  expect(last?.extensions).toMatchObject({ quota: { spent: [{ calls: 1 }, { calls: 1 }] } })
  expect(graph.calls()).toEqual(['APP_PROGRESS 2022000111', 'REGISTRATION_INFO 2020000101'])
})
