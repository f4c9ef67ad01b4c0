/** Who sits on a committee on a day, as the register of members tells it. */
import type { Record } from '#kernel/entry/record.ts'
import type { Day } from '#kernel/rule/day.ts'

/** The members of a committee on a day, the chair first, then in the order in which they came. */
export function membersOn(members: readonly Record[], committee: string, day: Day): Record[] {
  return members
    .filter((m) => m.heads.length > 0 && m.body['committee'] === committee && sits(m, day))
    .sort((a, b) => rank(a) - rank(b) || (a.stream < b.stream ? -1 : 1))
}

/** The chair of a committee on a day; undefined while the seat is vacant. */
export const chairOn = (members: readonly Record[], committee: string, day: Day): Record | undefined =>
  membersOn(members, committee, day).find((m) => m.body['seat'] === 'chair')

const SEATS = ['chair', 'vice-chair', 'secretary', 'member']

const rank = (member: Record): number => SEATS.indexOf(String(member.body['seat']))

function sits({ body }: Record, day: Day): boolean {
  const ends = [body['until'], body['leftOn']].filter((end) => typeof end === 'string')
  return String(body['from']) <= day && ends.every((end) => day <= end)
}
