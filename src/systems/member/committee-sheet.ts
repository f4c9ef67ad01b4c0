import type { Sheet, Table } from '#kernel/define/sheet.ts'
import type { Name } from '#kernel/field/name.ts'
import { chairOn, membersOn } from '../common/committee.ts'

/** The committee as it sits on a day, beside what the rules ask of it: size, parents, women, a chair. */
export const committeeSheet: Sheet = {
  params: ['day'],
  table: (context, { day }): Table => {
    const members = membersOn(context.records('members'), 'smc', day!)
    const count = (isOne: (body: { [key: string]: unknown }) => boolean) => members.filter((m) => isOne(m.body)).length
    return {
      title: { label: 'cells.committeeOn', facts: { day: day! } },
      columns: [
        { head: { label: 'cells.no' }, align: 'end' },
        { head: { label: 'fields.name' }, tone: 'name' },
        { head: { label: 'fields.seat' } },
        { head: { label: 'fields.kind' } },
        { head: { label: 'fields.sex' } },
        { head: { label: 'fields.from' } },
      ],
      rows: members.map(({ stream, body }, i) => ({
        open: { stream },
        cells: [
          i + 1,
          body['name'] as Name,
          { field: 'seat', value: body['seat'] },
          { field: 'kind', value: body['kind'] },
          { field: 'sex', value: body['sex'] },
          String(body['from']),
        ],
      })),
      notes: [
        {
          label: 'cells.composition',
          facts: {
            members: members.length,
            size: context.rate('committee.size', day!) ?? 0,
            parents: count((body) => body['kind'] === 'parent'),
            leastParents: context.rate('committee.parents', day!) ?? 0,
            women: count((body) => body['sex'] === 'female'),
            percent: context.rate('committee.womenPercent', day!) ?? 0,
          },
        },
        ...(chairOn(members, 'smc', day!) ? [] : [{ label: 'cells.chairVacant' }]),
      ],
    }
  },
}
