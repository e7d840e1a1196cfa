import { DirectiveLocation, GraphQLBoolean, GraphQLDirective, GraphQLInt, GraphQLNonNull, GraphQLString } from 'graphql'

const whoGetsParts =
  'For clients that accept `multipart/mixed` (deferSpec=20220824) or `text/event-stream`; all others get one whole answer, as without it. It changes neither what is asked of the office nor what that costs; `extensions.quota` comes with the last part.'

const condition = {
  type: new GraphQLNonNull(GraphQLBoolean),
  defaultValue: true,
  description: 'Where false, it is as if it were not there.',
}

const label = {
  type: GraphQLString,
  description: 'Comes back with the part, so that the client can tell which it is: a text, each once in a document.',
}

export const deferDirective = new GraphQLDirective({
  name: 'defer',
  description: `What is selected here may come after the rest of the answer, as soon as the office has answered it. ${whoGetsParts}`,
  locations: [DirectiveLocation.FRAGMENT_SPREAD, DirectiveLocation.INLINE_FRAGMENT],
  args: { if: condition, label },
})

export const streamDirective = new GraphQLDirective({
  name: 'stream',
  description: `The elements of this list may come one after the other, in its order, each as soon as the office has answered it. ${whoGetsParts}`,
  locations: [DirectiveLocation.FIELD],
  args: {
    if: condition,
    label,
    initialCount: {
      type: new GraphQLNonNull(GraphQLInt),
      defaultValue: 0,
      description: 'How many elements the first part waits for, from 0.',
    },
  },
})

export const deliveryDirectives: readonly GraphQLDirective[] = [deferDirective, streamDirective]
