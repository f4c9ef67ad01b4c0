import type { Record as Folded } from '../entry/record.ts'
import type { Context } from './context.ts'
import type { Definition } from './definition.ts'

/** Steps of a system that can be taken on many at once, in the definition's order. */
export const bulkSteps = (definition: Definition): string[] =>
  Object.keys(definition.steps).filter((name) => definition.steps[name]!.bulk !== undefined)

/** Records on which such a step is open and not yet taken, of one value of its field where it has one. */
export function bulkRecords<R extends Folded>(
  { steps }: Definition,
  step: string,
  records: readonly R[],
  context: Context,
  value?: string,
): R[] {
  const { from, bulk } = steps[step]!
  return records.filter(
    (record) =>
      record.heads.length > 0 &&
      from.includes(record.state) &&
      (bulk?.by === undefined || value === undefined || record.body[bulk.by] === value) &&
      bulk?.isDone?.(record, context) !== true,
  )
}
