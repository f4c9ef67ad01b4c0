import type { Context } from '#kernel/define/context.ts'
import type { Record } from '#kernel/entry/record.ts'
import { flag, hold, refuse } from '#kernel/error.ts'
import type { Day } from '#kernel/rule/day.ts'
import { headsOn } from '../common/meal/heads.ts'
import { balanceOn } from '../common/meal/ledger.ts'
import { accountOf, movesOfGrain, movesOfMeals } from '../common/meal/moves.ts'
import { menuOn } from '../common/meal/menu.ts'
import { grainOf, isServed, sumOf, usedOf, type MealPage } from '../common/meal/page.ts'

type Page = MealPage & { why?: string; note?: string; cookedBy?: string }

/** A level on two rows would be counted twice. */
export function oncePerLevel(page: Page) {
  const twice = page.levels.find((row, i) => page.levels.some((other, j) => j < i && other.level === row.level))
  return twice === undefined || refuse('MEALS_LEVEL_TWICE', {}, '/levels')
}

/** A meal on a closed day is kept, and its food is taken from the book; the day is no school day for it. */
export function dayOpen(page: Page, context: Context) {
  return context.dayView(page.on).open || flag('HOLIDAY', { day: page.on }, '/on')
}

export function ateWithinPresent(page: Page) {
  const over = page.levels.find((row) => row.ate > row.present)
  return over === undefined || flag('MEALS_ATE_ABOVE_PRESENT', { ate: over.ate, present: over.present }, '/levels')
}

export function presentWithinEnrolled(page: Page) {
  const over = page.levels.find((row) => row.present > row.enrolled)
  const facts = over && { present: over.present, enrolled: over.enrolled }
  return over === undefined || flag('MEALS_PRESENT_ABOVE_ENROLLED', facts, '/levels')
}

/** More eaten than present, or more present than enrolled, asks why. */
export function reasonGiven(page: Page) {
  const isOver = page.levels.some((row) => row.ate > row.present || row.present > row.enrolled)
  return !isOver || page.why !== undefined || page.note !== undefined || flag('MEALS_REASON_MISSING', {}, '/why')
}

/** Meals on a day on which no class sheet marks anybody present. */
export function withAttendance(page: Page, context: Context) {
  const ate = sumOf(page.levels, 'ate')
  const present = sumOf(headsOn(context, page.on), 'present')
  return ate === 0 || present > 0 || flag('MEALS_WITHOUT_ATTENDANCE', { ate }, '/levels')
}

/** Where every class sheet is in, present on this page is what they say. */
export function agreesWithSheets(page: Page, context: Context) {
  const heads = headsOn(context, page.on)
  const isComplete = heads.length > 0 && heads.every((row) => row.sheets === row.sections) && sumOf(heads, 'sheets') > 0
  const here = sumOf(page.levels, 'present')
  const there = sumOf(heads, 'present')
  return !isComplete || here === there || flag('MEALS_PRESENT_DIFFERS', { here, there }, '/levels')
}

export function causeGiven(page: Page) {
  return isServed(page.outcome) || page.cause !== undefined || flag('MEALS_CAUSE_MISSING', {}, '/cause')
}

export function allServedOrNone(page: Page) {
  const ate = sumOf(page.levels, 'ate')
  return isServed(page.outcome) || ate === 0 || flag('MEALS_ATE_UNSERVED', { ate }, '/levels')
}

/** Another dish, another grain, or an extra given or left out against the menu asks why. */
export function byMenu(page: Page, context: Context) {
  if (!isServed(page.outcome) || page.outcome === 'donated' || page.change !== undefined) return true
  const menu = menuOn(context, page.on)
  const isAsMenu =
    (page.dish === undefined || menu.dish === undefined || page.dish === menu.dish) &&
    (page.grain === undefined || menu.grain === undefined || page.grain === menu.grain) &&
    (['milk', 'fruit', 'snack'] as const).every(
      (extra) => (page[extra] ?? menu.extras.includes(extra)) === menu.extras.includes(extra),
    )
  return isAsMenu || flag('MEALS_CHANGE_UNEXPLAINED', {}, '/change')
}

export function cooksThere(page: Page) {
  const isOther = page.cookedBy !== undefined && page.cookedBy !== 'cooks'
  return !isOther || page.outcome !== 'cooked' || flag('MEALS_COOKED_BY_OTHERS', {}, '/cookedBy')
}

/** What this page takes leaves the book below zero: shown as it is, since a receipt may still be on its way. */
export function grainLeft(page: Page, context: Context) {
  const grain = grainOf(page, context)
  if (page.outcome !== 'cooked' || grain === undefined) return true
  const others = context.records('pages').filter((record) => record.stream !== page.on)
  const moves = [...movesOfGrain(context.records('grain')), ...movesOfMeals(others, context)]
  const lowest = usedOf(page, context).map(
    ({ level, grams }) => balanceOn(moves, accountOf(grain, level), page.on) - grams,
  )
  const missing = -Math.min(0, ...lowest)
  return missing === 0 || flag('MEALS_GRAIN_NEGATIVE', { kg: missing / 1000 }, '/levels')
}

/** After an untoward incident the page of that day waits for the officer until the incident is lifted. */
export function notFrozen(page: Partial<Page>, context: Context, record: Record | undefined) {
  const on = String(record?.body['on'] ?? page.on ?? '')
  const isChange = record !== undefined && record.heads.length > 0
  return !isChange || !isFrozen(context, on) || hold('MEALS_FROZEN', { day: on })
}

export const isFrozen = (context: Context, on: Day): boolean =>
  context.records('incidents').some((r) => r.heads.length > 0 && r.state === 'frozen' && r.body['on'] === on)

const ODD: readonly string[] = [
  'MEALS_ATE_ABOVE_PRESENT',
  'MEALS_PRESENT_ABOVE_ENROLLED',
  'MEALS_WITHOUT_ATTENDANCE',
  'MEALS_PRESENT_DIFFERS',
  'MEALS_ATE_UNSERVED',
]

/** Whether an officer should look at a page: its figures do not go together. */
export const isOdd = (record: Record): number => (record.flags.some(({ code }) => ODD.includes(code)) ? 1 : 0)
