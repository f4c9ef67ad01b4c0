import type { Context } from '#kernel/define/context.ts'
import { flag } from '#kernel/error.ts'
import type { Day, Month } from '#kernel/rule/day.ts'
import { cooksIn } from '../common/meal/cooks.ts'

type Page = { cook: string; month: Month; on: Day; amount: number }

/** The honorarium of that month by the pack's dated rate. */
export function asRated({ month, amount }: Page, context: Context) {
  const rate = context.rate<number>('meals.cookPay', `${month}-01`)
  return rate === undefined || rate === amount || flag('COOKPAY_AMOUNT_DIFFERS', { rate: rate / 100 }, '/amount')
}

export function engagedThen({ cook, month }: Page, context: Context) {
  const isThere = cooksIn(context.records('cooks'), month).some((record) => record.stream === cook)
  return isThere || flag('COOKPAY_NOT_ENGAGED', {}, '/cook')
}

/** Honorarium is for ten months of a school year; an eleventh is kept and asked about. */
export function monthsKept({ cook, month }: Page, context: Context) {
  const most = context.rate<number>('meals.cookMonths', `${month}-01`)
  const year = context.yearOf('school-year', `${month}-01`)
  const paid = context
    .records('pays')
    .filter(
      ({ heads, body }) =>
        heads.length > 0 &&
        body['cook'] === cook &&
        body['month'] !== month &&
        context.yearOf('school-year', `${String(body['month'])}-01`) === year,
    ).length
  return most === undefined || paid < most || flag('COOKPAY_MONTHS_EXCEEDED', { most }, '/month')
}
