import type { Examiner as ExaminerOf } from '../sources/jpo/documents/bibliography.ts'
import { builder } from './builder.ts'

export const Examiner = builder.objectRef<ExaminerOf>('Examiner').implement({
  description: '起案者: the examiner (審査官) who drafted a notice or decision.',
  fields: (t) => ({
    name: t.exposeString('name', { description: '氏名, with the full-width blank of the document.' }),
    staffCode: t.exposeString('staffCode', { description: '職員コード, four digits.' }),
    officeCode: t.exposeString('officeCode', { description: '担当部署コード of the examining division.' }),
  }),
})
