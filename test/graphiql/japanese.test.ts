import { buildClientSchema, introspectionFromSchema, printSchema } from 'graphql'
import { expect, test } from 'vitest'
import {
  inherited,
  inJapanese,
  japaneseOf,
  type Thing,
  thingsIn,
} from '../../src/graphiql/browser/japanese/describe.ts'
import { exceptions, sentencesIn } from '../../src/graphiql/browser/japanese/generated.ts'
import { japanese } from '../../src/graphiql/browser/japanese/index.ts'
import { schema } from '../../src/schema/index.ts'
import { endpointNames, endpoints } from '../../src/sources/jpo/endpoints.ts'

/** As GraphiQL asks for it: gateways' fields are hidden from nobody who introspects. */
const introspected = introspectionFromSchema(schema)
const things = thingsIn(introspected)
const english = new Map(things.map((thing) => [thing.coordinate, thing.english]))
const translated = new Map(thingsIn(inJapanese(introspected)).map((thing) => [thing.coordinate, thing.english]))
const isOfGraphql = ({ coordinate }: Thing) =>
  /^(?:String|Int|Float|Boolean|ID|@(?:deprecated|include|skip|specifiedBy|oneOf)\b.*)$/.test(coordinate)

test('everything that the schema describes is described in Japanese', () => {
  expect(things.length).toBeGreaterThan(450)
  const missing = things.filter((thing) => japaneseOf(thing, english) === undefined)
  expect(missing.map(({ coordinate }) => coordinate)).toEqual([])
})

test('the table has nothing that the schema lacks, and nothing that is said elsewhere', () => {
  const known = Object.keys(japanese)
  expect(known.filter((it) => !english.has(it))).toEqual([])
  const repeated = things.filter((thing) => thing.coordinate in japanese && inherited(thing, english) !== undefined)
  expect(repeated).toEqual([])
})

/** GraphQL's own descriptions speak of examples that are not ours. */
const ours = things.filter((thing) => !isOfGraphql(thing))

/** Figures, endpoints, codes and what stands between backticks: the same in any language. */
function constantsIn(text: string): string[] {
  const found = text.match(/`[^`]+`|[A-Z][A-Z_]*[A-Z\d]\w*|\d+/g) ?? []
  return [...new Set(found)].toSorted()
}

/** They are written otherwise in Japanese, or are a word there. */
const words = new Set(['API', 'APIs', 'XML', 'HTML', 'JSON', 'PCT', 'ID', 'URL', 'HTTP', 'RFC', 'IEEE'])

test('figures, endpoints, codes and names in the English text are in the Japanese one', () => {
  const wrong = ours.flatMap(({ coordinate, english: text }) => {
    const own = translated.get(coordinate) ?? ''
    const lost = constantsIn(text).filter((it) => !words.has(it) && !own.includes(it))
    return lost.length > 0 ? [`${coordinate}: ${lost.join(' ')}`] : []
  })
  expect(wrong).toEqual([])
})

test('no English sentence is left, and each of ours ends as a sentence does', () => {
  for (const { coordinate } of things) {
    const text = translated.get(coordinate) ?? ''
    expect([coordinate, /(?:[A-Za-z]+ ){3,}/.test(text.replace(/`[^`]*`|atLeast .* atMost/g, ''))]).toEqual([
      coordinate,
      false,
    ])
    expect([coordinate, /(?:[。：]|など。)$/.test(text)]).toEqual([coordinate, true])
    // One style: nouns and plain forms.
    expect([coordinate, /(?:です|ます|である)(?:。|$)/.test(text)]).toEqual([coordinate, false])
  }
})

test('what a field may spend and whom it is refused is said from the same words as in English', () => {
  for (const { coordinate, english: text } of things) {
    const priced = /May spend/.test(text)
    expect([coordinate, translated.get(coordinate)?.includes('送信：')]).toEqual([coordinate, priced])
    const unless = /, unless (.+)\.$/.exec(text)?.[1]
    if (unless !== undefined && priced) expect(exceptions).toHaveProperty([unless])
  }
  const said = (coordinate: string) => translated.get(coordinate)?.split('\n\n')[1]
  expect(said('Application.inventionTitle')).toBe('送信：APP_PROGRESS_SIMPLE 又は APP_PROGRESS に最大1回。')
  expect(said('NoticeOfReasonsForRefusal.citations')).toBe(
    '送信：APP_DOC_CONT_REFUSAL_REASON 又は APP_DOC_CONT_REFUSAL_REASON_DECISION に最大1回、さらに CITE_DOC_INFO に最大1回。',
  )
  expect(said('Query.application')).toBe(
    '送信：APP_PROGRESS_SIMPLE 又は APP_PROGRESS に最大1回（選択又は保存された内容から案件の有無が分かる場合を除く）。選択したフィールドの料金は別。',
  )
  expect(translated.get('DecisionToGrant.claimCount')).toContain('スコープ documents がなければ FORBIDDEN。')
  const used = new Set(things.map(({ english: text }) => /, unless (.+)\.$/.exec(text)?.[1]))
  expect(Object.keys(exceptions).filter((it) => !used.has(it))).toEqual([])
})

test('each API is named with its number and its limit, from the table of endpoints', () => {
  for (const name of endpointNames) {
    const { name: japaneseName, handbookNumber, handbookLimit } = endpoints[name]
    expect(translated.get(`JpoEndpoint.${name}`)).toBe(
      `${japaneseName}。手引き表1の第${handbookNumber}号、上限は1日${handbookLimit}回。`,
    )
  }
})

test('only descriptions change: the schema is the same', () => {
  const withoutDescriptions = (given: typeof introspected) =>
    printSchema(buildClientSchema(given)).replace(/^ *"""[^]*?"""\n/gm, '')
  expect(withoutDescriptions(inJapanese(introspected))).toBe(withoutDescriptions(introspected))
})

test('what nobody has described in Japanese keeps its own words; an unknown exception is left out', () => {
  expect(japaneseOf({ coordinate: 'No.such', english: 'Something new.', implemented: [] }, english)).toBeUndefined()
  expect(sentencesIn('Name.\n\nMay spend one call to A, unless the moon is full.').rest).toBe('\n\n送信：A に最大1回。')
})
