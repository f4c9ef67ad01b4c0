import type { Context } from '#kernel/define/context.ts'
import type { Said } from '#kernel/define/sms.ts'
import type { Body } from '#kernel/entry/record.ts'
import { refuse, type Verdict } from '#kernel/error.ts'
import type { Day } from '#kernel/rule/day.ts'
import { rollOn } from '../common/roll.ts'

/** A class sheet from the roll numbers of those who did not come; a single 0 says that all came. */
export function pageOfSms(said: Said, on: Day, context: Context): Body | Verdict {
  const group = String(said['group']![0])
  const absent = said['absent'] as readonly number[]
  const members = rollOn(context.records('pupils'), on, group).map((pupil, i) => ({
    id: pupil.stream,
    roll: Number(pupil.body['roll'] ?? i + 1),
  }))
  const isAll = absent.length === 1 && absent[0] === 0
  const unknown = isAll ? undefined : absent.find((roll) => !members.some((member) => member.roll === roll))
  if (unknown !== undefined) return refuse('ATTENDANCE_ROLL_UNKNOWN', { roll: unknown, group }, '/marks')
  const marks = Object.fromEntries(members.map(({ id, roll }) => [id, absent.includes(roll) ? 'A' : 'P']))
  return { on, group, marks }
}
