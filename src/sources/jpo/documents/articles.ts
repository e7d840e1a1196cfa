import { plain } from './prose.ts'
import { descendants, type XmlElement } from './tree.ts'

/** 適用条文: a provision of the Patent Act that a notice applies. */
export interface LegalArticle {
  /** As printed: 第２９条第１項第３号（新規性）. */
  readonly text: string
  /** 29, or 29の2 of an inserted article; null where the text names none. */
  readonly article: string | null
  readonly paragraph: string | null
  readonly item: string | null
  /** 新規性; documents of before 2021 do not say it. */
  readonly ground: string | null
}

export function articlesOf(root: XmlElement): LegalArticle[] {
  return [...descendants(root)]
    .filter(({ localName }) => localName === 'article')
    .map(plain)
    .filter((text) => text !== '')
    .map(readArticle)
}

const provision =
  /第(?<article>\d+)条(?:の(?<branch>\d+))?(?:第(?<paragraph>\d+)項)?(?:柱書)?(?:第(?<item>\d+)号(?:の(?<itemBranch>\d+))?)?/

export function readArticle(text: string): LegalArticle {
  const { article, branch, paragraph, item, itemBranch } = provision.exec(text.normalize('NFKC'))?.groups ?? {}
  const inserted = (number: string | undefined, under: string | undefined) =>
    number === undefined ? null : number + (under === undefined ? '' : `の${under}`)
  return {
    text,
    article: inserted(article, branch),
    paragraph: paragraph ?? null,
    item: inserted(item, itemBranch),
    ground: /[（(]([^（）()]+)[）)]$/.exec(text)?.[1]?.trim() ?? null,
  }
}
