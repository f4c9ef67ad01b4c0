import type { Context } from '#kernel/define/context.ts'
import type { Said } from '#kernel/define/sms.ts'
import type { Body } from '#kernel/entry/record.ts'
import { refuse, type Verdict } from '#kernel/error.ts'
import type { Day } from '#kernel/rule/day.ts'
import { headsOn } from '../common/meal/heads.ts'
import { startOfPage } from './start-of-page.ts'

/**
 * A day's page from present and eaten, said once for each level of the school from the youngest up. A cause says that
 * nothing was cooked; enrolled is the admission register's, as everywhere.
 */
export function pageOfSms(said: Said, on: Day, context: Context): Body | Verdict {
  const heads = headsOn(context, on)
  const [present, ate] = [said['present'] as readonly number[], said['ate'] as readonly number[]]
  if (present.length !== heads.length)
    return refuse('MEALS_SMS_LEVELS', { levels: heads.length, count: present.length * 2 }, '/levels')
  const [cause, why] = [said['cause']?.[0], said['why']?.[0]]
  return {
    on,
    outcome: cause === undefined ? startOfPage(context, { on })['outcome'] : 'not-cooked',
    levels: heads.map(({ level, enrolled }, i) => ({ level, enrolled, present: present[i], ate: ate[i] })),
    ...(cause !== undefined && { cause }),
    ...(why !== undefined && { why }),
  }
}
