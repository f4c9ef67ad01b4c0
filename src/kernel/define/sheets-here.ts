import type { Context } from './context.ts'
import type { Definition } from './definition.ts'

/** The sheets of a definition that this school system has and that the reader's role opens. */
export const sheetsHere = (definition: Definition, context: Context | undefined): string[] =>
  Object.keys(definition.sheets).filter((name) => {
    const { isFor, isOwn } = definition.sheets[name]!
    if (!context) return !isFor
    return (isOwn || definition.read.includes(context.actor.role)) && (!isFor || isFor(context))
  })
