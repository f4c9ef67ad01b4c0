import type { Body } from '#kernel/entry/record.ts'
import type { Pack } from '#kernel/pack.ts'
import { rateOn } from '#kernel/rule/dated-rate.ts'
import type { Day } from '#kernel/rule/day.ts'
import { contains } from '#kernel/rule/period.ts'
import { minutesOf } from '#kernel/rule/time-in.ts'
import { instantOf } from './calendar.ts'
import { demoId, Random } from './random.ts'
import type { DemoLand, DemoPerson } from './world.ts'

/** One entry of the staff registers, as its author made it. */
export type StaffDoing = {
  office: string
  by: string
  at: number
  system: string
  step: string
  body: Body
  stream?: string
  reason?: string
}

type World = { seed: string; land: DemoLand; pack: Pack; today: Day }
type Away = { person: string; cause: string; from: Day; to: Day; order: string }

/** School days told of schools that are shown whole, and of all other offices. */
const LONG = 22
const SHORT = 3

const REASONS = ['transport', 'crossing', 'weather', 'illness', 'network', 'family'] as const

/** The days of everybody who works at an office: times, reasons, a few papers, and what is still to be answered. */
export function staffDays(world: World, office: string, index: number): StaffDoing[] {
  const { land, seed, pack } = world
  const staff = staffAt(land, office)
  const isWhole = index >= 0 && index < 3
  const days = land.days.slice(isWhole ? -LONG : -SHORT)
  const head = land.schools[index]?.head
  const aways = isWhole && head ? awaysOf(staff, head, land.days, index) : []
  const doings: StaffDoing[] = aways.map(({ person, cause, from, to, order }) => ({
    office,
    by: head!,
    at: instantOf(from, 8 * 60, land.zone),
    system: 'absence',
    step: 'enter',
    body: {
      case: demoId(`${seed}/${pack.id}/${office}`, `away/${person}/${from}`),
      person,
      cause,
      days: { from, to },
      order,
    },
  }))
  for (const day of days) {
    if (land.declared.some((page) => page.office === office && page.on === day)) continue
    for (const who of staff) {
      const isAway =
        aways.some((away) => away.person === who.id && contains(away, day)) ||
        land.leaves.some((leave) => leave.state === 'granted' && leave.teacher === who.id && contains(leave.days, day))
      const isFree = pack.holidays.some((one) => one.only === who.sex && contains(one, day))
      if (!isAway && !isFree) doings.push(...dayOf(world, office, who, day, { head, index }))
    }
  }
  return doings
}

/** Arrival and departure of one person; of today only the arrival, and not that of those who try the demonstration. */
function dayOf(
  { seed, land, pack, today }: World,
  office: string,
  who: DemoPerson,
  day: Day,
  { head, index }: { head: string | undefined; index: number },
): StaffDoing[] {
  const random = new Random(`${seed}/staff/${who.id}/${day}`)
  const isNotMarked = random.chance(day === today ? 0.2 : 0.02)
  const isLate = random.chance(0.07)
  const isVisitor = index <= 0 && day === today
  const back = land.days.length - 1 - land.days.indexOf(day)
  const isProxied =
    index === 0 &&
    back === 1 &&
    who.id !== head &&
    who.id === land.schools[0]!.keepers[land.schools[0]!.settings.groups[0]!]
  const noticed = index === 0 && back === 4 && who.id !== head && who.id === staffAt(land, office).at(-1)!.id
  if (isVisitor) return []
  const stream = `${day}/${who.id}`
  const doing = { office, system: 'staff-attendance', stream }
  if (noticed && head) return noticeOf(land, office, head, who.id, day)
  if (isNotMarked) return []
  const key = index < 0 ? 'staff.officeHours' : 'attendance.hours'
  const hours = rateOn(pack.rates[key] ?? [], day)?.value as { from: string; to: string } | undefined
  const grace = Number(rateOn(pack.rates['staff.graceMinutes'] ?? [], day)?.value ?? 0)
  const opens = minutesOf(hours?.from ?? '09:00')
  const came = isLate ? opens + grace + random.between(6, 55) : opens - random.between(-Math.min(8, grace), 14)
  const arrived = instantOf(day, came, land.zone) + random.below(60) * 1000
  const left = instantOf(day, minutesOf(hours?.to ?? '16:00') + random.between(0, 9), land.zone)
  const at = land.schools[index]?.office
  const hasPlace = at?.lat !== undefined && random.chance(0.6)
  const place = hasPlace && {
    lat: at.lat! + random.between(-400, 400),
    lon: at.lon! + random.between(-400, 400),
    accuracy: random.between(6, 60),
  }
  const late = isLate && random.chance(0.85) ? random.pick(REASONS) : undefined
  const body: Body = {
    on: day,
    person: who.id,
    in: new Date(arrived).toISOString(),
    via: isProxied ? 'proxy' : 'phone',
    ...(late && { late }),
    ...(place && !isProxied && { place }),
  }
  const by = isProxied && head ? head : who.id
  const enter = { ...doing, by, at: arrived, step: isProxied ? 'proxy' : 'enter', body }
  const depart = { ...doing, by, at: left, step: 'depart', body: { out: new Date(left).toISOString() } }
  return day === today ? [enter] : [enter, depart]
}

/** Somebody neither came nor said why: the head asks the day after, she answers, and the head has still to decide. */
function noticeOf(land: DemoLand, office: string, head: string, person: string, day: Day): StaffDoing[] {
  const next = land.days[land.days.indexOf(day) + 1] ?? day
  const doing = { office, system: 'staff-absence', stream: `${day}/${person}` }
  const ask = { ...doing, by: head, at: instantOf(next, 10 * 60, land.zone), step: 'notice', body: { on: day, person } }
  const said = land.pack === 'bd-primary' ? 'জ্বর ছিল, ফোনে চার্জ ছিল না।' : 'बुखार था, फ़ोन बंद था।'
  return [
    ask,
    { ...doing, by: person, at: instantOf(next, 13 * 60, land.zone), step: 'reply', body: { ground: 'illness', said } },
  ]
}

/** Papers that the head wrote into the register: a training of some days, a long leave. */
function awaysOf(staff: readonly DemoPerson[], head: string, days: readonly Day[], index: number): Away[] {
  const others = staff.filter(({ id }) => id !== head)
  const day = (back: number): Day => days[days.length - 1 - back]!
  const trained = others[1]
  const woman = others.slice(2).find(({ sex }) => sex === 'female')
  return [
    ...(trained
      ? [{ person: trained.id, cause: 'training', from: day(9), to: day(8), order: `${41 + index}/TR` }]
      : []),
    ...(woman && index === 1
      ? [{ person: woman.id, cause: 'maternity', from: day(20), to: day(0), order: '112/ML' }]
      : []),
  ]
}

/** Outages that the officers above the schools recorded, so that a day shows what excuses. */
export const outagesOf = ({ land, seed, pack }: World): StaffDoing[] =>
  land.declared.slice(0, 1).map(({ office, by }) => {
    const day = land.days[land.days.length - 7]!
    const body = {
      outage: demoId(`${seed}/${pack.id}`, `outage/${day}`),
      kind: 'network',
      days: { from: day, to: day },
    }
    return { office, by, at: instantOf(day, 10 * 60, land.zone), system: 'outage', step: 'enter', body }
  })

/** Those who mark their days at an office, in the order of their posts. */
function staffAt(land: DemoLand, office: string): DemoPerson[] {
  const posts = new Set(
    land.posts.filter((post) => post.office === office && post.role !== 'viewer').map(({ id }) => id),
  )
  const people = new Map(land.people.map((person) => [person.id, person]))
  return land.postings
    .filter((posting) => posts.has(posting.post) && posting.kind !== 'additional')
    .map((posting) => people.get(posting.person)!)
}
