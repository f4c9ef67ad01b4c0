import type { Name } from '#kernel/field/name.ts'
import { isDay, type Day } from '#kernel/rule/day.ts'
import { sheetsOf, type History } from './attendance-history.ts'
import { instantOf, lastSchoolDays, yearStartOf } from './calendar.ts'
import { landBd } from './land-bd.ts'
import { postKind, type LandPlan } from './land-plan.ts'
import { landUp } from './land-up.ts'
import { makeLeaves } from './leave-cases.ts'
import { makePupils } from './pupils.ts'
import { Random } from './random.ts'
import { schoolOffices } from './school-plan.ts'
import { makeStaff, type Staff } from './staff.ts'
import type { DemoAccount, DemoDeclared, DemoLand, DemoSchool, DemoSheet, DemoWorld, Habit } from './world.ts'

/** The one password of all demonstration accounts; it opens nothing but invented data. */
export const demoPassword = 'khata-2026-demo'

const plans: readonly LandPlan[] = [landBd, landUp]
const DAYS = 60
const LATE = 7
const NEVER = 11

/** The whole demonstration, which follows from the seed and the day alone. */
export function demoWorld(seed: string, today: Day): DemoWorld {
  if (!isDay(today)) throw new Error(`DAY_INVALID: ${today}`)
  const made = plans.map((plan) => makeLand(plan, seed, today))
  return { seed, today, lands: made.map(({ land }) => land), accounts: made.flatMap(({ accounts }) => accounts) }
}

/** The class sheets of a school of the world, oldest first; made as they are read, the same each time. */
export function sheets(world: DemoWorld, land: DemoLand, school: DemoSchool): Generator<DemoSheet> {
  const plan = plans.find(({ pack }) => pack.id === land.pack)!
  const shut = land.declared.find((page) => page.office === plan.shut.page.office)!
  const history: History = { ...world, pack: plan.pack, land, early: [{ day: shut.on, schools: plan.shut.marked }] }
  return sheetsOf(history, school)
}

function makeLand(plan: LandPlan, seed: string, today: Day): { land: DemoLand; accounts: DemoAccount[] } {
  const listed = lastSchoolDays(plan.pack, today, DAYS + 1)
  const shutOn = listed[listed.length - 1 - plan.shut.back]!
  const days = listed.filter((day) => day !== shutOn)
  const staff = makeStaff(plan, seed, today)
  const offices = schoolOffices(
    plan.schools,
    plan.parent,
    plan.around,
    plan.reach,
    new Random(`${seed}/${plan.pack.id}/points`),
  )
  const yearStart = yearStartOf(plan.pack, days[0]!)
  const schools = offices.map((office, i): DemoSchool => {
    const { groups } = plan.schools[i]!
    const teachers = staff.teachers[i]!
    const keepers = Object.fromEntries(groups.map((group, g) => [group, teachers[g % teachers.length]!]))
    const habit: Habit = i === LATE ? 'late' : i === NEVER ? 'never' : 'daily'
    return {
      office,
      settings: { groups },
      habit,
      head: staff.heads[i]!,
      keepers,
      pupils: makePupils(plan, seed, i, yearStart, days),
      today:
        days.at(-1) === today && habit === 'daily' ? arrived(i, groups, (group) => keepers[group] === teachers[0]) : [],
    }
  })
  const land: DemoLand = {
    pack: plan.pack.id,
    zone: plan.zone,
    offices: plan.offices,
    schools,
    people: staff.people,
    posts: staff.posts,
    postings: staff.postings,
    days,
    declared: declaredDays(plan, staff, shutOn, days),
    leaves: makeLeaves(plan, seed, staff, today, days),
  }
  return { land, accounts: makeAccounts(plan, staff) }
}

/** Today is under way: of ten schools seven have sent sheets, two of these not all; the first waits for one teacher. */
function arrived(
  school: number,
  groups: readonly string[],
  isFirstTeachers: (group: string) => boolean,
): readonly string[] {
  if (school === 0) return groups.filter((group) => !isFirstTeachers(group))
  const turn = (school * 7 + 3) % 10
  return turn < 5 ? groups : turn < 7 ? groups.filter((_, i) => i % 2 === 0) : []
}

function declaredDays(plan: LandPlan, staff: Staff, shutOn: Day, days: readonly Day[]): DemoDeclared[] {
  const { shut, ownShut, zone } = plan
  const own = days[days.length - 1 - ownShut.back]!
  return [
    {
      ...shut.page,
      on: shutOn,
      kind: 'closed',
      by: staff.officers.get(shut.officer)!,
      at: instantOf(shutOn, shut.at, zone),
    },
    {
      ...ownShut.page,
      office: plan.schools[ownShut.school]!.code,
      on: own,
      kind: 'closed',
      by: staff.heads[ownShut.school]!,
      at: instantOf(own, 8 * 60 + 5, zone),
    },
  ]
}

function makeAccounts(plan: LandPlan, staff: Staff): DemoAccount[] {
  const posts = new Map(staff.posts.map((post) => [post.id, post]))
  const titlesOf = (person: string): Name[] =>
    staff.postings.filter((p) => p.person === person).map((p) => postKind(plan.pack, posts.get(p.post)!.kind).title)
  const account = (username: string, person: string): DemoAccount => ({
    username,
    password: demoPassword,
    person,
    pack: plan.pack.id,
    titles: titlesOf(person),
  })
  return [
    account(`teacher.${plan.town}`, staff.teachers[0]![0]!),
    account(`head.${plan.town}`, staff.heads[0]!),
    ...plan.officers.map(({ key, username }) => account(username, staff.officers.get(key)!)),
  ]
}
