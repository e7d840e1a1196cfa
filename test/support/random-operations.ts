import {
  getNamedType,
  type GraphQLArgument,
  type GraphQLField,
  type GraphQLInterfaceType,
  type GraphQLObjectType,
  type GraphQLOutputType,
  isAbstractType,
  isCompositeType,
  isUnionType,
  isListType,
  isNonNullType,
  isRequiredArgument,
  type GraphQLSchema,
  type GraphQLUnionType,
} from 'graphql'

type Random = (below: number) => number

export interface RandomOperationOptions {
  readonly schema: GraphQLSchema
  readonly random: Random
  /** GraphQL literals to choose from: by `field.argument`, or by `field` for all its arguments together. */
  readonly literals: Readonly<Record<string, readonly string[]>>
  readonly depth: number
  /** Fields of Query that are not asked. */
  readonly without: readonly string[]
}

/** An operation that a client could write, from whatever the schema offers: fields, aliases, fragments, directives. */
export function randomOperation({ schema, random, literals, depth, without }: RandomOperationOptions): string {
  let aliases = 0
  const fragments: string[] = []
  const oneOf = <T>(items: readonly T[]): T => items[random(items.length)] as T
  const isOneIn = (many: number) => random(many) === 0

  function operation(): string {
    const roots = fieldsOf(schema.getQueryType() as GraphQLObjectType).filter(({ name }) => !without.includes(name))
    const asked = Array.from({ length: 1 + random(4) }, () => selected(oneOf(roots), depth))
    const names = 'yes: __typename @include(if: $yes) no: __typename @include(if: $no)'
    return [
      `query ($yes: Boolean = true, $no: Boolean = false) ${upstream()} {`,
      names,
      ...asked,
      '}',
      ...fragments,
    ].join('\n')
  }

  function upstream(): string {
    const said = [
      ...(isOneIn(4) ? [`maxCalls: ${random(6)}`] : []),
      ...(isOneIn(4) ? [`wait: ${oneOf([0, 1, 30, 70])}`] : []),
      ...(isOneIn(5) ? [`maxAge: ${oneOf([0, 1, 3600, 100_000])}`] : []),
      ...(isOneIn(4) ? [`maxStale: ${oneOf([0, 3600, 100_000, 5_000_000])}`] : []),
      ...(isOneIn(20) ? ['onlyIfCached: true'] : []),
    ]
    return said.length > 0 ? `@upstream(${said.join(', ')})` : ''
  }

  function selected(field: GraphQLField<unknown, unknown>, left: number): string {
    const name = `f${aliases++}: ${field.name}${given(field)}`
    const skipped = isOneIn(12) ? oneOf([' @include(if: $no)', ' @skip(if: $no)', ' @include(if: $yes)']) : ''
    const type = getNamedType(field.type)
    return `${name}${skipped}${isCompositeType(type) ? ` ${selectionOf(type as Parent, left - 1)}` : ''}`
  }

  function given(field: GraphQLField<unknown, unknown>): string {
    const chosen = field.args.filter((arg) => isRequiredArgument(arg) || isOneIn(4))
    const values = chosen.flatMap((arg) => {
      const value = literalFor(field, arg)
      return value === undefined ? [] : [`${arg.name}: ${value}`]
    })
    const own = literals[field.name]
    const all = own ? [oneOf(own)] : values
    return all.length > 0 ? `(${all.join(', ')})` : ''
  }

  function literalFor(field: GraphQLField<unknown, unknown>, arg: GraphQLArgument): string | undefined {
    const known = literals[`${field.name}.${arg.name}`]
    if (!known) return undefined
    if (!isList(arg.type as GraphQLOutputType)) return oneOf(known)
    return `[${Array.from({ length: 1 + random(3) }, () => oneOf(known)).join(', ')}]`
  }

  function selectionOf(type: Parent, left: number): string {
    const offered = fieldsOf(type).filter((field) => left > 0 || !isCompositeType(getNamedType(field.type)))
    const leading = offered.filter(({ type }) => isCompositeType(getNamedType(type)))
    const fields = Array.from({ length: 1 + random(3) }, () => {
      const from = leading.length > 0 && isOneIn(2) ? leading : offered
      return from.length > 0 ? selected(oneOf(from), left) : ''
    })
    const narrower = isAbstractType(type) ? schema.getPossibleTypes(type) : []
    const inline =
      narrower.length > 0 && left > 0
        ? Array.from({ length: 1 + random(2) }, () => oneOf(narrower)).map(
            (one) => `... on ${one.name} ${selectionOf(one, left)}`,
          )
        : []
    const body = `{ ${['__typename', ...fields, ...inline].join(' ')} }`
    if (!isOneIn(8)) return body
    const name = `F${fragments.length}`
    fragments.push(`fragment ${name} on ${type.name} ${body}`)
    return `{ ...${name} }`
  }

  return operation()
}

type Parent = GraphQLObjectType | GraphQLInterfaceType | GraphQLUnionType

function fieldsOf(type: Parent) {
  return isUnionType(type) ? [] : Object.values(type.getFields())
}

function isList(type: GraphQLOutputType): boolean {
  return isNonNullType(type) ? isList(type.ofType) : isListType(type)
}
