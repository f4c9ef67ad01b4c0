import { addDays } from '#kernel/rule/day.ts'
import { instantOf } from './calendar.ts'
import type { Doing } from './money-history.ts'
import type { DemoLand, DemoSchool } from './world.ts'

/** Where the invented numbers of a land begin; no telephone of either country has them. */
const FIRST: { readonly [pack: string]: string } = { 'bd-primary': '+88017120000', 'up-basic': '+9198120000' }

/** So many schools have numbers for text messages. */
const SCHOOLS = 3

/** Numbers of a school's teachers, verified by the head; her own waits for the officer. */
export function numberHistory(land: DemoLand, school: DemoSchool, index: number): Doing[] {
  const first = FIRST[land.pack]
  if (first === undefined || index >= SCHOOLS || !land.days[0]) return []
  const at = instantOf(addDays(land.days[0], 1), 11 * 60, land.zone)
  const staff = [...new Set(Object.values(school.keepers)), school.head]
  return staff.flatMap((person, n): Doing[] => {
    const number = `${first}${String(index * 10 + n + 1).padStart(2, '0')}`
    const given = {
      by: school.head,
      at: at + n * 60_000,
      system: 'sms-number',
      step: 'enter',
      body: { number, person },
    }
    return person === school.head
      ? [given]
      : [given, { ...given, at: given.at + 30_000, step: 'verify', body: {}, stream: number }]
  })
}
