import type { CitedDocument, Writer } from './cited-document.ts'
import type { Dice } from './dice.ts'

type Compose = (dice: Dice, write: Writer) => CitedDocument

/** The year as printed and the western one; Japanese publications count in eras until 1999 (xml.md §4.1, 4.4). */
function year(dice: Dice, firstOfShowa: number): { printed: string; western: number } {
  const era = dice.weigh([
    ['', 6],
    ['平', 3],
    ['昭', firstOfShowa < 64 ? 1 : 0],
  ] as const)
  if (era === '') {
    const western = dice.between(2000, 2022)
    return { printed: `${western}-`, western }
  }
  const ofEra = era === '平' ? dice.between(1, 11) : dice.between(firstOfShowa, 63)
  const printed = dice.chance(0.5) ? String(ofEra).padStart(2, '0') : String(ofEra)
  return { printed: `${era}${printed}-`, western: (era === '平' ? 1988 : 1925) + ofEra }
}

/** The same serial number in its six digits and as printed, with or without leading zeros. */
function serial(dice: Dice, low = 1, high = 350_000): { six: string; printed: string } {
  const value = dice.between(low, dice.chance(0.3) ? Math.min(high, low + 98_000) : high)
  const six = String(value).padStart(6, '0')
  return { six, printed: dice.chance(0.6) ? six : String(value) }
}

const published: Compose = (dice, write) => {
  const { printed, western } = year(dice, 47)
  const number = serial(dice)
  const text = write(`特開${printed}${number.printed}号公報`)
  return { kind: '特開', text, publicationNumber: `${western}${number.six}` }
}

const nationallyPublished: Compose = (dice, write) => {
  const { printed, western } = year(dice, 64)
  const number = serial(dice, 500_001, 548_000)
  const text = write(`特表${printed}${number.printed}号公報`)
  return { kind: '特表', text, publicationNumber: `${western}${number.six}` }
}

/** Numbered as the international publication that it repeats; six digits after the stroke since 2004. */
const republished: Compose = (dice, write) => {
  const [western, number] = [dice.between(2004, 2021), String(dice.between(1, 230_000)).padStart(6, '0')]
  const printed = `${western}/${number}号`
  const text = write(dice.chance(0.5) ? `再公表特許第${printed}` : `再表${printed}公報`)
  return { kind: '再表', text, publicationNumber: `${western}${number}` }
}

/** An earlier application, with its publication in brackets (§4.1; that it counts as one is taken from the brackets). */
const earlierApplication: Compose = (dice, write) => {
  const western = dice.between(2004, 2019)
  const number = serial(dice)
  const text = write(`特願${western}-${serial(dice).printed}号(特開${western + 1}-${number.printed}号)`)
  return { kind: '先願', text, publicationNumber: `${western + 1}${number.six}` }
}

const withoutPublication = (kind: string, compose: (dice: Dice) => string): Compose => {
  return (dice, write) => ({ kind, text: write(compose(dice)), publicationNumber: null })
}

const microfilm = withoutPublication('マイクロフィルム', (dice) => {
  const filed = dice.between(46, 62)
  const medium = dice.chance(0.85) ? 'マイクロフィルム' : 'CD-ROM'
  return `実願昭${filed}-${serial(dice).printed}号(実開昭${filed + 1}-${serial(dice).printed}号)の${medium}`
})

const examined = withoutPublication('公告', (dice) => {
  const era = dice.chance(0.5) ? `昭${dice.between(40, 63)}` : `平${dice.between(1, 8)}`
  return `${dice.pick(['特公', '実公'])}${era}-${serial(dice, 1, 99_999).printed}号公報`
})

const granted = withoutPublication('特許公報', (dice) => `特許第${dice.between(2_500_000, 7_300_000)}号公報`)

const utilityModel = withoutPublication('実用新案', (dice) => {
  return dice.chance(0.7)
    ? `${dice.pick(['登録実用新案第', '実用新案登録第'])}${dice.between(3_000_001, 3_240_000)}号公報`
    : `実開平${dice.between(1, 5)}-${serial(dice, 1, 150_000).printed}号公報`
})

export const publications = [published, published, published, nationallyPublished, republished] as const
export const otherJapanese = [earlierApplication, microfilm, examined, granted, utilityModel] as const
