/** 全角空白: the blank of indents and of spaced headings. */
export const BLANK = '\u3000'

/** ASCII as the full-width letters of JIS X 0208; the rest stays. */
export function fullWidth(text: string): string {
  return text.replace(/[!-~]/g, (letter) => String.fromCharCode(letter.charCodeAt(0) + 0xfee0)).replaceAll(' ', BLANK)
}

export function digitsOf(text: string): number {
  return Number(text.replace(/[０-９]/g, (digit) => String.fromCharCode(digit.charCodeAt(0) - 0xfee0)))
}

/** Columns on the office's page: a full-width letter takes two. */
export function columns(text: string): number {
  return text.length + text.replace(/[ -~\u00a0]/g, '').length
}
