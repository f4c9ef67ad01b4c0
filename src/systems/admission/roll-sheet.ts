import type { Context } from '#kernel/define/context.ts'
import type { Sheet, Table } from '#kernel/define/sheet.ts'
import type { Name } from '#kernel/field/name.ts'
import { rollOn } from '../common/roll.ts'

/** The roll of a class section as it stands on a day, as the admission register's extract. */
export const classRoll: Sheet = {
  params: ['group', 'day'],
  table: (context: Context, { group, day }): Table => {
    const pupils = rollOn(context.records('pupils'), day!, group!)
    return {
      title: { label: 'sheets.roll' },
      columns: [
        { head: { label: 'fields.roll' }, align: 'end' },
        { head: { label: 'fields.no' }, align: 'end' },
        { head: { label: 'fields.name' }, tone: 'name' },
        { head: { label: 'fields.sex' } },
        { head: { label: 'fields.birth' } },
        { head: { label: 'fields.mother' } },
        { head: { label: 'fields.father' } },
      ],
      rows: pupils.map(({ body, stream }, i) => ({
        open: { stream },
        cells: [
          Number(body['roll'] ?? i + 1),
          (body['no'] as number | undefined) ?? null,
          body['name'] as Name,
          { label: `choices.sex.${String(body['sex'])}` },
          (body['birth'] as string | undefined) ?? null,
          (body['mother'] as Name | undefined) ?? null,
          (body['father'] as Name | undefined) ?? null,
        ],
      })),
    }
  },
}
