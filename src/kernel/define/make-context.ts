import type { Name } from '../field/name.ts'
import type { Pack } from '../pack.ts'
import { rateOn } from '../rule/dated-rate.ts'
import { weekday, type Day } from '../rule/day.ts'
import { dayIn } from '../rule/day-in.ts'
import { timeIn } from '../rule/time-in.ts'
import type { Record as Folded } from '../entry/record.ts'
import { yearOf, yearStart } from '../rule/year.ts'
import type { Context, DayView, LineOffice, OfficeView, StaffView } from './context.ts'
import { lockOf, type Closing } from './lock.ts'
import type { Actor, Role } from './who.ts'

/** A day declared closed (or open again) by an office at or above this one, as folded from its register. */
export type DeclaredDay = { day: Day; open: boolean; names: Name; only?: string }

/** What a context is made of: plain data that the server reads from its tables and a phone keeps from its last sync. */
export type ContextData = {
  office: OfficeView
  pack: Pick<
    Pack,
    'id' | 'weekly' | 'holidays' | 'rates' | 'groups' | 'timeZone' | 'digits' | 'yearStart' | 'moneyYearStart' | 'lists'
  >
  declared: readonly DeclaredDay[]
  /** Everybody posted here now, who left of late, and who is to come. */
  staff: readonly StaffView[]
  /** For each role the nearest office above in which it is filled. */
  nearest: Readonly<Partial<Record<Role, string>>>
  /** The office and all above it; missing in a copy that an older version left on a phone. */
  line?: readonly LineOffice[]
  /** The last day of the month that the pack's lock day has closed. */
  lockedUntil?: Day
  /** Missing in a copy that an older version left on a phone. */
  closings?: readonly Closing[]
}

/** Builds what checks look at; server and phone use this one function, so that they judge alike. */
export function makeContext(
  data: ContextData,
  actor: Actor,
  nowMs: number,
  records: (need: string) => readonly Folded[],
): Context {
  const { office, pack } = data
  const groups = office.settings.groups ?? pack.groups
  const views = new Map<Day, DayView>()
  const today = dayIn(pack.timeZone, nowMs)
  const staff = data.staff.filter((one) => coversDay(one, today))
  return {
    yearStart: pack.yearStart,
    today,
    now: nowMs,
    clock: (instantMs) => timeIn(pack.timeZone, instantMs),
    office,
    actor,
    options: (name) =>
      name === 'groups'
        ? groups
        : (office.settings.lists?.[name] ??
          pack.lists[name]?.map(({ id }) => id) ??
          records(name).map((r) => r.stream)),
    records,
    dayView: (day) => {
      const known = views.get(day)
      if (known) return known
      const view = viewOf(data, day)
      views.set(day, view)
      return view
    },
    staff: () => staff,
    postedOn: (day) => {
      const there = data.staff.filter((one) => coversDay(one, day))
      return there.filter((one, i) => there.findIndex(({ person }) => person === one.person) === i)
    },
    rate: <T>(key: string, day: Day) => rateOn(pack.rates[key] ?? [], day)?.value as T | undefined,
    list: (name) => pack.lists[name] ?? [],
    nearest: (role) => data.nearest[role],
    line: data.line ?? [],
    dayOf: (ms) => dayIn(pack.timeZone, ms),
    yearOf: (kind, day) => yearOf(day, yearStart(kind, pack)),
    lockOn: (day) => lockOf(data, day),
  }
}

/** Declared days go before listed holidays, and these before the weekly rest; a day can be declared open again. */
function viewOf(data: ContextData, day: Day): DayView {
  const declared = data.declared.filter((d) => d.day === day)
  const forWomen = declared.findLast((d) => !d.open && d.only)?.only
  const forAll = declared.findLast((d) => d.open || !d.only)
  if (forAll)
    return forAll.open
      ? { open: true, ...(forWomen && { only: forWomen }) }
      : { open: false, why: 'declared', names: forAll.names }
  const covering = data.pack.holidays.filter((holiday) => day >= holiday.from && day <= holiday.to)
  const listed = covering.find((holiday) => !holiday.only) ?? covering[0]
  if (listed && !listed.only) return { open: false, why: 'listed', names: listed.names }
  if (data.pack.weekly.includes(weekday(day))) return { open: false, why: 'weekly' }
  const only = forWomen ?? listed?.only
  return { open: true, ...(only && { only }) }
}

/** Whether a posting covers a day: its first and its last day do. */
export const coversDay = (held: { from: Day; to?: Day }, day: Day): boolean =>
  held.from <= day && (held.to === undefined || held.to >= day)
