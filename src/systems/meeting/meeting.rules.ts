import type { Context } from '#kernel/define/context.ts'
import type { Expected, Member } from '#kernel/define/definition.ts'
import type { Body, Record } from '#kernel/entry/record.ts'
import { flag, refuse } from '#kernel/error.ts'
import type { Name } from '#kernel/field/name.ts'
import { daysOfMonth, isDay, monthOf, type Day } from '#kernel/rule/day.ts'
import { membersOn } from '../common/committee.ts'

type Page = { kind: string; on: Day; present: { readonly [member: string]: string }; confirmedOn?: Day }

/** Who is called: the members of the committee whose meeting it is, else the staff of the school. */
export function invited(context: Context, body: Body): Member[] {
  const on = isDay(body['on']) ? String(body['on']) : context.today
  const members = membersOn(context.records('members'), String(body['kind']), on)
  return members.length > 0
    ? members.map((m, i) => ({ id: m.stream, roll: i + 1, names: m.body['name'] as Name | undefined }))
    : context.staff().map((s, i) => ({ id: s.person, roll: i + 1, names: s.names }))
}

/** How many must come for a committee to resolve: a dated share of its members, rounded up. */
export function quorumOf(kind: string, on: Day, context: Context): number {
  const percent = context.rate('meeting.quorumPercent', on) ?? 0
  return Math.ceil((membersOn(context.records('members'), kind, on).length * percent) / 100)
}

/** A meeting with too few members is written down as it was, and marked; its resolutions say so too. */
export function quorumKept(page: Page, context: Context) {
  const needed = quorumOf(page.kind, page.on, context)
  const members = membersOn(context.records('members'), page.kind, page.on)
  const present = members.filter((m) => page.present?.[m.stream] === 'P').length
  return present >= needed || flag('MEETING_NO_QUORUM', { present, needed }, '/present')
}

/** Minutes are confirmed by the meeting that follows, which must have been held. */
export function nextThere(page: Page, context: Context) {
  const { confirmedOn } = page
  if (confirmedOn === undefined) return true
  const isHeld = context
    .records('meetings')
    .some((m) => m.heads.length > 0 && m.body['kind'] === page.kind && m.body['on'] === confirmedOn)
  return (confirmedOn > page.on && isHeld) || refuse('MEETING_NEXT_MISSING', { day: confirmedOn }, '/confirmedOn')
}

const ofMonth = (kind: string, on: Day, context: Context): Record[] =>
  context
    .records('meetings')
    .filter((m) => m.heads.length > 0 && m.body['kind'] === kind && monthOf(String(m.body['on'])) === monthOf(on))
    .sort((a, b) => (String(a.body['on']) < String(b.body['on']) ? -1 : 1))

/** Kinds of which the pack asks one a month. */
const monthly = (context: Context, on: Day): readonly string[] =>
  context.rate<readonly string[]>('meeting.monthly', on) ?? []

/** A month with two meetings is one month with a meeting. */
export function firstOfMonth(record: Record, context: Context): number {
  const kind = String(record.body['kind'])
  const on = String(record.body['on'])
  if (record.heads.length === 0 || !monthly(context, on).includes(kind)) return 0
  const earlier = ofMonth(kind, on, context).find((m) => m.stream !== record.stream && String(m.body['on']) < on)
  return earlier ? 0 : 1
}

/** An earlier meeting of the month, written down later, takes the count. */
export function monthOfMeeting(_before: Record | undefined, { stream }: Record): { from: Day; to: Day } {
  const days = daysOfMonth(monthOf(stream.slice(-10)))
  return { from: days[0]!, to: days.at(-1)! }
}

/** One meeting of each monthly kind until the month is over. */
export function expectedMeetings(context: Context, day: Day): Expected[] {
  const by = daysOfMonth(monthOf(day)).at(-1)!
  return monthly(context, day).map((kind) => {
    const on = String(ofMonth(kind, day, context)[0]?.body['on'] ?? day)
    return { stream: `${kind}/${on}`, preset: { kind, on }, label: { kind }, by }
  })
}
