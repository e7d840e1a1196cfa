import { assertValidSchema, specifiedDirectives } from 'graphql'
import './scalars.ts'
import './document.ts'
import './file-wrapper.ts'
import './document-image.ts'
import './notice.ts'
import './decision.ts'
import './filing.ts'
import './citation.ts'
import './number-reference.ts'
import './quota.ts'
import './quota-plan.ts'
import './entry-points.ts'
import './federation/entities.ts'
import { builder } from './builder.ts'
import { deliveryDirectives } from './delivery/directives.ts'
import { guardScopes } from './scopes.ts'
import { upstreamDirective } from './upstream.ts'

/** The graph, made of what each file above adds to the builder. */
export const schema = guardScopes(
  builder.toSchema({ directives: [...specifiedDirectives, upstreamDirective, ...deliveryDirectives] }),
)

assertValidSchema(schema)
