import type { Paper } from '../compose/papers.ts'
import type { Cited } from '../portfolio/cited.ts'
import { paperLine } from '../portfolio/cited.ts'
import type { PortfolioCase } from '../portfolio/types.ts'
import { fullWidth } from '../era.ts'
import {
  addressedToBoth,
  applicationReference,
  beforeAppeal,
  bibliography,
  draftingBody,
  footer,
  type Generation,
  generationOf,
  noticeType,
} from './examiner.ts'
import { block, file, leaf, marked, padded } from './xml.ts'

type GrantPaper = Extract<Paper, { kind: 'grant' }>
type Classes = NonNullable<GrantPaper['classes']>

/** 特許査定 A01 (xml.md §2.1), the only examiner's document with structured references. */
export function grantFile(subject: PortfolioCase, grant: GrantPaper): Buffer {
  const generation = generationOf(grant.drafted)
  return file(
    noticeType(generation),
    block(
      `jp:decision-of-registration-a01${generation}`,
      { 'jp:kind-of-law': 'patent' },
      leaf('jp:document-name', '特許査定'),
      bibliography(subject, grant.drafted, {
        titleAndClaims: [leaf('invention-title', subject.title), claimCount(subject.registration?.claims ?? 1)],
        addressees: addressedToBoth(subject),
      }),
      beforeAppeal(),
      block(
        'jp:conclusion-part-article',
        {},
        '<p num="">　この見本の出願は、拒絶の理由が見当たらないので、特許査定とします。</p>',
      ),
      draftingBody(generation, []),
      footer(generation, true),
      particulars(subject, grant, generation),
      memo(subject, grant, generation),
    ),
  )
}

function claimCount(claims: number): string {
  return marked('jp:number-of-claim', padded(claims, 3), { 'jp:adopted-law': 'claim' })
}

/** 査定固有部 */
function particulars(subject: PortfolioCase, { references = [], classes = usual }: GrantPaper, generation: Generation) {
  return block(
    `jp:final-decision-group${generation}`,
    {},
    leaf('jp:kind-of-application', subject.parent === undefined ? '通常' : '分割'),
    flag('jp:exist-of-reference-doc', references.length > 0),
    flag('jp:patent-law-section30', false),
    flag('jp:change-flag-invention-title', false),
    // The old form classifies here by IPC, the new one in the memo by FI.
    generation === ''
      ? block(
          'jp:ipc-article',
          {},
          ...classes.map(([subclass, group]) => leaf('jp:ipc', fullWidth(`${subclass} ${group}`))),
        )
      : undefined,
    block('jp:deposit-article', {}),
  )
}

/** G99Z 99/00, for subjects not otherwise provided for, where a case names no class. */
const usual: Classes = [['G99Z', '99/00', '']]

function flag(name: string, value: boolean): string {
  return `<${name} jp:true-or-false="${value}"/>`
}

/** 参考情報, the old 特許メモ */
function memo(subject: PortfolioCase, { references = [], classes = usual }: GrantPaper, generation: Generation) {
  return block(
    `jp:final-decision-memo${generation}`,
    {},
    leaf('jp:document-name', generation === '-rn' ? '参考情報' : '特許メモ'),
    block(`jp:final-decision-bibliog${generation}`, {}, applicationReference(subject.number)),
    block(
      `jp:final-decision-body${generation}`,
      {},
      generation === '-rn' ? block('jp:fi-article', {}, ...classes.map(fi)) : undefined,
      block(
        'jp:field-of-search-article',
        {},
        ...classes.map(([subclass, group]) => leaf('jp:field-of-search', fullWidth(subclass + group.padStart(8)))),
      ),
      block('jp:patent-reference-article', {}, ...references.flatMap(reference)),
      block(
        'jp:reference-books-article',
        {},
        ...references.flatMap((it) => (it.kind === 'paper' ? [leaf('jp:reference-books', paperLine(it))] : [])),
      ),
    ),
  )
}

/** ASCII in columns: subclass, group, then letters, with a comma after all but the last. */
function fi([subclass, group, rest]: Classes[number], i: number, all: Classes): string {
  const columns = `${subclass}${group.padStart(7)}${rest.padStart(9)}`.padEnd(24).replaceAll(' ', '&#160;')
  return marked('jp:fi', columns + (i < all.length - 1 ? ',' : ''))
}

function reference(cited: Cited): string[] {
  if (cited.kind === 'paper') return []
  return [
    block(
      'jp:patent-reference-group',
      {},
      leaf('jp:document-number', cited.reference),
      leaf('jp:kind-of-document', cited.origin.padEnd(10, '　')),
    ),
  ]
}
