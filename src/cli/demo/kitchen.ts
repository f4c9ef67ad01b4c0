import type { Context } from '#kernel/define/context.ts'
import type { Name } from '#kernel/field/name.ts'
import type { Pack } from '#kernel/pack.ts'
import { rateOn } from '#kernel/rule/dated-rate.ts'
import type { Day } from '#kernel/rule/day.ts'
import { levels, type Level } from '#systems/common/meal/level.ts'
import { isListedOpen } from './calendar.ts'
import { demoId, Random } from './random.ts'
import type { DemoLand, DemoSchool, DemoSheet } from './world.ts'

/** Pupils of a level on a day as its class sheets count them. */
export type Heads = { level: Level; enrolled: number; present: number }

/** A school's kitchen as the demonstration knows it: what its meal registers are written from. */
export type Kitchen = {
  land: DemoLand
  school: DemoSchool
  index: number
  /** The day its books begin: the start of the school year, or the day on which the head came. */
  since: Day
  context: Pick<Context, 'rate' | 'dayView'>
  words: KitchenWords
  tasters: readonly string[]
  cooks: readonly { id: string; name: Name }[]
  /** Levels with at least one class sheet on a day. */
  heads(day: Day): Heads[]
  /** Levels of the school, with the pupils of each on its fullest day. */
  enrolled: ReadonlyMap<Level, number>
  /** The place of a day among the days shown, for what happens once. */
  place(day: Day): number
  random(what: string): Random
  id(what: string): string
}

export type KitchenWords = { donor: string; cooksAway: string; ill: string; truck: string }

const words: KitchenWords = {
  donor: 'ग्राम के एक परिवार की ओर से',
  cooksAway: 'दोनों रसोइया अस्वस्थ',
  ill: 'भोजन के बाद तीन बच्चों को उल्टी हुई; प्राथमिक उपचार के बाद घर भेजे गए',
  truck: 'कोटेदार, ग्राम पंचायत',
}

/** Pupils for each cook, and at least one: the demonstration's own measure. */
const PUPILS_A_COOK = 60

/** The kitchen of a school, where the pack feeds its classes and the head was there to keep its books. */
export function kitchenOf(
  pack: Pack,
  land: DemoLand,
  school: DemoSchool,
  { seed, from, all }: { seed: string; from: Day; all: Iterable<DemoSheet> },
): Kitchen | undefined {
  const table = rateOn(pack.rates['meals.levels'] ?? [], land.days.at(-1)!)?.value as Classes | undefined
  if (!table || school.habit === 'never') return undefined
  const posting = land.postings.find(({ person }) => person === school.head)
  const since = posting && posting.from > from ? posting.from : from
  const byDay = headsByDay(all, table)
  const closed = new Set(land.declared.filter((page) => isFor(page.office, school, land)).map((page) => page.on))
  const of = `${seed}/meals/${school.office.code}`
  return {
    land,
    school,
    index: land.schools.indexOf(school),
    since,
    context: {
      rate: <T>(key: string, day: Day) => rateOn(pack.rates[key] ?? [], day)?.value as T | undefined,
      dayView: (day) => ({ open: isListedOpen(pack, day) && !closed.has(day) }),
    },
    words,
    tasters: [...new Set(Object.values(school.keepers))].map((person) => nameOf(land, person)),
    cooks: Array.from({ length: Math.max(1, Math.round(school.pupils.length / PUPILS_A_COOK)) }, (_, n) => ({
      id: demoId(of, `cook ${n}`),
      name: school.pupils[20 + n * 3]!.mother,
    })),
    heads: (day) => byDay.get(day) ?? [],
    enrolled: new Map(
      levels.flatMap((level) => {
        const sizes = [...byDay.values()].flat().filter((heads) => heads.level === level)
        return sizes.length === 0 ? [] : [[level, Math.max(...sizes.map((heads) => heads.enrolled))] as const]
      }),
    ),
    place: (day) => land.days.indexOf(day),
    random: (what) => new Random(`${of}/${what}`),
    id: (what) => demoId(of, what),
  }
}

type Classes = { readonly [L in Level]?: readonly string[] }

/** A day closed by an office above the schools is closed for all of them. */
const isFor = (office: string, school: DemoSchool, land: DemoLand): boolean =>
  office === school.office.code || !land.schools.some((other) => other.office.code === office)

const nameOf = (land: DemoLand, person: string): string => {
  const { names } = land.people.find(({ id }) => id === person)!
  return names.hi ?? names.en!
}

function headsByDay(all: Iterable<DemoSheet>, table: Classes): Map<Day, Heads[]> {
  const byDay = new Map<Day, Map<Level, Heads>>()
  for (const { day, group, marks } of all) {
    const level = levels.find((one) => table[one]?.includes(group.split('-')[0]!))
    if (!level) continue
    const there = byDay.get(day) ?? new Map<Level, Heads>()
    const heads = there.get(level) ?? { level, enrolled: 0, present: 0 }
    there.set(level, {
      level,
      enrolled: heads.enrolled + marks.length,
      present: heads.present + marks.replaceAll(/[AL]/g, '').length,
    })
    byDay.set(day, there)
  }
  return new Map([...byDay].map(([day, there]) => [day, levels.flatMap((level) => there.get(level) ?? [])]))
}
