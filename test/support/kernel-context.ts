/** A school in a small tree and all that rules may look at there, made from plain data: no database, no clock. */
import type { Context, StaffView } from '#kernel/define/context.ts'
import type { Definition } from '#kernel/define/definition.ts'
import { makeContext, type ContextData, type DeclaredDay } from '#kernel/define/make-context.ts'
import type { Actor, Role } from '#kernel/define/who.ts'
import type { Record as Folded } from '#kernel/entry/record.ts'
import type { DatedRow } from '#kernel/rule/dated-rate.ts'
import type { Day } from '#kernel/rule/day.ts'

/** A UUID that tests can read: `uuid(7)` ends in 7, and greater numbers are younger. */
export const uuid = (n: number): string => `01900000-0000-7000-8000-${n.toString(16).padStart(12, '0')}`

/** Offices of the tree: the school, the office above it, the top, and two that are none of its business. */
export const places = {
  school: { id: uuid(0xa1), path: 'top/area/school/' },
  area: { id: uuid(0xa2), path: 'top/area/' },
  top: { id: uuid(0xa3), path: 'top/' },
  sibling: { id: uuid(0xa4), path: 'top/area/sibling/' },
  cousin: { id: uuid(0xa5), path: 'top/cousin/' },
} as const

export type PlaceName = keyof typeof places

export const people = {
  head: uuid(0xb1),
  teacher: uuid(0xb2),
  teacher2: uuid(0xb3),
  officer: uuid(0xb4),
  stranger: uuid(0xb5),
} as const

/** Somebody with a role at one of the offices. */
export const actorAt = (role: Role, place: PlaceName = 'school', person: string = people.stranger): Actor => ({
  person,
  post: `${role}@${place}`,
  role,
  office: places[place].id,
  path: places[place].path,
})

export const head = actorAt('head', 'school', people.head)
export const teacher = actorAt('teacher', 'school', people.teacher)
export const officer = actorAt('officer', 'area', people.officer)

const staffView = (person: string, role: Role): StaffView => ({
  person,
  role,
  names: { en: role },
  post: `${role}@school`,
  title: { en: role },
  from: '2020-01-01',
})

export const staffOf = {
  head: staffView(people.head, 'head'),
  teacher: staffView(people.teacher, 'teacher'),
  teacher2: staffView(people.teacher2, 'teacher'),
}

/** What a test may say about the world; the rest is a plain school on a Tuesday with Fridays and Saturdays off. */
export type World = {
  today?: Day
  weekly?: readonly number[]
  holidays?: ContextData['pack']['holidays']
  rates?: Readonly<Record<string, unknown>>
  groups?: readonly string[]
  yearStart?: string
  moneyYearStart?: string
  lists?: ContextData['pack']['lists']
  declared?: readonly DeclaredDay[]
  staff?: readonly StaffView[]
  nearest?: ContextData['nearest']
  line?: ContextData['line']
  lockedUntil?: Day
  closings?: ContextData['closings']
  level?: string
  office?: PlaceName
  /** The office's own settings: its kitchen. */
  settings?: ContextData['office']['settings']
}

const listOf = (...ids: readonly string[]) => ids.map((id) => ({ id, names: { en: id } }))

const LISTS: ContextData['pack']['lists'] = {
  heads: listOf('composite', 'sports', 'library', 'interest'),
  meetings: listOf('smc', 'ptm', 'staff'),
  committees: listOf('smc'),
  memberKinds: listOf('parent', 'teacher', 'head'),
  letterTypes: listOf('letter', 'order'),
  fileKinds: listOf('general', 'leave'),
  leaveKinds: listOf('earned', 'halfPay', 'commuted', 'maternity', 'study', 'recreation', 'abroad'),
  books: listOf('receipt', 'attendance', 'library'),
}

const boss = (en: string) => ({ role: 'officer' as const, title: { en }, names: { en } })

/** The line above the school: an officer in each office. */
export const LINE: NonNullable<ContextData['line']> = [
  { id: places.school.id, level: 'school', names: { en: 'School' }, holders: [] },
  { id: places.area.id, level: 'area', names: { en: 'Area' }, holders: [boss('Area officer')] },
  { id: places.top.id, level: 'top', names: { en: 'Top' }, holders: [boss('Director')] },
]

export const TODAY: Day = '2026-03-10'

/** Midday in Dhaka of a day, in milliseconds. */
export const noon = (day: Day): number => Date.parse(`${day}T06:00:00Z`)

export function contextData(world: World = {}): ContextData {
  const rates = Object.entries(world.rates ?? {}).map(([key, value]): [string, DatedRow<unknown>[]] => [
    key,
    Array.isArray(value) ? (value as DatedRow<unknown>[]) : [{ from: '1990-01-01', value, source: 'test' }],
  ])
  const place = places[world.office ?? 'school']
  return {
    office: {
      ...place,
      code: '1',
      level: world.level ?? 'school',
      names: { en: 'School' },
      settings: world.settings ?? {},
    },
    pack: {
      id: 'test',
      weekly: world.weekly ?? [5, 6],
      holidays: world.holidays ?? [],
      rates: Object.fromEntries(rates),
      groups: world.groups ?? ['1-A', '2-A', '4-A', '4-B'],
      timeZone: 'Asia/Dhaka',
      digits: 'beng',
      yearStart: world.yearStart ?? '01-01',
      moneyYearStart: world.moneyYearStart ?? world.yearStart ?? '01-01',
      lists: world.lists ?? LISTS,
    },
    declared: world.declared ?? [],
    staff: world.staff ?? Object.values(staffOf),
    nearest: world.nearest ?? { officer: places.area.id, head: places.school.id },
    line: world.line ?? LINE,
    closings: world.closings ?? [],
    ...(world.lockedUntil !== undefined && { lockedUntil: world.lockedUntil }),
  }
}

/** A context with its records given by the name of the need. */
export const contextOf = (
  actor: Actor,
  world: World = {},
  records: { readonly [need: string]: readonly Folded[] } = {},
): Context => makeContext(contextData(world), actor, noon(world.today ?? TODAY), (need) => records[need] ?? [])

/** The records that a definition's needs pick out of all there are. */
export function needed(
  definition: Definition,
  need: string,
  all: readonly Folded[],
  subject?: string,
): readonly Folded[] {
  const of = definition.needs[need]
  if (!of) return need === 'pupils' ? all.filter((record) => record.system === 'admission') : []
  const ofSystem = all.filter((record) => record.system === of.system)
  return of.of === 'subject' ? ofSystem.filter((record) => Object.values(record.body).includes(subject)) : ofSystem
}
