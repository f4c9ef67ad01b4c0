import { addDays } from '#kernel/rule/day.ts'
import { instantOf } from './calendar.ts'
import { officerOver } from './officer-over.ts'
import type { Doing } from './money-history.ts'
import type { DemoLand, DemoSchool } from './world.ts'

/** Registers of a school that leave paper first. */
const BOOKS = ['admission', 'attendance', 'staff-attendance']
/** The waves: so many schools have closed paper, keep both, have proposed a start, or are planned to begin. */
const [CLOSED, BOTH, PROPOSED, PLANNED] = [3, 8, 14, 18]

/**
 * A district that begins with three schools: paper closed there, both kept in the next, a start proposed in others
 * and planned in the ones after.
 */
export function cutOverHistory(land: DemoLand, school: DemoSchool, index: number): Doing[] {
  const officer = officerOver(land, school)
  const [from, end] = [land.days[8], land.days.at(-3)]
  if (index >= PLANNED || officer === undefined || from === undefined || end === undefined || end <= from) return []
  const day = (on: string, minutes: number) => instantOf(on, minutes, land.zone)
  return BOOKS.flatMap((book, n): Doing[] => {
    const system = 'cut-over'
    // What waits for the officer was proposed a few days ago.
    const asked = day(index < BOTH ? from : end, 600 + n)
    const [agreed, closed] = [day(from, 780 + n), day(end, 660 + n)]
    const proposed = {
      by: school.head,
      at: asked,
      system,
      step: 'enter',
      body: { book, from: index < BOTH ? from : end, lastNumber: String(80 + index * 7 + n) },
    }
    if (index >= PROPOSED) return [{ ...proposed, by: officer, step: 'plan', body: { book, from: addDays(end, 14) } }]
    const both = { by: officer, at: agreed, system, step: 'agree', body: {}, stream: book }
    const digital = { by: officer, at: closed, system, step: 'close', body: { closedOn: end }, stream: book }
    return index < CLOSED ? [proposed, both, digital] : index < BOTH ? [proposed, both] : [proposed]
  }).sort((a, b) => a.at - b.at)
}
