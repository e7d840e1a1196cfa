/**
 * The office's status codes with its own words and the HTTP status they come in (api.md §3). The HTTP status of 212, 301
 * and 400 is not documented; ours is the likely one. 999 was announced with 200, 500 and 504: 500 is the plainest.
 */
export const statuses = {
  '100': { message: '', httpStatus: 200 },
  '107': { message: '該当するデータがありません。', httpStatus: 200 },
  '108': { message: '該当する書類実体がありません。', httpStatus: 200 },
  '111': { message: '提供対象外の案件番号のため取得できませんでした。', httpStatus: 200 },
  '203': { message: '1日のアクセス上限を超過したため閲覧を制限します。', httpStatus: 200 },
  '204': { message: 'パラメーターの入力された値に問題があります。', httpStatus: 200 },
  '208': { message: '「タブ文字、,、 :、|」の文字は利用できません。', httpStatus: 200 },
  '210': { message: '無効なトークンです。', httpStatus: 401 },
  '212': { message: '無効な認証情報です。', httpStatus: 401 },
  '301': { message: '指定された特許情報取得APIのURLは存在しません。', httpStatus: 404 },
  '302': { message: '処理が時間内に終了しないため、タイムアウトになりました。', httpStatus: 504 },
  '303': { message: 'アクセスが集中しています。', httpStatus: 429 },
  '400': { message: '無効なリクエストです。', httpStatus: 400 },
  '999': { message: '想定外のエラーが発生しました。', httpStatus: 500 },
} as const

export type StatusCode = keyof typeof statuses

/**
 * The codes that count as a use of the day and carry remainAccessCount. Whether the office counts its other answers is
 * unknown (api.md §10); it gives them no counter, and here they are not counted.
 */
export function isCounted(statusCode: StatusCode): boolean {
  return statusCode === '100' || statusCode === '107' || statusCode === '108'
}

export function isStatusCode(value: unknown): value is StatusCode {
  return typeof value === 'string' && Object.hasOwn(statuses, value)
}
