import { addDays, type Day } from '#kernel/rule/day.ts'
import { instantOf } from './calendar.ts'
import { officerOver } from './officer-over.ts'
import type { Doing } from './money-history.ts'
import { demoId, Random } from './random.ts'
import type { DemoLand, DemoSchool } from './world.ts'

/** So many schools have their leave accounts written; each of them has one leave under way. */
const SCHOOLS = 3

/** Leave accounts of a school's staff, verified by the officer, and one application that waits at the head's desk. */
export function longLeaves(seed: string, land: DemoLand, school: DemoSchool, index: number): Doing[] {
  const [first, last] = [land.days[10], land.days.at(-2)]
  const officer = officerOver(land, school)
  if (index >= SCHOOLS || !first || !last || officer === undefined) return []
  const random = new Random(`${seed}/leave/${school.office.code}`)
  const staff = [...new Set([...Object.values(school.keepers), school.head])]
  const at = (day: Day, minutes: number) => instantOf(day, minutes, land.zone)
  const accounts = staff.flatMap((person, n): Doing[] => {
    const body = {
      person,
      on: first,
      since: addDays(first, -365 * (4 + random.below(20))),
      vacation: 'yes',
      full: random.below(60),
      half: 60 + random.below(240),
    }
    const entered = { by: school.head, at: at(first, 660 + n), system: 'leave-account', step: 'enter', body }
    return [
      entered,
      { by: officer, at: at(first, 900 + n), system: 'leave-account', step: 'verify', body: {}, stream: person },
    ]
  })
  const asker = staff.find((person) => person !== school.head)
  const days = { from: addDays(last, 30), to: addDays(last, 44) }
  const isUp = land.pack === 'up-basic'
  const asked = {
    case: demoId(`${seed}/leave/${school.office.code}`, 'case 0'),
    teacher: asker,
    kind: isUp ? 'childCare' : 'halfPay',
    days,
    reason: isUp ? 'बच्चे की परीक्षा' : 'মায়ের চিকিৎসা',
  }
  return [
    ...accounts.sort((a, b) => a.at - b.at),
    ...(asker ? [{ by: asker, at: at(last, 960), system: 'leave', step: 'ask', body: asked }] : []),
  ]
}
