import type { Context } from '#kernel/define/context.ts'
import type { Measures } from '#kernel/define/measure.ts'
import type { Record } from '#kernel/entry/record.ts'
import { flag, refuse } from '#kernel/error.ts'
import { addDays, type Day } from '#kernel/rule/day.ts'

type Page = {
  loan: string
  copy: string
  to: string
  pupil?: string
  on: Day
  due?: Day
  backOn?: Day
  lostOn?: Day
}

const copyOf = (page: Page, context: Context): Record | undefined =>
  context.records('copies').find(({ stream, heads }) => stream === page.copy && heads.length > 0)

/** Only a copy that is on the register and not lost, missing or withdrawn goes out. */
export function copyThere(page: Page, context: Context, record: Record | undefined) {
  const copy = copyOf(page, context)
  if (!copy) return refuse('LOANS_COPY_UNKNOWN', {}, '/copy')
  const isLost = context.records('loans').some(({ state, body }) => state === 'lost' && body['copy'] === page.copy)
  if ((copy.state === 'kept' && !isLost) || record?.body['copy'] === page.copy) return true
  return refuse('LOANS_COPY_GONE', { no: Number(copy.body['no'] ?? 0) }, '/copy')
}

/** A copy is in one pair of hands: a second open loan is refused, whichever phone wrote it. */
export function oneLoan(page: Page, context: Context) {
  const other = context
    .records('loans')
    .find(({ stream, state, body }) => state === 'out' && body['copy'] === page.copy && stream !== page.loan)
  if (!other) return true
  const no = Number(copyOf(page, context)?.body['no'] ?? 0)
  return refuse('LOANS_COPY_OUT', { no, since: String(other.body['on']) }, '/copy')
}

/** A pupil of this school; one who has left already is kept and shown, also when the book is given up as lost. */
export function borrowerThere(page: Page, context: Context) {
  if (page.to !== 'pupil' || page.pupil === undefined) return true
  const pupil = context.records('pupils').find(({ stream }) => stream === page.pupil)
  if (!pupil) return refuse('LOANS_PUPIL_UNKNOWN', {}, '/pupil')
  return pupil.state !== 'left' || flag('LOANS_PUPIL_LEFT', {}, '/pupil')
}

/** Days for which a book goes out where the pack does not say. */
const DAYS = 14

/** When a loan is due: its own day, else the pack's days after it went out. */
export const dueOf = ({ on, due }: Partial<Pick<Page, 'on' | 'due'>>, context: Context): Day | undefined =>
  due ?? (on ? addDays(on, context.rate('library.loanDays', on) ?? DAYS) : undefined)

export function dueAfter(page: Page) {
  return (
    page.due === undefined || page.due >= page.on || flag('LOANS_DUE_EARLY', { due: page.due, on: page.on }, '/due')
  )
}

/** A book comes back after it went out and not tomorrow. */
export function dayPassed(page: Page, context: Context) {
  const day = page.backOn ?? page.lostOn
  if (day === undefined) return true
  if (day > context.today) return refuse('DAY_IN_FUTURE', { day, today: context.today })
  return day >= page.on || refuse('FIELD_WRONG_DAY', { value: day, from: page.on })
}

/** Loans made, those still open, and those that ended in a loss: the central rules bear five in a thousand. */
export const measuresOf: Measures = {
  count: {
    issued: ({ heads }) => (heads.length > 0 ? 1 : 0),
    out: ({ state }) => (state === 'out' ? 1 : 0),
    lost: ({ state }) => (state === 'lost' ? 1 : 0),
  },
  show: [{ measure: 'issued' }, { measure: 'out', of: 'issued' }, { measure: 'lost', of: 'issued', good: 'low' }],
}
