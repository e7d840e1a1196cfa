import { type FoldedLine, longestPattern } from './folded-lines.ts'

/** ＜先行技術文献調査結果の記録＞: what comes after it is no ground of refusal. */
const searchRecord = /^[<[【〔(「]*先行技術(?:文献)?調査(?:結果)?(?:の記録)?[>\]】〕)」]*$/
const citedList = /^[<[【〔(「]*引用(?:文献|例|刊行物)等?の?一覧表?[>\]】〕)」]*$/
const rule = /^[-=_*─━~・.ー]{3,}$/
/** Not ＜ＵＲＬ：…＞, ［online］ or ［…年…検索］, which are parts of a citation. */
const heading = /^(?!.*(?:[a-z]|検索))(?:<.*>|\[[^\]]*\]|【[^】]*】|〔(?!画像)[^〕]*〕)$/i
/** How what follows a list begins: notes, requests, whom to ask. */
const after =
  /^(?:\(?注[)):]|※|[・●◆■○◎□]|この|なお[、,]|また、|おって|追って|お問|問い?合|連絡先|担当|以上$|本(?:通知|拒絶|願|件|出願)|拒絶の?理由|請求項[^()]*(?:について|に係る)|審査第|特許庁|TEL|FAX|電話|電子メール|E-?mail|補正|意見書)/i
/** A verb at its end tells a sentence from a title. */
const sentence = /(?:です|ます|ません|ください|下さい|ない|する|した|いる|ある|れる|れた|できる|こと|もの)。?$/

export function isSearchRecordHeading({ compact }: FoldedLine): boolean {
  return searchRecord.test(compact)
}

export function isCitedListHeading({ compact }: FoldedLine): boolean {
  return citedList.test(compact)
}

export function isRule({ compact }: FoldedLine): boolean {
  return rule.test(compact)
}

export function isHeading({ compact }: FoldedLine): boolean {
  return heading.test(compact)
}

export function isSentence({ text, compact }: FoldedLine): boolean {
  return text.length > longestPattern || (compact.endsWith('。') && sentence.test(compact))
}

/** Whether the line is of another part than the list above it. */
export function endsList(line: FoldedLine): boolean {
  return isRule(line) || isHeading(line) || isSearchRecordHeading(line) || after.test(line.compact) || isSentence(line)
}
