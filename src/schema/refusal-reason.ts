import type { NumberRange } from '../sources/jpo/documents/number-ranges.ts'
import type { CitedDocument } from '../sources/jpo/documents/cited-documents.ts'
import type { RefusalReason as Reason } from '../sources/jpo/documents/reasons.ts'
import { builder } from './builder.ts'
import { CitedReference } from './cited-reference.ts'

/** A block, and the list that it cites by number. */
export interface ReasonOf extends Reason {
  readonly list: readonly CitedDocument[]
}

const ClaimRange = builder.objectRef<NumberRange>('ClaimRange').implement({
  description: 'Claims from one number to another, both included; of a single claim both are the same.',
  fields: (t) => ({
    from: t.exposeInt('from', { nullable: false, description: 'The first claim.' }),
    to: t.exposeInt('to', { nullable: false, description: 'The last claim.' }),
  }),
})

export const RefusalReason = builder.objectRef<ReasonOf>('RefusalReason').implement({
  description:
    'What a notice says of some claims: a block of ・請求項, ・引用文献等 and ・備考 under a heading ●理由１（…）について. Found by these usual lines, so a notice in another style has fewer or none; `text` is always the printed text.',
  fields: (t) => ({
    numbers: t.exposeIntList('numbers', {
      nullable: { list: false, items: false },
      description: '理由: the numbers in the heading; one block may argue several reasons.',
    }),
    grounds: t.exposeStringList('grounds', {
      nullable: { list: false, items: false },
      description: 'What these reasons are: 新規性, 進歩性 …, from the heading or from the statement of the reason.',
    }),
    heading: t.exposeString('heading', { nullable: false, description: 'The heading as printed.' }),
    claims: t.field({
      type: [ClaimRange],
      nullable: { list: false, items: false },
      description: '請求項 concerned, in the order printed; [] where the block names none.',
      resolve: ({ claims }) => [...claims],
    }),
    claimsText: t.exposeString('claimsText', { description: '請求項 as printed: １－４.' }),
    citedDocuments: t.field({
      type: [CitedReference],
      nullable: { list: false, items: false },
      description: '引用文献等 of the block, out of the printed list.',
      resolve: ({ cited, list }) => list.filter(({ order }) => cited.includes(order)),
    }),
    citedText: t.exposeString('citedText', { description: '引用文献等 as printed: １、２.' }),
    remarks: t.exposeString('remarks', { description: '備考: what the examiner argues.' }),
    text: t.exposeString('text', { nullable: false, description: 'The whole block as printed, without its heading.' }),
  }),
})
