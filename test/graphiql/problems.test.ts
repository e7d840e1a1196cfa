import { expect, test } from 'vitest'
import { problemInJapanese } from '../../src/graphiql/browser/price/problems.ts'
import { startGraph } from '../support/graph.ts'
import { tryPlan } from '../support/plans.ts'

const wrong: readonly (readonly [string, string, Record<string, unknown>?])[] = [
  ['{ quota { day }', '構文の誤り。Name が必要な位置に <EOF> があります。'],
  ['{ quota { day } } }', '構文の誤り。"}" は、この位置に置けません。'],
  ['{ application(number: "2020-1) { status } }', '構文の誤り。文字列が閉じられていません。'],
  [
    '{ quota { dai } }',
    'スキーマに合わない箇所があります。型 Quota にフィールド dai はありません。「day」の誤りではありませんか。',
  ],
  ['{ quota { zzzzzz } }', 'スキーマに合わない箇所があります。型 Quota にフィールド zzzzzz はありません。'],
  [
    '{ quota }',
    'スキーマに合わない箇所があります。フィールド quota には、その中のフィールドの選択（quota { … }）が必要です。',
  ],
  [
    '{ quota { day { x } } }',
    'スキーマに合わない箇所があります。フィールド day（型 LocalDate!）の中に、選択できるフィールドはありません。',
  ],
  [
    '{ application(numbr: "2020-1", number: "2020-1") { status } }',
    'スキーマに合わない箇所があります。Query.application に引数 numbr はありません。「number」の誤りではありませんか。',
  ],
  [
    '{ application { status } }',
    'スキーマに合わない箇所があります。application の引数 number（型 ApplicationNumber!）は省略できません。',
  ],
  [
    'query A($n: Nmber) { application(number: $n) { status } }',
    'スキーマに合わない箇所があります。型 Nmber はありません。「Node」の誤りではありませんか。',
  ],
  ['{ quota { ...Day } }', 'スキーマに合わない箇所があります。フラグメント Day はありません。'],
  [
    '{ quota { day } } fragment Day on Quota { day }',
    'スキーマに合わない箇所があります。フラグメント Day は使われていません。',
  ],
  [
    'query A { application(number: $n) { status } }',
    'スキーマに合わない箇所があります。変数 $n は定義されていません。',
  ],
  ['query A($n: Int) { quota { day } }', 'スキーマに合わない箇所があります。変数 $n は使われていません。'],
  [
    'query A($n: Int) { application(number: $n) { status } }',
    'スキーマに合わない箇所があります。変数 $n（型 Int）は、型 ApplicationNumber! を要する位置に使えません。',
  ],
  [
    'query A($n: ApplicationNumber!) { application(number: $n) { status } }',
    '変数の値が正しくありません。変数 $n（型 ApplicationNumber!）の値が必要です。',
  ],
]

test('what the server says of an operation without a price is said in Japanese', async () => {
  const graph = await startGraph()
  const said: string[] = []
  for (const [document] of wrong) {
    const { errors } = await tryPlan(graph, document)
    said.push(problemInJapanese(errors[0]?.message ?? ''))
  }
  expect(said).toEqual(wrong.map(([, japanese]) => japanese))
  expect(graph.calls()).toEqual([])
})

test('what is not known stays as the server says it', () => {
  expect(problemInJapanese('The moon is full.')).toBe('The moon is full.')
  expect(problemInJapanese('The document is not valid: The moon is full.')).toBe(
    'スキーマに合わない箇所があります。The moon is full.',
  )
  expect(problemInJapanese('HTTP 401')).toBe('サーバーが HTTP 401 を返しました。')
})
