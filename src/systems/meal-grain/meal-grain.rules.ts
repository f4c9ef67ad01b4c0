import type { Context } from '#kernel/define/context.ts'
import { flag } from '#kernel/error.ts'
import { levelsHere } from '../common/meal/level.ts'
import type { GrainPage } from '../common/meal/moves.ts'

type Page = GrainPage & { slip: string; note?: string }

/** A sack that weighs less than its paper is taken as both say, and the difference stands in the book as short. */
export function weightAgrees({ kind, amount, weighed }: Page) {
  if (kind !== 'receipt' || weighed === undefined || weighed === amount) return true
  return weighed < amount
    ? flag('MEALGRAIN_SHORT_WEIGHT', { kg: (amount - weighed) / 1000 }, '/weighed')
    : flag('MEALGRAIN_OVER_WEIGHT', { kg: (weighed - amount) / 1000 }, '/weighed')
}

/** What spoils or comes short asks why. */
export function causeGiven(page: Page) {
  const isLoss = page.kind === 'spoiled' || (page.kind === 'receipt' && (page.weighed ?? page.amount) < page.amount)
  return !isLoss || page.cause !== undefined || page.note !== undefined || flag('MEALGRAIN_CAUSE_MISSING', {}, '/cause')
}

/** A loan has another school on its other side. */
export function otherSchoolNamed(page: Page) {
  const isLoan = ['lent', 'lent-back', 'borrowed', 'repaid'].includes(page.kind)
  return !isLoan || page.with !== undefined || flag('MEALGRAIN_SCHOOL_MISSING', {}, '/with')
}

/** Grain is brought forward from paper once for each level; a second time is likely the same sacks. */
export function openedOnce(page: Page, context: Context) {
  if (page.kind !== 'opening') return true
  const other = context
    .records('grain')
    .find(
      ({ stream, heads, body }) =>
        heads.length > 0 &&
        stream !== page.slip &&
        body['kind'] === 'opening' &&
        body['grain'] === page.grain &&
        body['level'] === page.level,
    )
  return other === undefined || flag('MEALGRAIN_OPENED_TWICE', { day: String(other.body['on']) }, '/kind')
}

export function levelHere(page: Page, context: Context) {
  const here = levelsHere(context, page.on)
  return here.length === 0 || here.includes(page.level) || flag('MEALGRAIN_LEVEL_FOREIGN', {}, '/level')
}
