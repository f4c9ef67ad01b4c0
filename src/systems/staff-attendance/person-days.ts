import type { Context, StaffView } from '#kernel/define/context.ts'
import type { Record } from '#kernel/entry/record.ts'
import type { Day } from '#kernel/rule/day.ts'
import { leaves } from '../common/away-causes.ts'
import { awayOn, isAbsent, isExcused, isFreeDay, isOpenCase, marksHere, partOf } from '../common/staff-day.ts'
import { isLate, isWithin } from './staff-attendance.rules.ts'

/**
 * What a day of a person was, as the register writes it. Present, late (which is present), half a day, the kinds of
 * leave, duty, absent by a person's decision, excused by the area's outage, a notice not decided, or nobody's word yet.
 */
export type DayMark =
  'P' | 'T' | 'H' | 'CL' | 'ML' | 'CCL' | 'MAT' | 'EL' | 'OL' | 'D' | 'A' | 'E' | 'N' | 'open' | 'free' | 'none'

const LEAVE: { readonly [cause: string]: DayMark } = {
  'casual-leave': 'CL',
  medical: 'ML',
  'child-care': 'CCL',
  maternity: 'MAT',
  earned: 'EL',
  'other-leave': 'OL',
}

/** Counted as at work: there, late, half a day, on duty. */
export const isAtWork = (mark: DayMark): boolean => mark === 'P' || mark === 'T' || mark === 'H' || mark === 'D'

export const isLeave = (mark: DayMark): boolean => Object.values(LEAVE).includes(mark)

/** The days of people, looked up in what the register and its neighbours say; made once for a sheet. */
export class PersonDays {
  private readonly context: Context
  private readonly pages: ReadonlyMap<string, Record>
  private readonly absences: ReadonlyMap<string, Record>

  constructor(context: Context) {
    this.context = context
    this.pages = byStream(context.records('pages'))
    this.absences = byStream(context.records('absences'))
  }

  pageOf(person: string, day: Day): Record | undefined {
    return this.pages.get(`${day}/${person}`)
  }

  /** Leave or duty comes before an absence that was written first, and a mark of arrival before both. */
  markOf(who: StaffView, day: Day): DayMark {
    const { context } = this
    if (!context.postedOn(day).some((one) => one.person === who.person && marksHere(one))) return 'none'
    const page = this.pageOf(who.person, day)
    if (page) return page.body['half'] ? 'H' : isLate(page.body, context) && !isWithin(page.body, context) ? 'T' : 'P'
    if (isFreeDay(context, who, day)) return 'free'
    const away = awayOn(context.records('aways'), who.person, day)
    if (away && partOf(away) === 'whole') return markOfCause(String(away.body['cause']))
    const absence = this.absences.get(`${day}/${who.person}`)
    if (absence && isAbsent(absence)) return 'A'
    if (absence?.state === 'excused' || isExcused(context.records('outages'), day)) return 'E'
    if (absence && isOpenCase(absence)) return 'N'
    return day > context.today ? 'none' : 'open'
  }
}

/** Everybody who marks here and was posted on any of these days, in the order of the office. */
export function peopleOn(context: Context, days: readonly Day[]): StaffView[] {
  const found = new Map<string, StaffView>()
  for (const day of days)
    for (const one of context.postedOn(day)) if (marksHere(one) && !found.has(one.person)) found.set(one.person, one)
  return [...found.values()]
}

const markOfCause = (cause: string): DayMark => ((leaves as readonly string[]).includes(cause) ? LEAVE[cause]! : 'D')

const byStream = (records: readonly Record[]): ReadonlyMap<string, Record> =>
  new Map(records.filter((one) => one.heads.length > 0).map((one) => [one.stream, one]))
