/** Codes as in app_progress, without the law digit that XML inserts (xml.md §2), and what papers call the documents. */
const names = new Map([
  ['A01', '特許査定'],
  ['A02', '拒絶査定'],
  ['A131', '拒絶理由通知書'],
  ['A192', '補正の却下の決定'],
  ['A502', '補正の却下の決定'],
  ['A191', '補正の却下の決定'],
  ['A30', '非特許文献送付書'],
  ['A51', '手続補正書（方式）'],
  ['A521', '手続補正書'],
  ['A522', '手続補正書'],
  ['A523', '手続補正書'],
  ['A524', '誤訳訂正書'],
  ['A525', '特許協力条約第１９条補正の翻訳文提出書'],
  ['A526', '特許協力条約第１９条補正の翻訳文提出書（職権）'],
  ['A527', '特許協力条約第１９条補正の写し提出書'],
  ['A528', '特許協力条約第１９条補正の写し提出書（職権）'],
  ['A529', '特許協力条約第３４条補正の翻訳文提出書'],
  ['A5210', '特許協力条約第３４条補正の翻訳文提出書（職権）'],
  ['A5211', '特許協力条約第３４条補正の写し提出書'],
  ['A5212', '特許協力条約第３４条補正の写し提出書（職権）'],
  ['A53', '意見書'],
  ['A59', '弁明書'],
  ['A621', '出願審査請求書'],
  ['A63', '特許願'],
  ['A631', '翻訳文提出書'],
  ['A632', '国内書面'],
  ['A6330', '明細書'],
  ['A6331', '図面'],
  ['A6332', '要約書'],
  ['A6333', '特許請求の範囲'],
  ['A781', '上申書'],
  ['A871', '早期審査に関する事情説明書'],
  ['C60', '審判請求書'],
])
const codes = new Map([...names].map(([code, name]) => [name, code] as const))

/** `A1523` → `A523`: the second character is the law (1 patent, 2 utility model, 3 design, 4 trade mark). */
export function withoutLawDigit(code: string): string {
  return code.replace(/^([A-Z])[1-4](?=\d)/, '$1')
}

/** The name behind a `jp:document-code`; a code we do not know is its own name. */
export function documentName(codeWithLawDigit: string): string {
  return names.get(withoutLawDigit(codeWithLawDigit)) ?? codeWithLawDigit
}

/** Of a code as app_progress has it; null of one we do not know. */
export function nameOfCode(code: string): string | null {
  return names.get(code) ?? null
}

/** Where several codes have one name, the code of today. */
export function codeOfName(name: string): string | null {
  return codes.get(name) ?? null
}
