import { instantOf } from './calendar.ts'
import { officerOver } from './officer-over.ts'
import type { Doing } from './money-history.ts'
import type { DemoLand, DemoSchool } from './world.ts'

/** Registers of a school that leave paper first. */
const BOOKS = ['admission', 'attendance', 'staff-attendance']
/** The waves: so many schools have closed paper, keep both, or have proposed a start. */
const [CLOSED, BOTH, PROPOSED] = [3, 8, 14]

/** A district that begins with three schools: paper closed there, both kept in the next, a start proposed in others. */
export function cutOverHistory(land: DemoLand, school: DemoSchool, index: number): Doing[] {
  const officer = officerOver(land, school)
  const [from, end] = [land.days[8], land.days.at(-3)]
  if (index >= PROPOSED || officer === undefined || from === undefined || end === undefined || end <= from) return []
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
    const both = { by: officer, at: agreed, system, step: 'agree', body: {}, stream: book }
    const digital = { by: officer, at: closed, system, step: 'close', body: { closedOn: end }, stream: book }
    return index < CLOSED ? [proposed, both, digital] : index < BOTH ? [proposed, both] : [proposed]
  }).sort((a, b) => a.at - b.at)
}
