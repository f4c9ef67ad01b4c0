import type { Context } from '#kernel/define/context.ts'
import type { Line } from '#kernel/define/definition.ts'
import type { Measures } from '#kernel/define/measure.ts'
import type { Record } from '#kernel/entry/record.ts'
import { flag, refuse } from '#kernel/error.ts'
import type { Day } from '#kernel/rule/day.ts'
import { toAscii } from '#kernel/rule/digits.ts'

type Page = {
  pupil: string
  year: string
  on: Day
  last4: string
  amount?: number
  consent?: boolean
  bought?: string
  picture?: unknown
  sentOn?: Day
  creditedOn?: Day
  failedOn?: Day
  reversedOn?: Day
  seenOn?: Day
}

type Components = { readonly [what: string]: number }

/** What a pupil is to receive, in paisa by purpose, as it stood on a day; undefined where no such money is paid. */
export const componentsOn = (context: Context, day: Day): Components | undefined =>
  context.rate<Components>('dbt.components', day)

export function yearFits(page: Page, context: Context) {
  if (!componentsOn(context, page.on)) return refuse('DBT_NOT_HERE', {}, '/year')
  const year = context.yearOf('school-year', page.on)
  return page.year === year || refuse('DBT_YEAR_WRONG', { year }, '/year')
}

/** Siblings may share an account, so nothing about it need be unique; the pupil must be of this school. */
export function pupilKnown(page: Page, context: Context) {
  const pupil = context.records('pupils').find(({ stream }) => stream === page.pupil)
  if (!pupil) return refuse('DBT_PUPIL_UNKNOWN', {}, '/pupil')
  return pupil.state !== 'left' || flag('DBT_PUPIL_LEFT', {}, '/pupil')
}

/** Four figures, in any of the three scripts. */
export function lastFour(page: Page) {
  return /^\d{4}$/.test(toAscii(page.last4)) || refuse('DBT_LAST_FOUR', {}, '/last4')
}

/** A credit of another amount than the rate is kept and marked: banks do pay in parts. */
export function amountFits(page: Page, context: Context) {
  const due = sumOf(componentsOn(context, page.on))
  return (
    page.amount === undefined ||
    page.amount === due ||
    flag('DBT_AMOUNT_DIFFERS', { due: Math.round(due / 100) }, '/amount')
  )
}

/** Looking at what was bought needs the parent's consent; a picture most of all. */
export function consentGiven(page: Page) {
  return page.consent === true || page.picture === undefined || refuse('DBT_NO_CONSENT', {}, '/picture')
}

/** What banks did lies in the past. */
export function dayPassed(page: Page, context: Context) {
  const late = [page.sentOn, page.creditedOn, page.failedOn, page.reversedOn, page.seenOn].find(
    (day) => day !== undefined && day > context.today,
  )
  return late === undefined || refuse('DAY_IN_FUTURE', { day: late, today: context.today })
}

const sumOf = (components: Components | undefined): number =>
  Object.values(components ?? {}).reduce((sum, amount) => sum + amount, 0)

const LINES: { readonly [what: string]: { label: string } } = {
  uniform: { label: 'explain.uniform' },
  sweater: { label: 'explain.sweater' },
  bag: { label: 'explain.bag' },
  shoes: { label: 'explain.shoes' },
  stationery: { label: 'explain.stationery' },
}

/** What the money is for, in whole rupees, by the rate of the page's day. */
export function componentLines(record: Record, context: Context): readonly Line[] {
  const on = record.body['on']
  const components = typeof on === 'string' ? componentsOn(context, on) : undefined
  if (!components) return []
  return [
    ...Object.entries(components).flatMap(([what, paisa]) =>
      LINES[what] ? [{ ...LINES[what], value: Math.round(paisa / 100) }] : [],
    ),
    { label: 'explain.total', value: Math.round(sumOf(components) / 100), total: true },
  ]
}

const isIn =
  (...states: readonly string[]) =>
  (record: Record): number =>
    record.heads.length > 0 && states.includes(record.state) ? 1 : 0

/** Pupils by where their money stands. */
export const measuresOf: Measures = {
  count: {
    pages: ({ heads }) => (heads.length > 0 ? 1 : 0),
    credited: isIn('credited'),
    failed: isIn('failed', 'reversed'),
    waiting: isIn('pending', 'verified', 'sent'),
  },
  show: [
    { measure: 'credited', of: 'pages', good: 'high' },
    { measure: 'failed', of: 'pages', good: 'low' },
  ],
}
