import { readFileSync } from 'node:fs'
import type { OperationDefinitionNode } from 'graphql'
import type { ClientOperation } from './operations.ts'

type Values = Readonly<Record<string, unknown>>

/** Values of variables by the names of operations, as `--variables` names a file of them. */
export type GivenVariables = ReadonlyMap<string, Values>

/** Throws where it says something of an operation or a variable that there is none of. */
export function readVariables(file: string, operations: readonly ClientOperation[]): GivenVariables {
  const byOperation = objectIn(parsed(file), file, 'it must be one object, {"<operation>": {"<variable>": …}, …}')
  const known = new Map(operations.map(({ name, document }) => [name, variablesIn(document.definitions[0])]))
  const given = Object.entries(byOperation).map(([name, values]) => {
    const variables = known.get(name)
    if (!variables) throw wrong(file, `there is no operation ${name}; those are ${[...known.keys()].join(', ')}`)
    const object = objectIn(values, file, `what stands under ${name} must be an object of values by variable`)
    const stranger = Object.keys(object).find((it) => !variables.includes(it))
    if (stranger !== undefined)
      throw wrong(file, `${name} has no variable ${stranger}; it has ${variables.join(', ') || 'none'}`)
    return [name, object] as const
  })
  return new Map(given)
}

function variablesIn(definition: unknown): readonly string[] {
  const { variableDefinitions = [] } = definition as OperationDefinitionNode
  return variableDefinitions.map(({ variable }) => variable.name.value)
}

function objectIn(value: unknown, file: string, mistake: string): Values {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw wrong(file, mistake)
  return value as Values
}

function parsed(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as unknown
  } catch (cause) {
    throw wrong(file, cause instanceof Error ? cause.message : String(cause), cause)
  }
}

function wrong(file: string, reason: string, cause?: unknown): Error {
  return new Error(`--variables ${file} cannot be used: ${reason}.`, { cause })
}
