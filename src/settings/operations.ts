import { z } from 'zod'
import { setting } from './setting.ts'

/** Which operations are known before they are asked. */
export const operationsSettings = {
  TRUSTED_DOCUMENTS: setting({
    byDefault: '',
    meaning:
      'A JSON file of operations by the SHA-256 of their text, as GraphQL Code Generator’s client preset writes it (persistedDocuments): clients may send the hash alone.',
    as: z.string().optional(),
  }),
  TRUSTED_ONLY: setting({
    byDefault: 'off',
    meaning:
      'on: nothing is answered but the operations of TRUSTED_DOCUMENTS; GraphiQL is off then, and gateways cannot ask.',
    as: z.enum(['on', 'off'], { error: 'must be on or off' }).prefault('off'),
  }),
}
