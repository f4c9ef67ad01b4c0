import { addDays, type Day } from '#kernel/rule/day.ts'
import { getRateOn } from '#kernel/rule/dated-rate.ts'
import { instantOf, isListedOpen } from './calendar.ts'
import type { LandPlan } from './land-plan.ts'
import { demoId } from './random.ts'
import type { Staff } from './staff.ts'
import type { DemoLeave, LeaveState } from './world.ts'

/** School, who (a teacher's place or the head), school days back from today (ahead when negative), days, how it stands. */
type Case = readonly [
  school: number,
  who: number | 'head',
  back: number,
  length: number,
  ground: DemoLeave['ground'],
  state: LeaveState,
  askedDaysAgo?: number,
]

const cases: readonly Case[] = [
  [0, 0, 25, 1, 'illness', 'granted'],
  [0, 0, -2, 1, 'family', 'asked'],
  [0, 1, -1, 2, 'illness', 'asked'],
  [0, 1, 40, 2, 'family', 'granted'],
  [0, 2, -4, 1, 'personal', 'returned'],
  [0, 'head', -3, 1, 'family', 'asked'],
  [1, 'head', 12, 2, 'illness', 'granted'],
  [2, 0, 9, 1, 'personal', 'refused'],
  [3, 1, 3, 1, 'other', 'withdrawn'],
  [4, 0, 18, 2, 'religious', 'granted'],
  [5, 2, -3, 5, 'family', 'asked'],
  [6, 1, 30, 1, 'illness', 'granted'],
  [8, 0, 6, 3, 'illness', 'granted'],
  [9, 'head', -1, 1, 'other', 'asked', 6],
  [10, 'head', -6, 2, 'personal', 'returned'],
  [12, 1, 15, 1, 'other', 'refused'],
]

/** Casual leave in every state, for today's inbox and for the past. */
export function makeLeaves(plan: LandPlan, seed: string, staff: Staff, today: Day, days: readonly Day[]): DemoLeave[] {
  return cases.map(([school, who, back, length, ground, state, askedDaysAgo = 1], i) => {
    const teacher = who === 'head' ? staff.heads[school]! : staff.teachers[school]![who]!
    const from = findStart(
      plan,
      back < 0 ? ahead(plan, today, -back) : days[days.length - 1 - back]!,
      length,
      back < 0 ? 1 : -1,
      days,
    )
    const headDays = getRateOn(plan.pack.rates['leave.casual.headDays']!, from).value as number
    const by = who === 'head' || length > headDays ? staff.officers.get(plan.nearest)! : staff.heads[school]!
    const asked = back < 0 ? addDays(today, -askedDaysAgo - (state === 'returned' ? 1 : 0)) : addDays(from, -2)
    const ask = { step: 'ask', by: teacher, at: instantOf(asked, 19 * 60 + 40 + i, plan.zone) } as const
    const next = instantOf(addDays(asked, 1), 8 * 60 + 20 + i, plan.zone)
    const then = {
      asked: [],
      granted: [{ step: 'grant', by, at: next }],
      returned: [{ step: 'return', by, at: next, reason: plan.reasons.return }],
      refused: [{ step: 'refuse', by, at: next, reason: plan.reasons.refuse }],
      withdrawn: [{ step: 'withdraw', by: teacher, at: next }],
    } as const satisfies Record<LeaveState, DemoLeave['steps']>
    return {
      id: demoId(`${seed}/${plan.pack.id}`, `leave/${i}`),
      office: plan.schools[school]!.code,
      teacher,
      days: { from, to: addDays(from, length - 1) },
      ground,
      note: plan.leaveNotes[ground],
      state,
      steps: [ask, ...then[state]],
    }
  })
}

/** The nth school day after a day. */
function ahead(plan: LandPlan, day: Day, n: number): Day {
  let at = day
  for (let left = n; left > 0;) {
    at = addDays(at, 1)
    if (isListedOpen(plan.pack, at)) left -= 1
  }
  return at
}

/** The nearest day, forward or back, from which so many days in a row are school days. */
function findStart(plan: LandPlan, near: Day, length: number, way: 1 | -1, days: readonly Day[]): Day {
  const isOpen = (day: Day) => isListedOpen(plan.pack, day) && (day > days.at(-1)! || days.includes(day))
  for (let from = near; ; from = addDays(from, way))
    if (Array.from({ length }, (_, i) => addDays(from, i)).every(isOpen)) return from
}
