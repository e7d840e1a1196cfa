import { fold, refused, unreadable, type Wanted, type WantedNumber } from './spelling.ts'

const wantedCode: WantedNumber = {
  kind: 'applicantCode',
  examples: ['900000011', '９００００００１１'],
  digits: 'an applicant code has 9',
}

/** 申請人コード (識別番号). */
export function parseApplicantCode(input: string): string {
  const code = fold(input, wantedCode)
  if (/^\d{9}$/.test(code)) return code
  if (/^\d+$/.test(code)) throw unreadable(input, code, wantedCode)
  throw refused(input, wantedCode, 'it holds something other than digits')
}

const wantedName: Wanted = { kind: 'applicantName', examples: ['架空電機株式会社', 'ＫＡＫＵ株式会社', '架空　太郎'] }

/**
 * 申請人氏名・名称 as the office would have written it. It only finds the exact name, and its records have Latin letters
 * and blanks in full width (api.md §8.7): so half-width input is widened, and nothing else is guessed.
 */
export function parseApplicantName(input: string): string {
  // Before widening: the office answers 208 to these half-width characters; in full width they are legal (api.md §3).
  const forbidden = /[\t,:;|]/.exec(input)
  if (forbidden) throw refused(input, wantedName, `the office allows no ${JSON.stringify(forbidden[0])} in a name`)
  if (/\p{Cc}/u.test(input)) throw refused(input, wantedName, 'it holds a control character')
  if (!input.isWellFormed()) throw refused(input, wantedName, 'it holds half a character (a lone surrogate)')
  const name = widen(input.trim())
  if (name === '') throw refused(input, wantedName, 'it is empty')
  if (name.length > 1000) throw refused(input, wantedName, 'it is longer than 1000 characters')
  return name
}

/** Full-width forms that stand elsewhere than those of ASCII; an overline is half-width in JIS X 0201, a macron in Latin-1. */
const wideSigns = new Map([
  ['¢', '￠'],
  ['£', '￡'],
  ['¬', '￢'],
  ['¯', '￣'],
  ['‾', '￣'],
  ['¦', '￤'],
  ['¥', '￥'],
])

function widen(name: string): string {
  return (
    name
      .replace(/[!-~]/g, (character) => String.fromCharCode(character.charCodeAt(0) + 0xfee0))
      .replace(/[¢£¬¯‾¦¥]/g, (sign) => wideSigns.get(sign) ?? sign)
      .replaceAll(' ', '\u3000')
      .replace(/[\uFF61-\uFF9F]/g, (kana) => kana.normalize('NFKC'))
      // Kana and voiced mark are one character in full width; the whole name is not normalized, as that would change kanji.
      .replace(/[\u3041-\u30FF][\u3099\u309A]/g, (pair) => pair.normalize('NFC'))
      .replaceAll('\u3099', '゛')
      .replaceAll('\u309A', '゜')
  )
}
