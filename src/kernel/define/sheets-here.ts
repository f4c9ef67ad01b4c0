import type { Context } from './context.ts'
import type { Definition } from './definition.ts'

/** The sheets of a definition that this school system has. */
export const sheetsHere = (definition: Definition, context: Context | undefined): string[] =>
  Object.keys(definition.sheets).filter((name) => {
    const { isFor } = definition.sheets[name]!
    return !isFor || (context !== undefined && isFor(context))
  })
