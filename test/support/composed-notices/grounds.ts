import type { ExpectedArticle } from './composed-notice.ts'
import type { Dice } from './dice.ts'
import type { Traits } from './traits.ts'
import { fullWidth } from './width.ts'

/** A ground of refusal with the provision that it rests on. */
export interface Ground {
  readonly name: string
  readonly article: string
  readonly paragraph: string | null
  readonly item: string | null
  /** Rests on cited documents. */
  readonly cites: boolean
}

const grounds: readonly Ground[] = [
  { name: '新規性', article: '29', paragraph: '1', item: '3', cites: true },
  { name: '進歩性', article: '29', paragraph: '2', item: null, cites: true },
  { name: '拡大先願', article: '29の2', paragraph: null, item: null, cites: true },
  { name: '先願', article: '39', paragraph: '1', item: null, cites: true },
  { name: '実施可能要件', article: '36', paragraph: '4', item: '1', cites: false },
  { name: 'サポート要件', article: '36', paragraph: '6', item: '1', cites: false },
  { name: '明確性', article: '36', paragraph: '6', item: '2', cites: false },
  { name: '単一性', article: '37', paragraph: null, item: null, cites: false },
]

const added: Ground = { name: '新規事項', article: '17の2', paragraph: '3', item: null, cites: false }

/** A few grounds in the order above; a list needs one that cites. */
export function chooseGrounds(dice: Dice, hasList: boolean): Ground[] {
  const wanted = dice.between(1, 4)
  const pool = [...(dice.chance(0.15) ? [added] : []), ...grounds]
  const chosen = new Set(Array.from({ length: wanted }, () => dice.pick(pool)))
  if (hasList && ![...chosen].some(({ cites }) => cites)) chosen.add(dice.pick(grounds.filter(({ cites }) => cites)))
  return pool.filter((ground) => chosen.has(ground))
}

export function provision({ article, paragraph, item }: Omit<Ground, 'name' | 'cites'>): string {
  const [number = '', branch] = article.split('の')
  const inserted = branch ? `の${branch}` : ''
  const text = `第${number}条${inserted}${paragraph ? `第${paragraph}項` : ''}${item ? `第${item}号` : ''}`
  return fullWidth(text)
}

/** xml.md §2.1: old documents print no ground, and may stop at the article. */
export function articlesOf(dice: Dice, traits: Traits, chosen: readonly Ground[]): ExpectedArticle[] {
  const isCoarse = traits.tags === 'old tags' && dice.chance(0.4)
  const articles = chosen.map(({ name, article, paragraph, item }): ExpectedArticle => {
    const place = isCoarse ? { article, paragraph: null, item: null } : { article, paragraph, item }
    const text = provision(place)
    return traits.tags === 'old tags' ? { text, ...place } : { text: `${text}（${name}）`, ...place, ground: name }
  })
  return articles.filter(({ text }, index) => articles.findIndex((other) => other.text === text) === index)
}
