import { addDays, daysBetween, epochDay, type Day } from './day.ts'
import { clip, length, type Period } from './period.ts'

/** The accounts that leave is taken from: full average pay, half average pay, both by conversion 2:1, or none. */
export type Account = 'full' | 'half' | 'commuted' | 'none'

/** What an account is known to hold on a day, in days, as the office's own book says. */
export type Opening = {
  on: Day
  full: number
  half: number
  /** Whether she takes the vacations of her school: then she earns no leave on full pay in that time. */
  vacation: boolean
}

/** Leave that was granted: from which account, and whether it counts as duty all the same (quarantine). */
export type Taken = { account: Account; days: Period; duty?: boolean }

/** How leave is earned: a day for each `full` and `half` days of duty. */
export type Earning = { full: number; half: number }

export type Balance = {
  /** Days of duty since the opening. */
  duty: number
  earned: { full: number; half: number }
  used: { full: number; half: number }
  left: { full: number; half: number }
}

/**
 * What is in the accounts on the eve of a day: opened, earned by duty since (1/11 on full and 1/12 on half pay; those
 * who take vacations earn on half pay alone), less what was taken since the opening. Leave is no duty, nor is a day under
 * suspension or outside service (`breaks`), so these earn none; a day that two of them name is one day. Whole days: what
 * is left of a fraction is earned by the next days of duty. The same whatever the order in which leaves and breaks were
 * granted, cancelled and entered.
 */
export function balanceOn(
  day: Day,
  opening: Opening,
  taken: readonly Taken[],
  earning: Earning,
  breaks: readonly Period[] = [],
): Balance {
  const span = Math.max(0, daysBetween(opening.on, day))
  const sofar = { from: opening.on, to: addDays(day, -1) }
  const idle = [...taken.filter(({ duty }) => !duty).map(({ days }) => days), ...breaks]
  const away = new Set(idle.flatMap((days) => daysWithin(days, sofar)))
  const duty = span - away.size
  const earned = {
    full: opening.vacation ? 0 : Math.floor(duty / earning.full),
    half: Math.floor(duty / earning.half),
  }
  const usedFrom = (account: Account): number =>
    taken
      .filter((leave) => leave.account === account)
      .flatMap(({ days }) => clip(days, { from: opening.on, to: days.to }) ?? [])
      .reduce((sum, days) => sum + length(days), 0)
  const used = { full: usedFrom('full'), half: usedFrom('half') + 2 * usedFrom('commuted') }
  return {
    duty,
    earned,
    used,
    left: { full: opening.full + earned.full - used.full, half: opening.half + earned.half - used.half },
  }
}

/** Days that an account can give: half pay turned into full pay costs two for one. */
export const givenBy = (account: Account, { left }: Balance): number =>
  account === 'none' ? Infinity : account === 'commuted' ? Math.floor(left.half / 2) : left[account]

function daysWithin(days: Period, span: Period): number[] {
  const part = clip(days, span)
  return part ? Array.from({ length: length(part) }, (_, i) => epochDay(part.from) + i) : []
}
