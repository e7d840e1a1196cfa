import { serverAudits } from 'graphql-http'
import { expect, test } from 'vitest'
import { startGraph } from '../support/graph.ts'

test.for(serverAudits({ url: 'placeholder' }).map(({ id, name }) => ({ id, name })))(
  'GraphQL over HTTP: $name',
  async ({ id }) => {
    const graph = await startGraph()
    const audit = serverAudits({ url: `${graph.url}/graphql`, fetchFn: fetch }).find((it) => it.id === id)
    const result = await audit?.fn()
    expect(result).toMatchObject({ status: 'ok' })
  },
)
