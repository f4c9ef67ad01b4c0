import type { Context } from '#kernel/define/context.ts'
import type { Line } from '#kernel/define/definition.ts'
import { head, nearestOfficer, type Who } from '#kernel/define/who.ts'
import type { Body, Record } from '#kernel/entry/record.ts'
import { flag, refuse } from '#kernel/error.ts'
import { addDays, type Day } from '#kernel/rule/day.ts'
import { awayDays } from '../common/away-days.ts'
import { clip, overlaps, type Period } from '#kernel/rule/period.ts'

type Leave = { case?: string; teacher: string; days: Period }

/**
 * Days of leave that a period costs. Where the pack says that holidays inside count (`leave.casual.countHolidays`),
 * every day between the first and the last working day does; elsewhere working days alone.
 */
export function leaveDays(period: Period, context: Context): number {
  const days = daysOf(period)
  const working = days.filter((day) => context.dayView(day).open)
  if (!context.rate<boolean>('leave.casual.countHolidays', period.from) || working.length === 0) return working.length
  return days.indexOf(working.at(-1)!) - days.indexOf(working[0]!) + 1
}

/**
 * What is left of a year before this case: entitled, granted in this year so far, and how often. Leave over New Year is
 * charged to each of the two years with its own days.
 */
export function balanceOf(
  leave: Leave,
  context: Context,
  year = leave.days.from.slice(0, 4),
): { entitled: number; used: number; times: number; left: number } {
  const entitled = context.rate('leave.casual.days', later(leave.days.from, `${year}-01-01`)) ?? 0
  const granted = others(leave, context).flatMap((r) =>
    r.state === 'granted' ? (within(daysField(r), year) ?? []) : [],
  )
  const used = granted.reduce((sum, days) => sum + leaveDays(days, context), 0)
  return { entitled, used, times: granted.length, left: entitled - used }
}

/** The years that a period touches, and the part of it that lies in one. */
const yearsOf = ({ from, to }: Period): string[] => [...new Set([from.slice(0, 4), to.slice(0, 4)])]

const within = (days: Period, year: string): Period | undefined =>
  clip(days, { from: `${year}-01-01`, to: `${year}-12-31` })

const later = (a: Day, b: Day): Day => (a > b ? a : b)

export function enoughDays(leave: Leave, context: Context) {
  const asked = leaveDays(leave.days, context)
  if (asked === 0) return refuse('LEAVE_NO_WORKING_DAY', { from: leave.days.from, to: leave.days.to }, '/days')
  const short = yearsOf(leave.days)
    .map((year) => ({
      asked: leaveDays(within(leave.days, year)!, context),
      left: balanceOf(leave, context, year).left,
    }))
    .find((part) => part.asked > part.left)
  return !short || refuse('LEAVE_BALANCE_SHORT', short, '/days')
}

/** The most days at a stretch, where the pack has such a limit. */
export function stretchKept(leave: Leave, context: Context) {
  const most = context.rate('leave.casual.stretch', leave.days.from)
  const asked = leaveDays(leave.days, context)
  return most === undefined || asked <= most || refuse('LEAVE_STRETCH_LONG', { asked, most }, '/days')
}

export function noOverlap(leave: Leave, context: Context) {
  const other = [...others(leave, context), ...context.records('other')].find(
    (r) => ['granted', 'asked', 'joined'].includes(r.state) && overlaps(awayDays(r.body), leave.days),
  )
  return (
    other === undefined || refuse('LEAVE_OVERLAPS', { from: daysField(other).from, to: daysField(other).to }, '/days')
  )
}

/** Casual leave between two holidays is unusual and is marked; the one who decides sees it. */
export function notSandwiched(leave: Leave, context: Context) {
  const isClosed = (day: Day) => !context.dayView(day).open
  const isBetween = isClosed(addDays(leave.days.from, -1)) && isClosed(addDays(leave.days.to, 1))
  return !isBetween || flag('LEAVE_BETWEEN_HOLIDAYS', { from: leave.days.from, to: leave.days.to }, '/days')
}

/** One asks leave from the school at which one is posted. */
export function ownSchool(leave: Leave, context: Context) {
  const isHere = context.staff().some((s) => s.person === leave.teacher)
  return isHere || refuse('LEAVE_NOT_POSTED_HERE', {}, '/teacher')
}

/**
 * Who decides: the head for her teachers up to the days she may grant (`leave.casual.headDays`); the officer above for
 * longer leave, for the head herself, and where the school has no head.
 */
export function sanctioner(_record: Record | undefined, body: Body, context: Context): readonly Who[] {
  const leave = body as unknown as Leave
  const asker = context.staff().find((s) => s.person === leave.teacher)
  const hasHead = context.staff().some((s) => s.role === 'head' && s.person !== leave.teacher)
  const most = context.rate('leave.casual.headDays', leave.days.from)
  const isLong = most !== undefined && leaveDays(leave.days, context) > most
  return asker?.role === 'head' || !hasHead || isLong ? [nearestOfficer] : [head]
}

/** How the balance came about, line by line, for the one who asks and the one who decides. */
export function balanceLines(record: Record, context: Context): readonly Line[] {
  const leave = record.body as unknown as Leave
  if (!leave.days) return []
  return yearsOf(leave.days).flatMap((year): Line[] => {
    const { entitled, used, times, left } = balanceOf(leave, context, year)
    const asked = leaveDays(within(leave.days, year)!, context)
    return [
      { label: 'explain.entitled', value: entitled, facts: { year: Number(year) } },
      { label: 'explain.used', value: -used, facts: { times } },
      { label: 'explain.asked', value: -asked },
      { label: 'explain.left', value: left - asked, total: true },
    ]
  })
}

const others = (leave: Leave, context: Context): Record[] =>
  context.records('mine').filter((r) => r.body['teacher'] === leave.teacher && r.stream !== leave.case)

const daysField = (record: Record): Period => record.body['days'] as Period

function daysOf(period: Period): Day[] {
  const days: Day[] = []
  for (let day = period.from; day <= period.to; day = addDays(day, 1)) days.push(day)
  return days
}
