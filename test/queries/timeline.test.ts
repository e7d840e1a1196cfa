import { expect, test } from 'vitest'
import { startGraph } from '../support/graph.ts'

const appealed = '2019000106'
const timeline = 'timeline { date kind label labelEn document { code } }'

interface Told {
  date: string
  kind: string
  label: string
  labelEn: string
  document: { code: string } | null
}

const lines = (told: Told[]) =>
  told.map(({ date, kind, document }) => `${date} ${kind}${document ? ` ${document.code}` : ''}`)

test('the events of a case in order cost its basics and nothing else', async () => {
  const graph = await startGraph()
  const { data, errors } = await graph.query(`{ application(number: "${appealed}") { ${timeline} } }`)
  expect(errors).toEqual([])
  expect(lines(data.application.timeline as Told[])).toEqual([
    '2019-02-04 FILED A63',
    '2019-02-04 EXAMINATION_REQUESTED A621',
    '2020-01-28 NOTICE A131',
    '2020-03-26 OPINION A53',
    '2020-03-26 AMENDMENT A523',
    '2020-08-13 PUBLISHED',
    '2020-08-25 NOTICE A131',
    '2020-10-20 AMENDMENT A523',
    '2021-03-09 AMENDMENT_DISMISSED A502',
    '2021-03-09 REFUSED A02',
    '2021-06-04 AMENDMENT A523',
    '2021-06-04 TRIAL_REQUESTED C60',
    '2021-10-05 TRIAL C22',
    '2022-04-12 TRIAL C3012',
    '2022-04-20 TRIAL C96',
    expect.stringMatching(/^2022-\d\d-\d\d REGISTRATION_FEE_PAID A61$/),
    '2022-05-23 REGISTERED',
    '2025-04-30 ANNUITY_PAID R20',
    '2026-04-28 ANNUITY_PAID R20',
  ])
  expect(data.application.timeline[0]).toMatchObject({ label: '出願', labelEn: 'Filed' })
  expect(data.application.timeline[2]).toMatchObject({ label: '拒絶理由通知書' })
  expect(graph.calls()).toEqual([`APP_PROGRESS_SIMPLE ${appealed}`])
})

test('a registration selected beside it, or stored, adds what only it tells', async () => {
  const graph = await startGraph()
  const beside = await graph.query(`{ application(number: "${appealed}") { registration { id } ${timeline} } }`)
  const told = lines(beside.data.application.timeline as Told[])
  expect(told).toContain('2022-03-29 TRIAL_DECIDED')
  expect(told.at(-1)).toBe('2027-05-23 ANNUITY_DUE')
  expect(graph.calls()).toEqual([`APP_PROGRESS_SIMPLE ${appealed}`, `REGISTRATION_INFO ${appealed}`])
  const stored = await graph.query(`{ application(number: "${appealed}") { ${timeline} } }`)
  expect(stored.data.application.timeline).toEqual(beside.data.application.timeline)
  expect(graph.calls()).toEqual([])
})

test('a registration that fails takes only itself', async () => {
  const graph = await startGraph({ env: { JPO_DAILY_LIMITS: 'REGISTRATION_INFO=0' } })
  const { data, errors } = await graph.query(
    `{ application(number: "${appealed}") { registration { id } ${timeline} } }`,
  )
  expect(errors.map(({ path }) => path?.at(-1))).toEqual(['registration'])
  expect(lines(data.application.timeline as Told[]).at(-1)).toBe('2026-04-28 ANNUITY_PAID R20')
})

test('a case that the office does not have has no timeline', async () => {
  const graph = await startGraph()
  const { data, errors } = await graph.query(`{ application(number: "2020999999") { ${timeline} } }`)
  expect(errors).toEqual([])
  expect(data.application).toBeNull()
})

test('the international events of a national phase are told, and 公表 is called so', async () => {
  const graph = await startGraph()
  const { data, errors } = await graph.query(`{ application(number: "2019500131") { ${timeline} } }`)
  expect(errors).toEqual([])
  const told = data.application?.timeline as Told[]
  expect(told.map(({ kind }) => kind)).toEqual(
    expect.arrayContaining(['FILED', 'INTERNATIONALLY_PUBLISHED', 'PUBLISHED']),
  )
  expect(told.find(({ kind }) => kind === 'PUBLISHED')?.label).toBe('公表')
})
