import type { Pack } from '#kernel/pack.ts'
import { rateOn } from '#kernel/rule/dated-rate.ts'
import { addDays, weekday, type Day } from '#kernel/rule/day.ts'
import { instantOf, localDay } from './calendar.ts'
import { Random } from './random.ts'
import type { DemoLand, DemoPupil, DemoSchool, DemoSheet } from './world.ts'

/** What sheets of a land are made with; `early` are schools that had marked before a day was declared closed. */
export type History = {
  seed: string
  today: Day
  pack: Pack
  land: DemoLand
  early: readonly { day: Day; schools: readonly number[] }[]
}

type Mood = { base: number; last: string; missing: number }

/**
 * The class sheets of a school in order of day: a weekly pattern, days of harvest on which a fifth stays in the
 * field, examination days on which all come, children away for long, sheets taken without network that arrive hours
 * later. Sheets that have not arrived by the end of today are not among them; those of a day that was declared closed
 * after they were taken come last.
 */
export function* sheetsOf(history: History, school: DemoSchool): Generator<DemoSheet> {
  const { land, today } = history
  if (school.habit === 'never') return
  const random = new Random(`${history.seed}/sheets/${school.office.code}`)
  const comes = moods(school, random, land.days.length)
  const base = 0.86 + random.next() * 0.08
  for (const [i, day] of land.days.entries()) {
    const isShut = land.declared.some((page) => page.office === school.office.code && page.on === day)
    const isForgotten = random.chance(0.015) && day !== today
    for (const group of school.settings.groups) {
      const isMissed = random.chance(0.01) && day !== today
      const chance =
        base +
        lift(day, i, land.days.length, history.pack) +
        (group.startsWith('pre') ? -0.06 : Number(group[0]) * 0.006)
      const sheet = makeSheet(history, school, random, comes, { day, group, chance, i })
      if (isShut || isForgotten || isMissed || (day === today && !school.today.includes(group))) continue
      if (sheet.pupils.length > 0 && localDay(sheet.receivedAt, land.zone) <= today) yield sheet
    }
  }
  for (const { day, schools } of history.early)
    if (schools.some((i) => land.schools[i] === school))
      for (const group of school.settings.groups.slice(0, 2))
        yield makeSheet(history, school, random, comes, { day, group, chance: base - 0.3, i: 0 })
}

/** How likely a pupil comes, and from which day one stays away for good. */
function moods(school: DemoSchool, random: Random, days: number): Map<string, Mood> {
  const all = new Map<string, Mood>()
  for (const pupil of school.pupils) all.set(pupil.id, { base: -0.3 * random.next() ** 5, last: 'P', missing: days })
  for (let i = random.between(1, 3); i > 0; i--)
    all.get(random.pick(school.pupils).id)!.missing = days - random.between(3, 12)
  if (random.chance(0.3)) all.get(random.pick(school.pupils).id)!.missing = days - random.between(40, 50)
  return all
}

/** How much more or fewer come on a day: first and last of the week, harvest, examinations. */
function lift(day: Day, i: number, days: number, pack: Pack): number {
  const back = days - 1 - i
  let sum = pack.weekly.includes(weekday(addDays(day, 1)))
    ? -0.045
    : pack.weekly.includes(weekday(addDays(day, -1)))
      ? -0.02
      : 0.01
  if (back >= 12 && back < 20) sum -= 0.2 - Math.abs(back - 15.5) * 0.02
  if (back >= 6 && back < 10) sum += 0.07
  return sum
}

function makeSheet(
  history: History,
  school: DemoSchool,
  random: Random,
  comes: Map<string, Mood>,
  at: { day: Day; group: string; chance: number; i: number },
): DemoSheet {
  const { day, group, chance, i } = at
  const pupils = rollOf(school, group, day)
  let marks = ''
  for (const pupil of pupils) {
    const mood = comes.get(pupil.id)!
    const isThere = random.next() < Math.min(0.995, chance + mood.base - (mood.last === 'A' ? 0.22 : -0.03))
    const mark =
      i >= mood.missing ? 'A' : isThere ? (random.next() < 0.025 ? 'T' : 'P') : random.next() < 0.1 ? 'L' : 'A'
    mood.last = mark
    marks += mark
  }
  const { zone } = history.land
  const opens = openingOf(history.pack, day)
  const takenAt = instantOf(day, opens + random.between(12, 55) + random.next(), zone)
  const isOffline = random.chance(0.12) && day !== history.today
  const delay = isOffline ? random.between(30, 320) * 60_000 : random.between(1_000, 25_000)
  const receivedAt =
    school.habit === 'late' ? instantOf(addDays(day, 2), opens - 20 + random.next() * 15, zone) : takenAt + delay
  return { day, group, pupils, marks, by: school.keepers[group]!, takenAt, receivedAt }
}

const rolls = new WeakMap<DemoSchool, Map<string, DemoPupil[]>>()

function rollOf(school: DemoSchool, group: string, day: Day): DemoPupil[] {
  const byGroup = rolls.get(school) ?? new Map<string, DemoPupil[]>()
  if (byGroup.size === 0)
    for (const pupil of school.pupils) byGroup.set(pupil.group, [...(byGroup.get(pupil.group) ?? []), pupil])
  rolls.set(school, byGroup)
  const roll = byGroup.get(group) ?? []
  return roll.some((pupil) => pupil.admitted > day) ? roll.filter((pupil) => pupil.admitted <= day) : roll
}

function openingOf(pack: Pack, day: Day): number {
  const hours = rateOn(pack.rates['attendance.hours'] ?? [], day)?.value as { from: string } | undefined
  const [hour, minute] = (hours?.from ?? '09:00').split(':')
  return Number(hour) * 60 + Number(minute)
}
