import type { CodedValue as Coded } from '../sources/jpo/codes.ts'
import { builder } from './builder.ts'

export const CodedValue = builder.objectRef<Coded>('CodedValue').implement({
  description: "A code of the office's tables with its meaning. An unknown code keeps its code and has no label.",
  fields: (t) => ({
    code: t.exposeString('code', { nullable: false, description: 'The code as the office sends it (コード).' }),
    label: t.exposeString('label', { description: 'What it means, in Japanese; null where the table is not public.' }),
    labelEn: t.exposeString('labelEn', {
      description: 'What it means, in English; null where the table is not public.',
    }),
  }),
})
