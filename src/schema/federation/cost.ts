import { getNamedType, type GraphQLField, type GraphQLObjectType } from 'graphql'
import { caseEndpoints, carries, type Fact } from '../../sources/jpo/choose.ts'
import { type Endpoint, endpoints } from '../../sources/jpo/endpoints.ts'
import { isList, usualLength } from '../lists.ts'
import { factsOf, type FieldCost, type TypeCost } from '../selection.ts'

/**
 * What a gateway that counts costs (@cost) is told, from the same extensions that prices are described by: a call weighs
 * by what it is of its endpoint's day (handbook 表1), the cheapest one as much as a list of the usual length.
 */
const CHEAPEST = 400

function weightOf(endpoint: Endpoint): number {
  return (usualLength * CHEAPEST) / endpoints[endpoint].handbookLimit
}

/** By the endpoint with the largest day that tells it. */
function weightOfFact(fact: Fact): number {
  return Math.min(...caseEndpoints.filter((it) => carries(it, fact)).map(weightOf))
}

/** The weight of each object of a type, of what its fields share; undefined: as any other's. */
export function typeWeight({ extensions }: { readonly extensions: TypeCost }): number | undefined {
  const { fact, asks } = extensions.shares ?? {}
  return fact || asks ? (fact ? weightOfFact(fact) : 0) + (asks ? weightOf(asks) : 0) : undefined
}

/**
 * The weight of a field, beyond what its object and the one that it returns weigh; undefined where it asks for nothing
 * more. Gateways multiply it by the length of a list, but the call is one for all of it.
 */
export function fieldWeight(type: GraphQLObjectType, field: GraphQLField<unknown, unknown>): number | undefined {
  const { finds = [], asks } = field.extensions as FieldCost
  const { sure, maybe } = factsOf(type, field)
  const counted = [type, getNamedType(field.type)].map((it) => (it.extensions as TypeCost).shares)
  const [surely = [], perhaps = [], found = []] = [sure, maybe, finds].map((facts) =>
    facts.filter((fact) => !counted.some((shares) => shares?.fact === fact)).map(weightOfFact),
  )
  const asked = asks && !counted.some((shares) => shares?.asks === asks) ? weightOf(asks) : 0
  // Of several calls of which what is found decides, one.
  const weight = sum(surely) + Math.max(0, ...perhaps) + Math.max(0, ...found) + asked
  if (weight === 0) return undefined
  return isList(field.type) ? Math.ceil(weight / usualLength) : weight
}

function sum(weights: readonly number[]): number {
  return weights.reduce((total, weight) => total + weight, 0)
}
