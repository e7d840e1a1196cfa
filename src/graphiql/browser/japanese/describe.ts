import type { IntrospectionQuery } from 'graphql'
import { ofValue, sentencesIn } from './generated.ts'
import { japanese } from './index.ts'

/** A thing of the schema: its coordinate, its description, and the fields of interfaces that it is. */
export interface Thing {
  readonly coordinate: string
  readonly english: string
  readonly implemented: readonly string[]
}

/** The introspected schema with its descriptions in Japanese; what has none keeps its own. */
export function inJapanese(introspected: IntrospectionQuery): IntrospectionQuery {
  const english = new Map(thingsIn(introspected).map(({ coordinate, english }) => [coordinate, english]))
  return described(introspected, (thing) => japaneseOf(thing, english) ?? thing.english)
}

/** `english`: all descriptions, by coordinate. */
export function japaneseOf(thing: Thing, english: ReadonlyMap<string, string>): string | undefined {
  const own = japanese[thing.coordinate] ?? japanese[inherited(thing, english) ?? ''] ?? ofValue(thing.english)
  return own === undefined ? undefined : own + sentencesIn(thing.english).rest
}

/** The field of an interface that means the same: it is described there. */
export function inherited({ english: own, implemented }: Thing, english: ReadonlyMap<string, string>) {
  const { meaning } = sentencesIn(own)
  return implemented.find((it) => sentencesIn(english.get(it) ?? '').meaning === meaning && it in japanese)
}

/** All that has a description, in the order of the schema. */
export function thingsIn(introspected: IntrospectionQuery): readonly Thing[] {
  const things: Thing[] = []
  described(introspected, (thing) => {
    things.push(thing)
    return thing.english
  })
  return things
}

/** What a part of an introspected schema may have; of another kind of type it is null. */
interface Part {
  readonly name: string
  readonly description?: string | null | undefined
  readonly interfaces?: readonly Part[] | null
  readonly args?: readonly Part[] | null
  readonly fields?: readonly Part[] | null
  readonly inputFields?: readonly Part[] | null
  readonly enumValues?: readonly Part[] | null
}

function described(introspected: IntrospectionQuery, say: (thing: Thing) => string): IntrospectionQuery {
  const one = <T extends Part>(coordinate: string, part: T, interfaces: readonly Part[] = []): T => {
    const { name, description, args } = part
    const implemented = interfaces.map((it) => `${it.name}.${name}`)
    return {
      ...part,
      ...(description && { description: say({ coordinate, english: description, implemented }) }),
      ...(args && { args: args.map((arg) => one(`${coordinate}(${arg.name}:)`, arg)) }),
    }
  }
  const type = <T extends Part>(given: T): T => {
    // GraphQL's own types, by which schemas are asked for.
    if (given.name.startsWith('__')) return given
    const { name, interfaces, fields, inputFields, enumValues } = given
    const of = (parts: readonly Part[]) => parts.map((part) => one(`${name}.${part.name}`, part, interfaces ?? []))
    return {
      ...one(name, given),
      ...(fields && { fields: of(fields) }),
      ...(inputFields && { inputFields: of(inputFields) }),
      ...(enumValues && { enumValues: of(enumValues) }),
    }
  }
  const { types, directives } = introspected.__schema
  return {
    ...introspected,
    __schema: {
      ...introspected.__schema,
      types: types.map(type),
      directives: directives.map((it) => one(`@${it.name}`, it)),
    },
  }
}
