import { type DocumentNode, Kind, type OperationDefinitionNode, parse } from 'graphql'

/** What would be asked about: the text, and which of its operations. */
export interface Asked {
  readonly document: string
  readonly operationName: string | null
  readonly variables: Readonly<Record<string, unknown>>
}

/** The operation at this place of the text, else the last one before it; null where there is none, or none that can be read. */
export function operationAt(text: string, offset: number): OperationDefinitionNode | null {
  const operations = (readable(text)?.definitions ?? []).filter((node) => node.kind === Kind.OPERATION_DEFINITION)
  return operations.findLast(({ loc }) => loc && loc.start <= offset) ?? operations[0] ?? null
}

function readable(text: string): DocumentNode | null {
  try {
    return parse(text)
  } catch {
    return null
  }
}

/** The variables of the editor beneath; empty where they are no object yet. */
export function variablesIn(text: string | null | undefined): Readonly<Record<string, unknown>> {
  try {
    const read: unknown = JSON.parse(text ?? '')
    return read !== null && typeof read === 'object' && !Array.isArray(read) ? { ...read } : {}
  } catch {
    return {}
  }
}
