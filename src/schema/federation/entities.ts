import { valueFromASTUntyped } from 'graphql'
import { archiveKinds } from '../../sources/jpo/codes.ts'
import { Applicant } from '../applicant.ts'
import { Application } from '../application.ts'
import { notTooLong, withCheck } from '../argument-checks.ts'
import { builder } from '../builder.ts'
import { DecisionOfRefusal, DecisionToGrant, DismissalOfAmendment } from '../decision.ts'
import { OtherDocument, UntypedDocument } from '../document.ts'
import { WrittenAmendment, WrittenOpinion } from '../filing.ts'
import { NoticeOfReasonsForRefusal } from '../notice.ts'
import { NumberReference } from '../number-reference.ts'
import { Registration } from '../registration.ts'
import { finds } from '../selection.ts'
import { represented } from './representation.ts'
import { subgraphSdl } from './subgraph.ts'

/*
 * What a gateway asks of a subgraph, as ordinary fields of this graph: so that they are counted, checked, planned and
 * priced like all others.
 */

builder.scalarType('_Any', {
  description: 'A representation: `__typename` and a key of an object of this graph, for gateways.',
  parseValue: (value) => value,
  parseLiteral: (node, variables) => valueFromASTUntyped(node, variables),
})

const Entity = builder.unionType('_Entity', {
  description: 'Whatever a gateway may refer to.',
  types: [
    Application,
    Applicant,
    NumberReference,
    Registration,
    NoticeOfReasonsForRefusal,
    DecisionToGrant,
    DecisionOfRefusal,
    DismissalOfAmendment,
    WrittenOpinion,
    WrittenAmendment,
    UntypedDocument,
    OtherDocument,
  ],
})

builder.queryField('_entities', (t) =>
  t.field({
    type: [Entity],
    nullable: { list: false, items: true },
    args: {
      representations: t.arg({
        type: ['_Any'],
        required: true,
        description: 'At most 200; repeated ones cost once. What names no object is BAD_USER_INPUT at its index.',
      }),
    },
    complexity: ({ representations }) => ({ field: 1, multiplier: representations.length }),
    ...withCheck(
      notTooLong('representations'),
      finds(
        ['basics', 'registration'],
        'For gateways: objects by a key of theirs, in the order asked (Apollo Federation). An Application, Applicant or NumberReference is free, and so is whatever only the key is selected of. Of each Registration, and of each Document, where its archive must be looked into:',
        { besides: archiveKinds },
      ),
    ),
    resolve: (_root, { representations }, context, info) =>
      representations.map((sent, key) =>
        represented(sent, context, { ...info, path: { prev: info.path, key, typename: undefined } }),
      ),
  }),
)

const Service = builder.objectRef<{ readonly sdl: string }>('_Service').implement({
  description: 'What a gateway composes of this graph.',
  fields: (t) => ({
    sdl: t.exposeString('sdl', {
      nullable: false,
      description: 'The subgraph in GraphQL’s own language, as in subgraph.graphql.',
    }),
  }),
})

builder.queryField('_service', (t) =>
  t.field({
    type: Service,
    nullable: false,
    description: 'For gateways: this graph as a subgraph of others (Apollo Federation). Free.',
    resolve: (_root, _args, _context, { schema }) => ({ sdl: subgraphSdl(schema) }),
  }),
)
