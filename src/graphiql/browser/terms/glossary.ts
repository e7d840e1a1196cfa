import { type GraphQLField, type GraphQLNamedType, type GraphQLSchema, isInterfaceType, isObjectType } from 'graphql'

/** A Japanese term, and what of the graph is called so. */
export interface Term {
  readonly term: string
  /** Type, or Type.field. */
  readonly name: string
  readonly type: GraphQLNamedType
  readonly field: GraphQLField<unknown, unknown> | null
}

/** Words of the office in the descriptions: kanji with what stands between them; short enough to be a term. */
const TERM = /[\p{Script=Han}\p{Script=Katakana}][\p{Script=Han}\p{Script=Katakana}\p{Script=Hiragana}ー・々]{1,19}/gu

/** `english`: the descriptions by coordinate, where the schema has them in Japanese. */
export function glossaryOf(schema: GraphQLSchema, english: ReadonlyMap<string, string> = new Map()): readonly Term[] {
  const types = Object.values(schema.getTypeMap()).filter(({ name }) => !name.startsWith('__'))
  const terms = types.flatMap((type) => {
    const own = termsIn(english.get(type.name) ?? type.description).map((term) => ({
      term,
      name: type.name,
      type,
      field: null,
    }))
    const fields = isObjectType(type) || isInterfaceType(type) ? Object.values(type.getFields()) : []
    return [
      ...own,
      ...fields.flatMap((field) => {
        const name = `${type.name}.${field.name}`
        return termsIn(english.get(name) ?? field.description).map((term) => ({ term, name, type, field }))
      }),
    ]
  })
  const order = new Intl.Collator('ja')
  return terms.toSorted((a, b) => order.compare(a.term, b.term) || a.name.localeCompare(b.name))
}

function termsIn(description: string | null | undefined): string[] {
  return [...new Set(description?.match(TERM))]
}

/** By either language; all of it for nothing. */
export function found(terms: readonly Term[], wish: string): readonly Term[] {
  const text = wish.trim().toLowerCase()
  return terms.filter(({ term, name }) => term.includes(text) || name.toLowerCase().includes(text))
}
