import { defaultFieldResolver, type GraphQLSchema, isObjectType } from 'graphql'
import type { Caller, Scope } from '../auth/callers/caller.ts'
import { Forbidden } from '../errors.ts'
import type { Context } from './builder.ts'
import type { FieldCost } from './selection.ts'

/** Stops each field that its caller has no scope for before its resolver: nothing is looked for, nothing is spent. */
export function guardScopes(schema: GraphQLSchema): GraphQLSchema {
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isObjectType(type)) continue
    for (const field of Object.values(type.getFields())) {
      const { scope }: FieldCost = field.extensions
      const { resolve = defaultFieldResolver } = field
      if (!scope) continue
      field.resolve = (parent, args, context: Context, info) => {
        requireScope(context, scope)
        return resolve(parent, args, context, info)
      }
    }
  }
  return schema
}

export function requireScope({ caller }: { readonly caller: Caller }, scope: Scope): void {
  if (!caller.scopes.has(scope)) throw new Forbidden(caller.name, scope)
}
