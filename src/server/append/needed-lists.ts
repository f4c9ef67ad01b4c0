import type { Definition } from '#kernel/define/definition.ts'
import type { Record as Folded } from '#kernel/entry/record.ts'
import { addDays, type Day } from '#kernel/rule/day.ts'
import { fromRows } from '../db/doc.ts'
import type { Client } from '../db/pool.ts'
import type { Directory } from '../directory.ts'

/** How far back sheets look at pages that are dated by their day. */
const DAYS_BACK = 130

/**
 * The records that a definition needs at an office, by the name of the need; dated ones of some months up to a day.
 * `line` is the office and all above it. For one page its `subject` is told: what is needed of her comes from wherever
 * it is kept, and nobody else's with it; a sheet of many has that of the whole office.
 */
export async function neededLists(
  client: Client,
  definition: Definition,
  line: readonly string[],
  last: Day,
  { back = DAYS_BACK, subject }: { back?: number; subject?: string } = {},
): Promise<(need: string) => readonly Folded[]> {
  const lists = new Map<string, readonly Folded[]>()
  for (const [name, need] of Object.entries(definition.needs)) {
    const isDated = need.of === 'day'
    const { rows } = await (need.of === 'subject' && subject !== undefined
      ? client.query('select doc from record where subject = $1 and system = $2', [subject, need.system])
      : client.query(
          'select doc from record where office = any($1) and system = $2 and ($3::date is null or on_day between $3 and $4)',
          [
            need.of === 'above' ? line : [line[0]],
            need.system,
            isDated ? addDays(last, -back) : null,
            isDated ? last : null,
          ],
        ))
    lists.set(name, fromRows(rows))
  }
  return (need) => lists.get(need) ?? []
}

/** The records of some needs of a definition at many offices, by office and need. */
export async function neededAt(
  client: Client,
  definition: Definition,
  needs: readonly string[],
  offices: readonly string[],
): Promise<(office: string, need: string) => readonly Folded[]> {
  const systemOf = (need: string): string | undefined => definition.needs[need]?.system
  const { rows } = await client.query('select doc from record where office = any($1) and system = any($2)', [
    offices,
    needs.map(systemOf),
  ])
  const found = new Map<string, Folded[]>()
  for (const record of fromRows(rows)) {
    const key = `${record.office} ${record.system}`
    const list = found.get(key)
    if (list) list.push(record)
    else found.set(key, [record])
  }
  return (office, need) => found.get(`${office} ${systemOf(need)}`) ?? []
}

/** An office and all above it, by id. */
export const lineOf = (directory: Directory, office: string): string[] => directory.upward(office).map(({ id }) => id)
