import type { Context } from '#kernel/define/context.ts'
import type { Definition, Member } from '#kernel/define/definition.ts'
import type { Name } from '#kernel/field/name.ts'
import { isDay } from '#kernel/rule/day.ts'
import { rollOn } from '#systems/common/roll.ts'

/**
 * Who stands on a sheet of marks: whom the definition says, else the roll of the class on the day where the body names
 * them, else all members of the need.
 */
export function membersOf(
  definition: Definition,
  name: string,
  need: string,
  context: Context,
  body: Readonly<Record<string, unknown>>,
): readonly Member[] {
  const own = definition.rolls[name]
  if (own) return own(context, body)
  const { on, group } = body
  const records = context.records(need)
  const roll = typeof group === 'string' && isDay(on) ? rollOn(records, String(on), group) : records
  return roll.map((record, i) => ({
    id: record.stream,
    roll: Number(record.body['roll'] ?? i + 1),
    names: record.body['name'] as Name | undefined,
  }))
}
