import type { Cell, Sheet, Table } from '#kernel/define/sheet.ts'
import type { Name } from '#kernel/field/name.ts'
import { openPoints, pointsOf, repliesOf, visitsOf } from './points.ts'

/** The inspection register of a year: a line for each point with the compliance, as the paper book is read. */
export const book: Sheet = {
  params: ['year'],
  table: (context, { year }): Table => ({
    title: { label: 'sheets.book' },
    columns: [
      { head: { label: 'fields.on' } },
      { head: { label: 'fields.inspector' }, tone: 'name' },
      { head: { label: 'fields.rank' } },
      { head: { label: 'fields.arrived' } },
      { head: { label: 'fields.left' } },
      { head: { label: 'fields.points.point' } },
      { head: { label: 'fields.points.severity' } },
      { head: { label: 'fields.points.owner' } },
      { head: { label: 'fields.points.due' } },
      { head: { label: 'cells.compliance' } },
      { head: { label: 'cells.state' } },
    ],
    rows: visitsOf(context.records('visits'))
      .filter(({ body }) => String(body['on']).startsWith(year!))
      .flatMap((visit) => {
        const { body, stream, state } = visit
        const replies = new Map(repliesOf(visit).map((reply) => [reply.point, reply]))
        const lines = pointsOf(visit).length > 0 ? pointsOf(visit) : [undefined]
        return lines.map((line, i) => {
          const reply = line && replies.get(line.point)
          const first: Cell[] = [
            String(body['on']),
            { field: 'inspector', value: body['inspector'] },
            (body['rank'] as Name | undefined) ?? null,
            { field: 'arrived', value: body['arrived'] },
            { field: 'left', value: body['left'] },
          ]
          return {
            open: { stream },
            cells: [
              ...(i === 0 ? first : first.map(() => null)),
              line?.point ?? (body['remark'] as string | undefined) ?? null,
              line ? { field: 'points.severity', value: line.severity } : null,
              line?.owner ?? null,
              line?.due ?? null,
              reply ? (reply.what ?? { field: 'replies.state', value: reply.state }) : null,
              { label: `states.${state}` },
            ],
          }
        })
      }),
  }),
}

/** Points that wait, those whose time is over first. */
export const openSheet: Sheet = {
  params: ['day'],
  table: (context, { day }): Table => ({
    title: { label: 'sheets.open' },
    columns: [
      { head: { label: 'fields.followed.since' } },
      { head: { label: 'fields.points.point' }, tone: 'name' },
      { head: { label: 'fields.points.severity' } },
      { head: { label: 'fields.points.owner' } },
      { head: { label: 'fields.points.due' } },
    ],
    rows: openPoints(context.records('visits').filter(({ body }) => String(body['on'] ?? '') <= day!))
      .sort((a, b) => ((a.due ?? '9999') < (b.due ?? '9999') ? -1 : 1))
      .map(({ since, point, severity, owner, due }) => ({
        cells: [since, point, { field: 'points.severity', value: severity }, owner ?? null, due ?? null],
        tones: [undefined, undefined, undefined, undefined, due !== undefined && due < day! ? 'bad' : undefined],
      })),
  }),
}
