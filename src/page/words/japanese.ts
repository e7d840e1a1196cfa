import type { Words } from './english.ts'
import { many } from './numbers.ts'

const n = (value: number) => many('ja', value)

export const japanese: Words = {
  title: '本日の特許庁API利用状況',
  product: 'JPO patent graph',
  moment: (date, time) => `${date} ${time}（日本時間）`,
  languages: '言語',
  duration: (hours, minutes) => (hours > 0 ? `${n(hours)}時間${minutes}分` : `${minutes}分`),

  composed: '見本環境：この特許庁は見本です。出願・番号・人名・会社名は、すべて架空のものです。',
  recorded: '見本環境：特許庁の代わりに、記録済みの応答で答えています。',
  ready: '正常に稼働しています。',
  storeAway:
    '保存先に接続できないため、回数を読み取れません。メモリーにあるものはお答えしますが、復旧するまで特許庁への問い合わせは行いません。',
  notWritable: '保存先に書き込めません。書き込めるようになるまで、特許庁への問い合わせは行いません。',
  refused: '特許庁がこのサーバーの認証情報を拒否しています。保存済みの回答だけをお返しします。管理者の対応が必要です。',
  unreachable: '直近のトークン取得で、特許庁に接続できませんでした。',
  noToken: '特許庁からまだトークンを受け取っていません。',

  reset: '使用回数のリセットまで',
  resetAt: '午前0時（日本時間）に、すべてのAPIの使用回数が0に戻ります',
  saved: 'APIを呼ばずに回答',
  savedOf: (asked, share) => `本日の照会${n(asked)}件のうち（${share}）`,
  nothingAsked: '本日の照会はまだありません',
  paid: '特許庁への送信',
  paidNote: '本日のアクセス回数（再試行も1回と数えます）',
  waiting: '順番待ち',
  starts: (left, of) => `今すぐ送信できるのは、1分あたり${n(of)}回のうち${n(left)}回`,
  startsUnknown: '1分あたりの残りは読み取れません',

  endpoints: 'API別の本日の回数',
  endpoint: 'API',
  used: '使用',
  limit: '上限',
  left: '残り',
  savedHere: '節約',
  reported: '残アクセス数（特許庁）',
  reportedShort: '特許庁通知',
  unknown: '不明',
  spent: '残りなし',
  limitLearned: (limit, configured) => `上限は設定の${n(configured)}回ではなく、${n(limit)}回です。`,
  usedElsewhere: (count) => `同じ利用者IDで、ほかに${n(count)}回使用されています。`,
  usedNote: '「使用」には、送信中のものと、判明している範囲で同じ利用者IDによるほかの利用を含みます。',
  savedNote: '「節約」は、保存済みの回答や、ほかの回答から分かったことで答えた照会の件数です。',

  own: (caller) => `あなたの本日の回数（${caller}）`,
  share: '割当',
  guaranteed: '確保済み',
  ownLeft: '送信可能',
  ownNote: (time) => `割当は${time}（日本時間）まで確保されます。その後、未使用分はほかの利用者に開放されます。`,

  whoAsks: '利用者の確認',
  key: 'APIキー',
  show: '回数を表示',
  forget: '消去',
  keyNote: 'Authorization: Bearer として送信します。このタブにだけ保持し、タブを閉じると消えます。',
  keyRefused: 'このキーは登録されていないか、無効になっています。',
  keyPowerless: 'このキーには、回数を閲覧する権限（read または operate）がありません。',
  keyNeedsScript: 'キーの送信にはJavaScriptが必要です。',

  became: '本日の照会の内訳',
  stored: '有効な保存済みの回答',
  fact: 'ほかの回答から判明',
  shared: 'ほかの処理の送信を共有',
  stale: '以前の回答（STALEと表示）',
  paidFor: '特許庁へ送信',
  unanswered: '回答できず',

  more: '関連ページ',
  graphiql: 'GraphiQL',
  graphiqlNote: '実行前に料金（回数）を確かめて照会',
  schema: 'スキーマ',
  schemaNote: 'schema.graphql（コード生成用）',
  docs: '説明書（英語）',
  docsNote: 'ディレクティブ・ヘッダー・エラー・設定',

  renews: '自動で更新されます。更新に回数はかかりません。',
  lost: 'サーバーが応答しないため、これ以降は更新できていません。',
}
