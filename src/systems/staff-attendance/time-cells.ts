import type { Context } from '#kernel/define/context.ts'
import type { Cell } from '#kernel/define/sheet.ts'
import type { Record } from '#kernel/entry/record.ts'
import type { Point } from '#kernel/field/point.ts'

/** Columns of a day's page as the fact book lists them (R1), behind the name. */
export const timeColumns = [
  { head: { label: 'cells.arrival' }, align: 'center' },
  { head: { label: 'cells.departure' }, align: 'center' },
  { head: { label: 'cells.status' } },
  { head: { label: 'cells.late' } },
  { head: { label: 'cells.via' } },
  { head: { label: 'cells.accuracy' }, align: 'end' },
] as const

/** Arrival, departure, status, late reason, capture mode and accuracy of the place, in that order. */
export function timeCells(context: Context, page: Record | undefined, status: Cell): Cell[] {
  const body = page?.body ?? {}
  const place = body['place'] as Point | undefined
  return [
    timeOf(context, body['in']),
    timeOf(context, body['out']),
    status,
    body['late'] === undefined ? null : { field: 'late', value: body['late'] },
    body['via'] === undefined ? null : { field: 'via', value: body['via'] },
    place?.accuracy ?? null,
  ]
}

const timeOf = (context: Context, at: unknown): Cell =>
  typeof at === 'string' ? context.clock(Date.parse(at)).time : null
