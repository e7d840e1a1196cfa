import type { CitedDocument } from './cited-document.ts'
import type { Dice } from './dice.ts'
import { fullWidth } from './width.ts'

type Compose = (dice: Dice) => string

const authors = ['見本太郎', '例示花子，外２名', '仮名一郎・試作次郎', '山▲崎▼試', '▲高▼見本']
const titles = [
  '歯車列の騒音を下げる形状の研究',
  '薄膜電池の劣化に関する一考察',
  '画像認識のための特徴量の比較',
  '１９９８年度の調査報告',
  '第３世代の通信方式とその応用',
  '高温下における樹脂の挙動　第２報',
]
const journals = ['見本学会論文誌', '試作技術', '例示工学会誌', '日本例示協会第５回大会予稿集']
const latinAuthors = ['SAMPLE, A. B.', 'EXAMPLE, J. et al.', 'MUSTER, K. and SPECIMEN, L.', 'A. Placeholder']
const latinTitles = [
  'A Study on 3-Stage Gears',
  'Thin Films: 10 Years Later',
  'Learning & Ranking of Images',
  '5. Generation of Test Data',
  'Notes on the 2.4 GHz Band',
]
const latinJournals = [
  'Journal of Sample Engineering',
  'Proc. 12th Conf. on Specimens',
  'Example Letters',
  'Muster Review',
]

/** Any part of a citation but its title may be missing (xml.md §4.1). */
function partsOf(dice: Dice, parts: readonly string[], title: string, mark: string): string {
  return parts.filter((part) => part === title || dice.chance(0.8)).join(mark)
}

const pages = (dice: Dice) => {
  const first = dice.between(1, 900)
  return `${first}-${first + dice.between(1, 30)}`
}

const japanese: Compose = (dice) => {
  const title = dice.pick(titles)
  const date = fullWidth(`${dice.between(1975, 2021)}年 ${dice.between(1, 12)}月 ${dice.between(1, 28)}日`)
  const numbers = [`第${dice.between(1, 60)}巻`, `第${dice.between(1, 12)}号`, `p.${pages(dice)}`].map(fullWidth)
  const parts = [dice.pick(authors), title, dice.pick(journals), '日本', '例示出版', date, ...numbers]
  return partsOf(dice, parts, title, '，')
}

const latin: Compose = (dice) => {
  const title = dice.pick(latinTitles)
  const year = String(dice.between(1980, 2021))
  const place = `Vol. ${dice.between(1, 60)}, No. ${dice.between(1, 12)}`
  const parts = [
    dice.pick(latinAuthors),
    title,
    dice.pick(latinJournals),
    'Example Press',
    year,
    place,
    `pp. ${pages(dice)}`,
  ]
  const text = partsOf(dice, parts, title, dice.chance(0.2) ? '. ' : ', ')
  return dice.chance(0.3) ? fullWidth(text) : text
}

const web: Compose = (dice) => {
  const day = () => fullWidth(`${dice.between(2005, 2021)}年${dice.between(1, 12)}月${dice.between(1, 28)}日`)
  const address = `https://www.example.com/${dice.between(1, 9)}.${dice.between(0, 9)}/doc?id=${dice.between(10, 99_999)}&p=2`
  const url = dice.chance(0.5) ? fullWidth(`URL:${address}`) : `URL: ${address}`
  const named = `${dice.pick(titles)}，［online］，${day()}，［${day()}検索］，インターネット，`
  return named + (dice.chance(0.5) ? `＜${url}＞` : url)
}

/** Numbered like a publication of the office, and none: issued by a society. */
const disclosure: Compose = (dice) =>
  fullWidth(`例示協会公開技報公技番号${dice.between(1990, 2015)}-${dice.between(500_001, 506_000)}`)

const kinds: readonly (readonly [string, Compose])[] = [
  ['literature', japanese],
  ['Latin literature', latin],
  ['web page', web],
  ['公開技報', disclosure],
]

export function composeLiterature(dice: Dice): CitedDocument {
  const [kind, compose] = dice.pick(kinds)
  return { kind, text: compose(dice), publicationNumber: null }
}
