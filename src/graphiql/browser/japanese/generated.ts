/**
 * Sentences that the schema makes of its own figures (schema/selection.ts, schema/freshness.ts, schema/timeline.ts), said in
 * Japanese from what the English ones say. A sentence that is not of their form is left out: a test finds it.
 */

const PRICE = /\n\nMay spend one call to (.+?)(?:, unless (.+))?\.$/
const SCOPE = / FORBIDDEN without the scope (\w+)\.$/

/** When no call is needed: as the fields say it in English. */
export const exceptions: Readonly<Record<string, string>> = {
  'the text is of a 特願 or another answer told the link':
    '記載が特願である場合、又は別の回答から番号の対応が分かる場合',
  '`numberReference` led here, it is the key, or another answer told it':
    '`numberReference` から至った場合、キーである場合、又は別の回答から分かる場合',
  'another answer told the link': '別の回答から番号の対応が分かる場合',
  'another answer told the link; the fields selected cost their own':
    '別の回答から番号の対応が分かる場合。選択したフィールドの料金は別',
  'another answer told them': '別の回答から分かる場合',
  'an answer of today told a name': '本日の回答から名称が分かる場合',
  'what is selected or stored tells whether the office has the case; the fields selected cost their own':
    '選択又は保存された内容から案件の有無が分かる場合。選択したフィールドの料金は別',
}

export interface Sentences {
  /** What is written by hand. */
  readonly meaning: string
  /** The rest in Japanese, with what stands before it; '' where there is none. */
  readonly rest: string
}

/** The description without its generated sentences, and those in Japanese. */
export function sentencesIn(english: string): Sentences {
  const price = PRICE.exec(english)
  const unpriced = english.replace(PRICE, '')
  const scope = SCOPE.exec(unpriced)
  const refused = scope ? `スコープ ${String(scope[1])} がなければ FORBIDDEN。` : ''
  return { meaning: unpriced.replace(SCOPE, ''), rest: refused + (price ? `\n\n${inJapanese(price)}` : '') }
}

function inJapanese([, endpoints = '', unless]: RegExpExecArray): string {
  const [first = '', ...others] = endpoints.split(', and one to ').map((choice) => choice.replaceAll(' or ', ' 又は '))
  const calls = [`${first} に最大1回`, ...others.map((other) => `さらに ${other} に最大1回`)].join('、')
  const exception = unless === undefined ? undefined : exceptions[unless]
  const [when, besides] = exception?.split('。') ?? []
  return `送信：${calls}${when ? `（${when}を除く）` : ''}。${besides ? `${besides}。` : ''}`
}

const ENDPOINT = /^(.+): number (\d+) of the handbook, (\d+) calls a day there\.$/
const EVENT = /^([^\x20-\x7e]+): [A-Z].*\.$/

/** Of a value of an enum whose description is made of a table; undefined of any other. */
export function ofValue(english: string): string | undefined {
  const [, name, number, calls] = ENDPOINT.exec(english) ?? []
  if (name !== undefined) return `${name}。手引き表1の第${String(number)}号、上限は1日${String(calls)}回。`
  const [, event] = EVENT.exec(english) ?? []
  return event === undefined ? undefined : `${event}。`
}
