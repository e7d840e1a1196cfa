import type { CitedDocument, Writer } from './cited-document.ts'
import type { Dice } from './dice.ts'

type Spell = (dice: Dice) => string

const seven = (dice: Dice) => String(dice.between(1, 999_999)).padStart(7, '0')
const six = (dice: Dice) => String(dice.between(1, 299_999)).padStart(6, '0')

/** WO counts the year in two digits before 2000 (xml.md §4.1). */
const international: Spell = (dice) =>
  dice.chance(0.3)
    ? `国際公開第${dice.between(80, 99)}/${String(dice.between(1, 70_000)).padStart(5, '0')}号`
    : `国際公開第${dice.between(2004, 2022)}/${six(dice)}号`

const american: Spell = (dice) =>
  dice.chance(0.6)
    ? `米国特許出願公開第${dice.between(2001, 2022)}/${seven(dice)}号明細書`
    : `米国特許第${dice.between(3_000_000, 11_000_000)}号明細書`

const european: Spell = (dice) => `欧州特許出願公開第${dice.between(200_000, 3_900_000)}号明細書`

const chinese: Spell = (dice) =>
  dice.chance(0.6)
    ? `中国特許出願公開第${dice.between(101_000_000, 115_000_000)}号明細書`
    : `中国実用新案第${dice.between(201_000_000, 218_000_000)}号明細書`

const korean: Spell = (dice) =>
  dice.chance(0.6)
    ? `韓国公開特許第10-${dice.between(2003, 2022)}-${seven(dice)}号公報`
    : `韓国登録特許第10-${seven(dice)}号公報`

const otherEuropean: Spell = (dice) => {
  const country = dice.pick(['西独国', '仏国', '英国'])
  return `${country}特許出願公開第${dice.between(1_100_000, 3_000_000)}号明細書`
}

const spellings: readonly (readonly [string, Spell])[] = [
  ['WO', international],
  ['US', american],
  ['EP', european],
  ['CN', chinese],
  ['KR', korean],
  ['DE FR GB', otherEuropean],
]

/** A patent document of another office; none of them has a Japanese publication number. */
export function composeForeign(dice: Dice, write: Writer): CitedDocument {
  const [kind, spell] = dice.pick(spellings)
  return { kind, text: write(spell(dice)), publicationNumber: null }
}
