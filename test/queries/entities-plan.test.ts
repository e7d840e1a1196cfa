import { expect, test } from 'vitest'
import type { Plan } from '../../src/quota/plan.ts'
import { encodeId } from '../../src/schema/ids.ts'
import { entities, entitiesQuery } from '../support/entities.ts'
import { startGraph } from '../support/graph.ts'
import { askPlan, tryPlan } from '../support/plans.ts'

const application = (number: string) => ({ __typename: 'Application', number })
const registration = (number: string) => ({
  __typename: 'Registration',
  id: encodeId({ typename: 'Registration', id: number }),
})
const published = (publicationNumber: string) => ({ __typename: 'NumberReference', publicationNumber })

const shown = ({ calls }: Plan) =>
  calls.map(({ endpoint, atLeast, atMost }) => `${endpoint} ${atLeast}–${atMost}`).toSorted()

const fields = `
  ... on Application { inventionTitle applicants { name } }
  ... on Registration { claimCount rightHolders { name } application { citations { order } } }
  ... on NumberReference { behind: application { priorityClaims { date } } }`

test.each([
  [
    'applications cost their basics, and nothing of what is selected of others',
    [application('2020000101'), application('2022000111'), application('特願2020-000101')],
    ['APP_PROGRESS 1–1', 'APP_PROGRESS_SIMPLE 1–1'],
    2,
  ],
  [
    'a registration costs itself, and perhaps what hangs on it',
    [registration('2020000101')],
    ['CITE_DOC_INFO 0–1', 'REGISTRATION_INFO 1–1'],
    2,
  ],
  [
    'a published number costs its link, and of each application behind it what is selected',
    [published('2021000101'), published('2018000103')],
    ['APP_PROGRESS 0–2', 'CASE_NUMBER_REFERENCE 2–2'],
    4,
  ],
])('%s', async (_, sent, expected, made) => {
  const graph = await startGraph()
  expect(shown(await askPlan(graph, entitiesQuery(fields), { sent }))).toEqual(expected)
  expect(graph.calls()).toEqual([])
  await entities(graph, sent, fields)
  expect(graph.calls()).toHaveLength(made)
  expect(shown(await askPlan(graph, entitiesQuery(fields), { sent }))).toEqual([])
})

test('what cannot be meant is no part of a plan: it would cost nothing', async () => {
  const graph = await startGraph()
  const sent = [application('2020000101'), application('nonsense'), 'nonsense', { __typename: 'Query' }]
  expect(shown(await askPlan(graph, entitiesQuery(fields), { sent }))).toEqual(['APP_PROGRESS_SIMPLE 1–1'])
  const many = await tryPlan(graph, entitiesQuery(fields), { sent: Array(201).fill(sent[0]) })
  expect(many.errors[0]?.message).toContain('representations has 201 elements; at most 200 are accepted.')
})

test('what a registration leads to is of a known case: it is planned once with what is asked of that case itself', async () => {
  const graph = await startGraph()
  const both = `
    ... on Application { citations { order } }
    ... on Registration { claimCount of: application { citations { order } } }`
  const sent = [registration('2020000101'), application('2020000101')]
  expect(shown(await askPlan(graph, entitiesQuery(both), { sent }))).toEqual([
    'CITE_DOC_INFO 1–1',
    'REGISTRATION_INFO 1–1',
  ])
})

test('each of the list fails by itself, so what hangs on one is planned for one', async () => {
  const graph = await startGraph()
  const behind = '... on Registration { claimCount application { parent { application { inventionTitle } } } }'
  const plan = await askPlan(graph, entitiesQuery(behind), { sent: [registration('2020000101')] })
  for (const { atMost } of plan.calls) expect(atMost).toBeLessThanOrEqual(2)
  expect(plan.calls.length).toBeGreaterThan(1)
})
