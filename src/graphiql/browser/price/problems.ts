/**
 * Why an operation has no price, in Japanese: what whoever types sees most, by the server's sentences and GraphQL's own. What
 * is not known here stays as the server says it.
 */
const beginnings: readonly (readonly [string, string])[] = [
  ['The document does not parse: ', '構文の誤り。'],
  ['The document is not valid: ', 'スキーマに合わない箇所があります。'],
  ['The document has wrong variables: ', '変数の値が正しくありません。'],
  ['The document has arguments that cannot be meant: ', '引数の値が正しくありません。'],
  ['The document is nested too deeply to be read.', '入れ子が深すぎて読めません。'],
]

const meant = (name: string | undefined) => (name ? `「${name}」の誤りではありませんか。` : '')

const sentences: readonly (readonly [RegExp, (...parts: (string | undefined)[]) => string])[] = [
  [/^Syntax Error: Expected (.+), found (.+)\.$/, (wanted, found) => `${wanted} が必要な位置に ${found} があります。`],
  [/^Syntax Error: Unexpected (.+)\.$/, (found) => `${found} は、この位置に置けません。`],
  [/^Syntax Error: Unterminated string\.$/, () => '文字列が閉じられていません。'],
  [
    /^Cannot query field "(\w+)" on type "(\w+)"\.(?: Did you mean (?:to use an inline fragment on )?"(\w+)".*)?$/,
    (field, type, other) => `型 ${type} にフィールド ${field} はありません。${meant(other)}`,
  ],
  [
    /^Field "(\w+)" of type ".+" must have a selection of subfields\..*$/,
    (field) => `フィールド ${field} には、その中のフィールドの選択（${field} { … }）が必要です。`,
  ],
  [
    /^Field "(\w+)" must not have a selection since type "(.+)" has no subfields\.$/,
    (field, type) => `フィールド ${field}（型 ${type}）の中に、選択できるフィールドはありません。`,
  ],
  [
    /^Unknown argument "(\w+)" on (?:field|directive) "(@?[\w.]+)"\.(?: Did you mean "(\w+)".*)?$/,
    (argument, of, other) => `${of} に引数 ${argument} はありません。${meant(other)}`,
  ],
  [
    /^(?:Field|Directive) "(@?\w+)" argument "(\w+)" of type "(.+)" is required, but it was not provided\.$/,
    (field, argument, type) => `${field} の引数 ${argument}（型 ${type}）は省略できません。`,
  ],
  [/^Unknown type "(\w+)"\.(?: Did you mean "(\w+)".*)?$/, (type, other) => `型 ${type} はありません。${meant(other)}`],
  [
    /^Unknown (fragment|directive) "(@?\w+)"\.$/,
    (kind, name) => `${kind === 'fragment' ? 'フラグメント' : 'ディレクティブ'} ${name} はありません。`,
  ],
  [/^Fragment "(\w+)" is never used\.$/, (name) => `フラグメント ${name} は使われていません。`],
  [/^Variable "(\$\w+)" is not defined(?: by operation "\w+")?\.$/, (name) => `変数 ${name} は定義されていません。`],
  [/^Variable "(\$\w+)" is never used(?: in operation "\w+")?\.$/, (name) => `変数 ${name} は使われていません。`],
  [
    /^Variable "(\$\w+)" of required type "(.+)" was not provided\.$/,
    (name, type) => `変数 ${name}（型 ${type}）の値が必要です。`,
  ],
  [
    /^Variable "(\$\w+)" of type "(.+)" used in position expecting type "(.+)"\.$/,
    (name, type, wanted) => `変数 ${name}（型 ${type}）は、型 ${wanted} を要する位置に使えません。`,
  ],
  [/^HTTP (\d+)$/, (status) => `サーバーが HTTP ${status} を返しました。`],
]

export function problemInJapanese(problem: string): string {
  const [beginning, title] = beginnings.find(([start]) => problem.startsWith(start)) ?? ['', '']
  const rest = problem.slice(beginning.length)
  for (const [pattern, say] of sentences) {
    const parts = pattern.exec(rest)
    if (parts) return title + say(...parts.slice(1))
  }
  return title + rest
}
