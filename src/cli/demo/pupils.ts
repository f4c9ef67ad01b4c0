import { addDays, dayOf, daysBetween, isLeapYear, type Day } from '#kernel/rule/day.ts'
import { isListedOpen } from './calendar.ts'
import type { LandPlan } from './land-plan.ts'
import type { Family } from './name-book.ts'
import { demoId, Random } from './random.ts'
import type { DemoPupil } from './world.ts'

type Draft = Omit<DemoPupil, 'no' | 'roll'>

type Intake = {
  plan: LandPlan
  seed: string
  random: Random
  code: string
  yearStart: Day
  days: readonly Day[]
  /** Families by the id of the child they were made for. */
  families: Map<string, Family>
}

/** The pupils of a school: by class section, with twins, a leap-day child, late comers, and numbers without gaps. */
export function makePupils(
  plan: LandPlan,
  seed: string,
  school: number,
  yearStart: Day,
  days: readonly Day[],
): DemoPupil[] {
  const { code, groups } = plan.schools[school]!
  const random = new Random(`${seed}/pupils/${code}`)
  const share = 0.75 + random.next() * 0.5
  const drafts: Draft[] = []
  const families = new Map<string, Family>()
  const intake: Intake = { plan, seed, random, code, yearStart, days, families }
  for (const group of groups) {
    const n = Math.round(Math.min(60, Math.max(18, plan.size * share * (0.8 + random.next() * 0.4))))
    for (let i = 0; i < n; i++) drafts.push(makeOne(intake, group, i))
  }
  if (school % 3 === 0) makeTwins(drafts, families, random)
  makeLeapling(plan, drafts, yearStart)
  for (let i = 0; i < 2; i++) {
    const late = random.pick(drafts)
    const on = days[random.between(8, 40)]!
    Object.assign(late, { admitted: on, admittedTo: late.group, since: on })
  }
  drafts.sort((a, b) => (a.admitted < b.admitted ? -1 : a.admitted > b.admitted ? 1 : a.id < b.id ? -1 : 1))
  const rolls = new Map<string, number>()
  return drafts.map((draft, i) => {
    const roll = (rolls.get(draft.group) ?? 0) + 1
    rolls.set(draft.group, roll)
    return { ...draft, no: i + 1, roll }
  })
}

function makeOne({ plan, seed, random, code, yearStart, days, families }: Intake, group: string, i: number): Draft {
  const level = classOf(group)
  const family = plan.names.family(random)
  const sex = random.chance(0.51) ? 'girl' : 'boy'
  const isOld = random.chance(0.1)
  const birth = addDays(bornFrom(plan, yearStart, level + (isOld ? 1 : 0)), random.below(365))
  // Most came to the lowest class; some from other schools, later.
  const joined = random.chance(0.88) ? plan.entry.class : random.between(plan.entry.class, level)
  const start = dayOf(Number(yearStart.slice(0, 4)) - (level - joined), Number(yearStart.slice(5, 7)), 1)
  const admitted = earlier(nextOpen(plan, addDays(start, random.below(plan.entry.days))), addDays(days[0]!, -1))
  const id = demoId(seed, `pupil/${code}/${group}/${i}`)
  families.set(id, family)
  return {
    id,
    group,
    since: joined === level ? admitted : yearStart,
    admitted,
    admittedTo: joined === level ? group : joined === 0 ? 'pre-A' : `${joined}-A`,
    names: family.child(sex),
    mother: family.mother,
    father: family.father,
    sex,
    birth,
    proof: proofOf(random.next(), plan.categories.length > 0),
    ...(plan.categories.length > 0 && { category: categoryOf(plan, random.next()) }),
  }
}

/** One more child of a family in the same class, in place of a neighbour. */
function makeTwins(drafts: Draft[], families: ReadonlyMap<string, Family>, random: Random): void {
  const i = random.between(1, drafts.length - 2)
  const first = drafts[i]!
  const at = drafts[i + 1]!.group === first.group ? i + 1 : i - 1
  const { id, sex } = drafts[at]!
  let names = first.names
  while (names.en === first.names.en) names = families.get(first.id)!.child(sex)
  drafts[at] = { ...first, id, sex, names }
}

/** Gives a child of the class in whose years a leap day falls that day of birth. */
function makeLeapling(plan: LandPlan, drafts: Draft[], yearStart: Day): void {
  for (const draft of drafts) {
    const from = bornFrom(plan, yearStart, classOf(draft.group))
    const year = Number(from.slice(0, 4)) + (from.slice(5) > '02-29' ? 1 : 0)
    if (!isLeapYear(year) || daysBetween(from, dayOf(year, 2, 29)) >= 365) continue
    const isTwin = drafts.some(
      (other) => other !== draft && other.birth === draft.birth && other.mother === draft.mother,
    )
    if (isTwin) continue
    draft.birth = dayOf(year, 2, 29)
    return
  }
}

/** The first birth day of a class: a year earlier for each class up. */
function bornFrom(plan: LandPlan, yearStart: Day, level: number): Day {
  const first = plan.bornFrom(yearStart)
  return `${Number(first.slice(0, 4)) - (level - 1)}${first.slice(4)}`
}

/** Class 0 is pre-primary. */
const classOf = (group: string): number => (group.startsWith('pre') ? 0 : Number(group.split('-')[0]))

function nextOpen(plan: LandPlan, day: Day): Day {
  let at = day
  while (!isListedOpen(plan.pack, at)) at = addDays(at, 1)
  return at
}

const earlier = (a: Day, b: Day): Day => (a < b ? a : b)

function proofOf(chance: number, isIndia: boolean): DemoPupil['proof'] {
  if (chance < 0.03) return 'none'
  if (chance < 0.12) return isIndia ? 'anganwadi' : 'hospital'
  if (chance < 0.18) return isIndia ? 'affidavit' : 'hospital'
  return 'birth-certificate'
}

function categoryOf(plan: LandPlan, chance: number): DemoPupil['category'] {
  let sum = 0
  for (const [category, share] of plan.categories) if (chance < (sum += share)) return category
  return plan.categories[0]![0]
}
