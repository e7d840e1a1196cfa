import { claimCountOf, draftingDateOf, examinerOf } from '../sources/jpo/documents/bibliography.ts'
import { referencesOf } from '../sources/jpo/documents/references.ts'
import { builder } from './builder.ts'
import { CitedReference } from './cited-reference.ts'
import { fromBody } from './document-body.ts'
import type { FileDocument } from './document-list.ts'
import { documentWithBody } from './document.ts'
import { Examiner } from './examiner.ts'
import { bodiesIn, needs } from './selection.ts'

function decision(name: string, description: string) {
  const ref = builder.objectRef<FileDocument>(name)
  ref.implement({
    description,
    interfaces: [...documentWithBody],
    extensions: bodiesIn('decisions'),
    fields: (t) => ({
      draftingDate: t.field({
        type: 'LocalDate',
        ...needs('decisions', '起案日; `date` is the day of dispatch, about a week later.'),
        resolve: fromBody(({ root }) => draftingDateOf(root)),
      }),
      examiner: t.field({
        type: Examiner,
        ...needs('decisions', '起案者.'),
        resolve: fromBody(({ root }) => examinerOf(root)),
      }),
    }),
  })
  return ref
}

export const DecisionToGrant = decision('DecisionToGrant', '特許査定 (A01): the decision to grant.')
export const DecisionOfRefusal = decision('DecisionOfRefusal', '拒絶査定 (A02): the decision of refusal.')
export const DismissalOfAmendment = decision(
  'DismissalOfAmendment',
  '補正の却下の決定 (A502 in the list; A191, A192 in the archive): an amendment is dismissed.',
)

builder.objectFields(DecisionToGrant, (t) => ({
  claimCount: t.int({
    ...needs('decisions', '請求項の数 granted.'),
    resolve: fromBody(({ root }) => claimCountOf(root)),
  }),
  citedDocuments: t.field({
    type: [CitedReference],
    nullable: { list: true, items: false },
    ...needs('decisions', '参考特許文献 and 参考図書雑誌 of its memo, counted from 1 as citations of type 31 are.'),
    resolve: fromBody(({ root }) => referencesOf(root)),
  }),
}))
