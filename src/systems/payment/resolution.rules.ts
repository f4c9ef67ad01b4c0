import type { Context } from '#kernel/define/context.ts'
import { flag, hold, refuse } from '#kernel/error.ts'
import { findResolution } from '../common/cited.ts'
import type { Voucher } from './payment.rules.ts'

/** A resolution that is cited must be there, and made by enough members. */
export function resolutionThere(page: Voucher, context: Context) {
  if (page.resolution === undefined) return true
  const found = findResolution(page.resolution, page.on, context)
  if (!found) return refuse('CASH_RESOLUTION_UNKNOWN', { cited: page.resolution }, '/resolution')
  return (
    found.body['quorum'] !== 'short' || flag('CASH_RESOLUTION_NO_QUORUM', { cited: page.resolution }, '/resolution')
  )
}

/** The maker may prepare what needs a resolution before the committee has met; it is marked. */
export function resolutionAsked(page: Voucher, context: Context) {
  const above = limitOf(page, context)
  return (
    page.resolution !== undefined ||
    above === undefined ||
    flag('CASH_RESOLUTION_MISSING', { paisa: above }, '/resolution')
  )
}

/** Whoever approves without the resolution that the amount needs asks the office above: the entry waits for it. */
export function resolutionNeeded(page: Voucher, context: Context) {
  const above = limitOf(page, context)
  return (
    page.resolution !== undefined ||
    above === undefined ||
    hold('CASH_RESOLUTION_MISSING', { paisa: above }, '/resolution')
  )
}

/** The dated limit that this payment exceeds, if it does. */
function limitOf(page: Voucher, context: Context): number | undefined {
  const above = context.rate('money.resolutionAbove', page.on)
  return above !== undefined && page.amount > above ? above : undefined
}
