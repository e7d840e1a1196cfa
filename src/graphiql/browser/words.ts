import { setup } from './here.ts'

const english = {
  price: 'Price',
  priceOf: (name: string) => `Price of ${name}`,
  unnamed: 'the operation',
  noOperation: 'Put the cursor into an operation to see what it would cost.',
  notPriced: 'No price:',
  free: 'Free now: what is stored answers all of it.',
  calls: (range: string, isOne: boolean) => `${range} ${isOne ? 'call' : 'calls'} to the office`,
  endpoint: 'API',
  count: 'Calls',
  left: 'Left',
  wait: (seconds: string) => `The last could start in about ${seconds} s.`,
  openEnded: 'The upper figure is what the day and the wait allow: how much a list leads to is known once it is read.',
  notFeasible: 'Not all of it can be had within its wait and what is left today.',
  lastRun: 'Last run',
  notRunYet: 'Nothing was run yet.',
  spent: (calls: number) => (calls === 1 ? '1 call spent' : `${calls} calls spent`),
  cached: (answers: number) => `${answers} answered without one`,
  stale: (answers: number) => `${answers} of an earlier day (STALE)`,
  waited: (seconds: string) => `waited ${seconds} s`,
  resets: (time: string) => `All counts begin anew at ${time} Japan time.`,
  key: 'API key',
  keyNote: 'Sent as Authorization: Bearer. Kept in this tab only, and forgotten with it.',
  forget: 'Forget',
  examples: 'Worked examples',
  examplesNote: 'Each opens in a tab of its own. The price is shown before you run it.',
  terms: 'Terms',
  termsNote: 'What is called what: find a Japanese term, a field or a type, and open its documentation.',
  find: 'Find a term',
  none: 'Nothing of that name.',
  more: (count: number) => `and ${count} more`,
  otherLanguage: '日本語',
  today: 'Today',
  loading: 'The schema is being loaded.',
}

export type Words = typeof english

const japanese: Words = {
  price: '料金（送信回数）',
  priceOf: (name) => `「${name}」の料金`,
  unnamed: 'この操作',
  noOperation: '操作の中にカーソルを置くと、かかる回数を表示します。',
  notPriced: '見積もれません：',
  free: '今は無料です。保存済みの情報ですべて答えられます。',
  calls: (range) => `特許庁への送信 ${range}回`,
  endpoint: 'API',
  count: '回数',
  left: '残り',
  wait: (seconds) => `最後の送信は約${seconds}秒後になります。`,
  openEnded: '上の数字は、本日の残りと待ち時間の範囲での上限です。一覧の先に何件あるかは、読むまで分かりません。',
  notFeasible: '待ち時間または本日の残り回数の範囲では、すべてを取得できません。',
  lastRun: '直前の実行',
  notRunYet: 'まだ実行していません。',
  spent: (calls) => `送信 ${calls}回`,
  cached: (answers) => `送信せずに回答 ${answers}件`,
  stale: (answers) => `以前の回答（STALE） ${answers}件`,
  waited: (seconds) => `待ち時間 ${seconds}秒`,
  resets: (time) => `使用回数は日本時間${time}に0に戻ります。`,
  key: 'APIキー',
  keyNote: 'Authorization: Bearer として送信します。このタブにだけ保持し、タブを閉じると消えます。',
  forget: '消去',
  examples: '実例',
  examplesNote: '新しいタブで開きます。実行前に料金を確認できます。',
  terms: '用語',
  termsNote: '日本語の用語・フィールド・型を探し、その説明を開きます。',
  find: '用語を探す',
  none: '見つかりません。',
  more: (count) => `ほか${count}件`,
  otherLanguage: 'English',
  today: '本日の状況',
  loading: 'スキーマを読み込んでいます。',
}

export const say = setup.language === 'ja' ? japanese : english

export function number(value: number): string {
  return new Intl.NumberFormat(setup.language).format(value)
}

/** In Japan, where the day of the office is counted. */
export function timeInJapan(moment: string): string {
  const options = { timeZone: 'Asia/Tokyo', hour: '2-digit', minute: '2-digit' } as const
  return new Intl.DateTimeFormat(setup.language === 'ja' ? 'ja-JP' : 'en-GB', options).format(new Date(moment))
}
