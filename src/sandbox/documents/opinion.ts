import type { Paper } from '../compose/papers.ts'
import type { PortfolioCase } from '../portfolio/types.ts'
import { examinerName, indent } from './examiner.ts'
import { filingHead } from './filing.ts'
import { block, file, newline } from './xml.ts'

/** 意見書 A53 (xml.md §2.2): the text opens on the line of its element, and every line but the last ends in a break. */
export function opinionFile(subject: PortfolioCase, opinion: Extract<Paper, { kind: 'opinion' }>): Buffer {
  const contents = [
    '<jp:opinion-contents-article><p num="">',
    opinion.lines.join(`<br />${newline}`),
    '</p>',
    '</jp:opinion-contents-article>',
  ].join(newline)
  return file(
    { root: 'jp:pat-rspns', publicId: '-//JPO//DTD PATENT RESPONCE DOCUMENT 1.0//EN', systemId: 'pat-rspn.dtd' },
    block(
      'jp:response-a53',
      { 'jp:kind-of-law': 'patent' },
      ...filingHead(subject, opinion, 'A53', ['特許庁審査官', examinerName, '殿'].join(indent)),
      contents,
    ),
  )
}
