import { conclusionLines, draftingLines } from './folded-lines.ts'
import type { XmlElement } from './tree.ts'

/** ＜＜＜＜最後＞＞＞＞, spaced, above the opening sentence. */
const marker = /^<+最後(?:の拒絶理由通知)?>+$/
/** Heads the reason for it, in the free text. */
const heading = /^[<[【(]*最後の拒絶理由通知とする理由[>\]】)]*$/

/** 最後の拒絶理由通知, to which only narrow amendments may answer. */
export function isFinalNotice(root: XmlElement): boolean {
  return (
    conclusionLines(root).some(({ compact }) => marker.test(compact)) ||
    draftingLines(root).some(({ compact }) => heading.test(compact))
  )
}
