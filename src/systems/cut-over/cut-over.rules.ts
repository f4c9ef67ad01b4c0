import type { Context } from '#kernel/define/context.ts'
import type { Line } from '#kernel/define/definition.ts'
import type { Body, Record } from '#kernel/entry/record.ts'
import { flag, refuse } from '#kernel/error.ts'
import type { Unit } from '#kernel/rule/amount.ts'
import { daysBetween, type Day } from '#kernel/rule/day.ts'

/** What each register with balances was opened with, as its own pages say: those that bring forward from paper. */
const OPENINGS: { readonly [book: string]: { mark: string; amount?: string; unit?: Unit } } = {
  receipt: { mark: 'kind', amount: 'amount', unit: 'paisa' },
  'meal-grain': { mark: 'kind', amount: 'amount', unit: 'gram' },
  'meal-cash': { mark: 'kind', amount: 'amount', unit: 'paisa' },
  stock: { mark: 'what' },
}

/** Registers that are opened by their pages themselves: every pupil, every copy. */
const PAGES = ['admission', 'library']

/** Nobody agrees to a register whose balances were not brought forward; a missing photo is remarked. */
export function isReady(_given: object, context: Context, record: Record | undefined) {
  const { book, lastPage } = (record?.body ?? {}) as { book?: string; lastPage?: unknown }
  if (book !== undefined && needsOpening(book) && openingsOf(book, context).length === 0)
    return refuse('CUTOVER_OPENING_MISSING', {})
  return lastPage !== undefined || flag('CUTOVER_NO_PHOTO', {})
}

/** Paper is not closed before the register began. */
export function notBeforeStart(given: object, _context: Context, record: Record | undefined) {
  const { closedOn } = given as { closedOn?: Day }
  const from = String(record?.body['from'] ?? '')
  return closedOn === undefined || closedOn >= from || refuse('CUTOVER_BEFORE_START', { day: from }, '/closedOn')
}

/** Both are kept side by side for some time, so that somebody has compared them; less is remarked. */
export function longEnough(given: object, context: Context, record: Record | undefined) {
  const { closedOn } = given as { closedOn?: Day }
  const from = record?.body['from'] as Day | undefined
  const days = context.rate<number>('cutover.bothDays', context.today)
  if (closedOn === undefined || from === undefined || days === undefined) return true
  const kept = daysBetween(from, closedOn)
  return kept >= days || flag('CUTOVER_SHORT', { days: Math.max(0, kept), least: days }, '/closedOn')
}

/** Whether a register cannot begin without what the paper ends with. */
export const needsOpening = (book: string): boolean => book in OPENINGS || PAGES.includes(book)

/** The pages by which a register was opened. */
export function openingsOf(book: string, context: Context): readonly Record[] {
  const standing = (system: string) =>
    context.records(system).filter(({ state, heads }) => heads.length > 0 && state !== 'cancelled')
  if (PAGES.includes(book)) return standing(book)
  const { mark } = OPENINGS[book] ?? {}
  return mark === undefined ? [] : standing(book).filter(({ body }) => body[mark] === 'opening')
}

/** How many registers of a school are planned, kept beside paper, and without paper: what an officer sees who plans. */
export function progressOf(context: Context): Line[] {
  const pages = context.records('books').filter(({ heads }) => heads.length > 0)
  return (['planned', 'proposed', 'both', 'digital'] as const)
    .map((state) => ({ label: `states.${state}`, value: pages.filter((page) => page.state === state).length }))
    .filter(({ value }) => value > 0)
}

/** What was brought forward, counted out: whoever agrees compares it with the photo. */
export function openingLines(record: Record, context: Context): Line[] {
  const book = String(record.body['book'] ?? '')
  if (!needsOpening(book)) return []
  const pages = openingsOf(book, context)
  const { amount, unit } = OPENINGS[book] ?? {}
  const value = pages.length
  const lines: Line[] = [PAGES.includes(book) ? { label: 'lines.pages', value } : { label: 'lines.openings', value }]
  if (amount !== undefined && unit !== undefined)
    lines.push({ label: 'lines.sum', value: sumOf(pages, amount), unit, total: true })
  const last = PAGES.includes(book) ? Math.max(0, ...pages.map(({ body }) => Number(body['no'] ?? 0))) : 0
  return last > 0 ? [...lines, { label: 'lines.last', value: last }] : lines
}

const sumOf = (pages: readonly Record[], name: string): number =>
  pages.reduce((sum, { body }: { body: Body }) => sum + Number(body[name] ?? 0), 0)
