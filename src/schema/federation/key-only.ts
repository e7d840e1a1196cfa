import type { GraphQLResolveInfo } from 'graphql'
import { fieldsBelow } from '../look-ahead.ts'

/** Whether the operation selects of the object no more than these fields, which its key alone tells. */
export function asksOnly(fields: readonly string[], info: GraphQLResolveInfo, typeName: string): boolean {
  return [...fieldsBelow(info, typeName)].every(({ field }) => fields.includes(field.name))
}

/** An object made of what its key tells, for `asksOnly`: that anything else is read of it would be a defect. */
export function keyOnly<T extends object>(told: Partial<T>): T {
  return new Proxy(told, {
    get(target, name) {
      if (name in target || typeof name === 'symbol' || name === 'then') return Reflect.get(target, name) as unknown
      throw new Error(`'${name}' is read of an object of which only the key was looked at`)
    },
  }) as T
}
