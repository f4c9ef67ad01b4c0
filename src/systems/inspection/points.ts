import type { Record } from '#kernel/entry/record.ts'
import type { Day } from '#kernel/rule/day.ts'

export type Point = { point: string; severity: string; owner?: string; due?: Day }
type Reply = { point: string; state: string; what?: string }
type Followed = { point: string; since: Day; state: string }

/** A point that still has to be put right, with the day of the visit on which it was first written. */
export type OpenPoint = Point & { since: Day }

/** Visits that stand, the eldest first. */
export const visitsOf = (records: readonly Record[]): Record[] =>
  records
    .filter(({ heads, state }) => heads.length > 0 && state !== 'cancelled')
    .sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1))

const keyOf = ({ body, stream }: Record): string => `${body['on']} ${body['arrived']} ${stream}`

export const pointsOf = ({ body }: Record): readonly Point[] => (body['points'] ?? []) as readonly Point[]
export const repliesOf = ({ body }: Record): readonly Reply[] => (body['replies'] ?? []) as readonly Reply[]

/**
 * What visits have asked for and nobody has seen done. A point is closed when a compliance that calls it done was
 * accepted, or when a later visit found it done; a remark asks for nothing.
 */
export function openPoints(records: readonly Record[]): OpenPoint[] {
  const open = new Map<string, OpenPoint>()
  for (const visit of visitsOf(records)) {
    for (const { point, state } of (visit.body['followed'] ?? []) as readonly Followed[])
      if (state === 'done') open.delete(point)
    for (const point of pointsOf(visit))
      if (point.severity !== 'note')
        open.set(point.point, { since: String(visit.body['on']), ...open.get(point.point), ...point })
    if (visit.state === 'closed')
      for (const { point, state } of repliesOf(visit)) if (state === 'done') open.delete(point)
  }
  return [...open.values()]
}

/** Open points whose time is over. */
export const overdue = (points: readonly OpenPoint[], today: Day): OpenPoint[] =>
  points.filter(({ due }) => due !== undefined && due < today)
