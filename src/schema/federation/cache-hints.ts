import {
  DirectiveLocation,
  getNamedType,
  GraphQLBoolean,
  GraphQLDirective,
  GraphQLEnumType,
  type GraphQLField,
  GraphQLInt,
  isCompositeType,
} from 'graphql'

/** What gateways know as @cacheControl; only in the subgraph, since it says nothing to a client. */
export const cacheControlDirective = new GraphQLDirective({
  name: 'cacheControl',
  description:
    'How long an answer may be kept at most. How long this one may is in its header Cache-Control, which follows from what was shown.',
  locations: [
    DirectiveLocation.FIELD_DEFINITION,
    DirectiveLocation.OBJECT,
    DirectiveLocation.INTERFACE,
    DirectiveLocation.UNION,
  ],
  args: {
    maxAge: { type: GraphQLInt, description: 'Seconds.' },
    scope: {
      type: new GraphQLEnumType({
        name: 'CacheControlScope',
        description: 'For whom an answer may be kept.',
        values: { PUBLIC: { description: 'For everybody.' }, PRIVATE: { description: 'For who asked.' } },
      }),
      description: 'For whom.',
    },
    inheritMaxAge: { type: GraphQLBoolean, description: 'As long as what it is a part of.' },
  },
})

/** The office renews its data once a day (handbook §2(2)); what callers may see is their own. */
const aDay = { maxAge: 86_400, scope: 'PRIVATE' } as const

/** An entity may be asked for by itself; everything else is part of something. */
export function typeHint(isEntity: boolean) {
  return isEntity ? aDay : { inheritMaxAge: true }
}

/** Where an operation begins. */
export function rootHint({ type }: GraphQLField<unknown, unknown>) {
  return isCompositeType(getNamedType(type)) ? aDay : undefined
}
