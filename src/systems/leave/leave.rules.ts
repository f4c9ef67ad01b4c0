import type { Context } from '#kernel/define/context.ts'
import type { Line } from '#kernel/define/definition.ts'
import type { Letter } from '#kernel/define/letter.ts'
import { deskOf, passedOf, roadOf, type Moves } from '#kernel/define/road.ts'
import type { Who } from '#kernel/define/who.ts'
import type { Body, Record } from '#kernel/entry/record.ts'
import { flag, refuse } from '#kernel/error.ts'
import { addDays, addMonths, type Day } from '#kernel/rule/day.ts'
import { balanceOn, givenBy, type Account, type Balance, type Earning, type Taken } from '#kernel/rule/leave-account.ts'
import { length, overlaps, type Period } from '#kernel/rule/period.ts'
import { awayDays } from '../common/away-days.ts'

/** One kind of leave as the pack has it (`leave.rules`): where it comes from and its limits, in days. */
export type LeaveRule = {
  account: Account
  /** From where it comes for those who take their school's vacations, where that is another account. */
  vacation?: Account
  atOnce?: number
  /** The same in months of the calendar, from the first day. */
  atOnceMonths?: number
  inService?: number
  times?: number
  years?: number
  everyYears?: number
  certificate?: boolean
  /** Counts as duty, so that it earns leave itself. */
  duty?: boolean
}

type Leave = { case?: string; teacher: string; kind: string; days: Period; certificate?: unknown }

/** Things of the service book during which nobody is on duty (BD fact book §2.1: accrual leaves out suspension and break). */
const NO_DUTY: readonly unknown[] = ['suspension', 'break']

/** Steps that move a case from desk to desk. */
const MOVES: Moves = { on: ['recommend'], anew: ['askAgain'] }

export function ruleOf({ kind, days }: Pick<Leave, 'kind' | 'days'>, context: Context): LeaveRule | undefined {
  const rule = context.rate<{ [kind: string]: LeaveRule }>('leave.rules', days.from)?.[kind]
  const isInVacation = rule?.vacation !== undefined && accountOf(context)?.body['vacation'] === 'yes'
  return isInVacation ? { ...rule, account: rule.vacation! } : rule
}

/** Whose desk a case lies on by the approver matrix of the day it was asked for (`leave.roads`). */
export function desk(record: Record | undefined, body: Body, context: Context): { who: Who; isLast: boolean } {
  const leave = { ...record?.body, ...body } as unknown as Leave
  const day = leave.days?.from ?? context.today
  const traveller = { subject: leave.teacher, kind: leave.kind, ...(leave.days && { amount: length(leave.days) }) }
  return deskOf(roadOf('leave.roads', day, traveller, context), passedOf(record, MOVES))
}

/** Who hands a case on, and who decides it. */
export const recommender = (record: Record | undefined, body: Body, context: Context): readonly Who[] => {
  const { who, isLast } = desk(record, body, context)
  return isLast ? [] : [who]
}
export const decider = (record: Record | undefined, body: Body, context: Context): readonly Who[] => {
  const { who, isLast } = desk(record, body, context)
  return isLast ? [who] : []
}
export const holder = (record: Record | undefined, body: Body, context: Context): readonly Who[] => [
  desk(record, body, context).who,
]

/** One asks from the school at which one is posted, and not for days before one came. */
export function posted({ teacher, days }: Leave, context: Context) {
  const here = context.staff().find(({ person }) => person === teacher)
  if (!here) return refuse('LEAVE_POSTED_ELSEWHERE', {}, '/teacher')
  return days.from >= here.from || refuse('LEAVE_BEFORE_JOINING', { day: here.from }, '/days')
}

/** No day is asked for twice, in whichever of the two procedures. */
export function free(leave: Leave, context: Context, record: Record | undefined) {
  const own = record?.stream ?? leave.case
  const days = leave.days ?? (record?.body['days'] as Period)
  const other = [...context.records('mine'), ...context.records('casual')].find(
    ({ stream, state, body }) =>
      stream !== own && ['asked', 'granted', 'joined'].includes(state) && overlaps(awayDays(body), days),
  )
  const told = other?.body['days'] as Period | undefined
  return !told || refuse('LEAVE_DAYS_TAKEN', { from: told.from, to: told.to }, '/days')
}

/** The kind's own limits: at a stretch, in service, how often, after how many years. */
export function withinLimits(given: Leave, context: Context, record: Record | undefined) {
  const leave = { ...(record?.body as unknown as Leave), ...given }
  const rule = ruleOf(leave, context)
  if (!rule) return refuse('LEAVE_KIND_UNKNOWN', {}, '/kind')
  const asked = length(leave.days)
  const most = mostAtOnce(rule, leave.days.from)
  if (most !== undefined && asked > most) return refuse('LEAVE_TOO_LONG', { asked, most }, '/days')
  const account = accountOf(context)
  const before = grantedOf(leave, context).filter(({ body }) => body['kind'] === leave.kind)
  const taken = openingOf(account, leave.kind) + before.reduce((sum, { body }) => sum + length(awayDays(body)), 0)
  if (rule.inService !== undefined && taken + asked > rule.inService)
    return refuse('LEAVE_SERVICE_LIMIT', { asked, left: Math.max(0, rule.inService - taken) }, '/days')
  const times = before.length + (leave.kind === 'maternity' ? Number(account?.body['maternity'] ?? 0) : 0)
  if (rule.times !== undefined && times >= rule.times) return refuse('LEAVE_TIMES_UP', { times }, '/kind')
  const last = lastEnd(before, leave.kind === 'recreation' ? account?.body['recreation'] : undefined)
  const next = rule.everyYears !== undefined && last ? addMonths(last, rule.everyYears * 12) : undefined
  if (next !== undefined && leave.days.from < next) return refuse('LEAVE_TOO_SOON', { day: next }, '/days')
  const since = account?.body['since'] as Day | undefined
  const from = rule.years !== undefined && since ? addMonths(since, rule.years * 12) : undefined
  return from === undefined || leave.days.from >= from || refuse('LEAVE_SERVICE_SHORT', { day: from }, '/kind')
}

/** Days that a kind may last which begins on a day: months are as long as the calendar has them. */
function mostAtOnce({ atOnce, atOnceMonths }: LeaveRule, from: Day): number | undefined {
  if (atOnceMonths === undefined) return atOnce
  return length({ from, to: addDays(addMonths(from, atOnceMonths), -1) })
}

/** What the kind needs beside the days: told when it is asked for, wanted when it is granted. */
export function complete(given: Leave, context: Context, record: Record | undefined) {
  const leave = { ...(record?.body as unknown as Leave), ...given }
  const rule = ruleOf(leave, context)
  const isDecided = record?.state === 'asked'
  if (rule?.certificate && leave.certificate === undefined)
    return isDecided
      ? refuse('LEAVE_CERTIFICATE_MISSING', {}, '/certificate')
      : flag('LEAVE_CERTIFICATE_MISSING', {}, '/certificate')
  if (!rule || rule.account === 'none') return true
  const balance = balanceFor(leave, context)
  if (!balance)
    return isDecided ? refuse('LEAVE_ACCOUNT_MISSING', {}, '/kind') : flag('LEAVE_ACCOUNT_MISSING', {}, '/kind')
  const [asked, left] = [length(leave.days), Math.max(0, givenBy(rule.account, balance))]
  if (asked > left) return refuse('LEAVE_ACCOUNT_SHORT', { asked, left }, '/days')
  // What is in it counts for an order once the officer has compared the book.
  if (accountOf(context)?.state === 'entered')
    return isDecided ? refuse('LEAVE_ACCOUNT_UNATTESTED', {}, '/kind') : flag('LEAVE_ACCOUNT_UNATTESTED', {}, '/kind')
  return true
}

/** Whoever was on leave comes back on a day of it, or after it. */
export function backAfterStart(given: object, context: Context, record: Record | undefined) {
  const { joined } = given as { joined?: Day }
  if (joined !== undefined && joined > context.today)
    return refuse('DAY_IN_FUTURE', { day: joined, today: context.today }, '/joined')
  const { from } = (record?.body['days'] ?? { from: '' }) as Period
  return joined === undefined || joined > from || refuse('LEAVE_JOINED_EARLY', { day: from }, '/joined')
}

/** How the balance came about, line by line, for the one who asks and for each desk. */
export function balanceLines(record: Record, context: Context): Line[] {
  const leave = record.body as unknown as Leave
  const rule = leave.days && leave.kind ? ruleOf(leave, context) : undefined
  if (!rule) return []
  const asked = length(leave.days)
  if (rule.account === 'none') return [{ label: 'explain.days', value: asked, total: true }]
  const account = accountOf(context)
  const balance = balanceFor(leave, context)
  if (!account || !balance) return [{ label: 'explain.days', value: asked, total: true }]
  const of = rule.account === 'full' ? 'full' : 'half'
  const cost = rule.account === 'commuted' ? 2 * asked : asked
  const facts = { day: String(account.body['on']) }
  const value = Number(account.body[of])
  return [
    of === 'full' ? { label: 'explain.openingFull', value, facts } : { label: 'explain.openingHalf', value, facts },
    { label: 'explain.earned', value: balance.earned[of], facts: { count: balance.duty } },
    { label: 'explain.used', value: -balance.used[of] },
    rule.account === 'commuted'
      ? { label: 'explain.askedDouble', value: -cost }
      : { label: 'explain.asked', value: -cost },
    { label: 'explain.left', value: balance.left[of] - cost, total: true },
  ]
}

/** The order that the last desk signs. */
export function orderOf({ body }: Record, context: Context): Letter {
  const leave = body as unknown as Leave
  const who = context.staff().find(({ person }) => person === leave.teacher)
  const facts = {
    name: who?.names ?? '',
    post: who?.title ?? '',
    office: context.office.names,
    kind: { field: 'kind', value: leave.kind },
    days: { field: 'days', value: leave.days },
    count: length(leave.days),
  }
  return {
    type: 'order',
    kind: 'leave',
    subject: { label: 'order.subject', facts: { kind: facts.kind } },
    paragraphs: [{ label: 'order.granted', facts }, { label: 'order.rejoin' }],
    copies: [{ label: 'order.copyHead' }, { label: 'order.copyAccounts' }, { label: 'order.copyPerson' }],
  }
}

const accountOf = (context: Context): Record | undefined =>
  context.records('accounts').find(({ state, heads }) => heads.length > 0 && state !== 'cancelled')

/** Days of a kind that were taken in service before the account was opened here. */
const openingOf = (account: Record | undefined, kind: string): number =>
  kind === 'commuted' || kind === 'study' || kind === 'childCare' ? Number(account?.body[kind] ?? 0) : 0

const grantedOf = (leave: Leave, context: Context): Record[] =>
  context
    .records('mine')
    .filter(({ stream, state }) => stream !== leave.case && (state === 'granted' || state === 'joined'))

const lastEnd = (records: readonly Record[], before: unknown): Day | undefined =>
  [...records.map(({ body }) => awayDays(body).to), ...(typeof before === 'string' ? [before] : [])].sort().at(-1)

/** The accounts on the eve of a leave, all others that were granted counted, also those that begin later. */
function balanceFor(leave: Leave, context: Context): Balance | undefined {
  const account = accountOf(context)
  const earning = context.rate<Earning>('leave.earning', leave.days.from)
  if (!account || !earning) return undefined
  const { on, full, half, vacation } = account.body as { on: Day; full: number; half: number; vacation: string }
  const taken = grantedOf(leave, context).flatMap(({ body }): Taken[] => {
    const one = body as unknown as Leave
    const rule = ruleOf(one, context)
    return rule ? [{ account: rule.account, days: awayDays(body), ...(rule.duty && { duty: true }) }] : []
  })
  const opening = { on, full, half, vacation: vacation === 'yes' }
  return balanceOn(leave.days.from, opening, taken, earning, breaksUntil(leave.days.from, context))
}

/** Suspensions and breaks that her officer has attested in the service book; one without an end lasts until the day. */
const breaksUntil = (day: Day, context: Context): Period[] =>
  context
    .records('service')
    .filter(({ state, heads, body }) => heads.length > 0 && state === 'verified' && NO_DUTY.includes(body['kind']))
    .map(({ body }) => ({ from: body['on'] as Day, to: (body['until'] as Day | undefined) ?? day }))
