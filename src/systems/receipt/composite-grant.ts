import type { Context } from '#kernel/define/context.ts'
import type { Line } from '#kernel/define/definition.ts'
import type { Record } from '#kernel/entry/record.ts'
import type { Day } from '#kernel/rule/day.ts'
import { rollsOn } from '../common/roll.ts'

/** A step of the composite grant: so much a year for a school of up to so many pupils; the last has no upper end. */
type Slab = { upTo?: number; paisa: number }

/** The grant of a year by the enrolment of a day; undefined where the pack has no slabs. */
export function slabOf(enrolled: number, on: Day, context: Context): number | undefined {
  const slabs = context.rate<readonly Slab[]>('money.compositeGrant', on)
  return slabs?.find(({ upTo }) => upTo === undefined || enrolled <= upTo)?.paisa
}

/** What a composite grant's page is measured by: pupils, the year's grant for so many, and what of it has come. */
export function grantLines(record: Record, context: Context): readonly Line[] {
  const { head, kind, on, amount } = record.body as { head?: string; kind?: string; on?: Day; amount?: number }
  if (head !== 'composite' || (kind !== 'grant' && kind !== 'limit') || on === undefined) return []
  const enrolled = [...rollsOn(context.records('pupils'), on).values()].reduce((sum, pupils) => sum + pupils.size, 0)
  const whole = slabOf(enrolled, on, context)
  if (whole === undefined) return []
  const year = context.yearOf('money-year', on)
  const before = context
    .records('receipts')
    .filter(({ stream, heads, body }) => heads.length > 0 && stream !== record.stream && body['head'] === head)
    .filter(({ body }) => ['grant', 'limit'].includes(String(body['kind'])))
    .filter(({ body }) => context.yearOf('money-year', String(body['on'])) === year)
    .reduce((sum, { body }) => sum + Number(body['amount']), 0)
  return [
    { label: 'explain.enrolled', value: enrolled },
    { label: 'explain.slab', value: whole, unit: 'paisa' },
    { label: 'explain.came', value: -before - (amount ?? 0), unit: 'paisa' },
    { label: 'explain.toCome', value: whole - before - (amount ?? 0), unit: 'paisa', total: true },
  ]
}
