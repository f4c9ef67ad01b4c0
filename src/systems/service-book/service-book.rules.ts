import type { Context } from '#kernel/define/context.ts'
import type { Record } from '#kernel/entry/record.ts'
import { flag, refuse } from '#kernel/error.ts'
import type { Day } from '#kernel/rule/day.ts'

type Event = {
  event?: string
  person: string
  on: Day
  until?: Day
  kind: string
  pay?: number
  order?: string
  certificate?: unknown
}

/** A page is written where the person is posted. */
export function onStaff({ person }: Event, context: Context) {
  return context.staff().some((one) => one.person === person) || refuse('SERVICE_NOT_ON_STAFF', {}, '/person')
}

/** The same thing of the same day is remarked: one of the two is a mistake, or both are true. */
export function notTwice(event: Event, context: Context) {
  const like = othersOf(event, context).some(({ body }) => body['kind'] === event.kind && body['on'] === event.on)
  return !like || flag('SERVICE_TWICE', { day: event.on }, '/on')
}

/** Pay that falls is lawful (a penalty) and rare: whoever attests looks twice. */
export function payGrows(event: Event, context: Context) {
  if (event.pay === undefined) return true
  const last = othersOf(event, context)
    .filter(({ body }) => typeof body['pay'] === 'number' && String(body['on']) <= event.on)
    .sort((a, b) => (String(a.body['on']) < String(b.body['on']) ? -1 : 1))
    .at(-1)
  const before = Number(last?.body['pay'] ?? 0)
  return event.pay >= before || flag('SERVICE_PAY_LOWER', { before: before / 100 }, '/pay')
}

/** Neither an order's number nor a photo of the paper: it is kept, and attested only by one who has seen it. */
export function proven({ order, certificate }: Event) {
  return order !== undefined || certificate !== undefined || flag('SERVICE_UNPROVEN', {}, '/certificate')
}

/** What lasts ends on the day it begins or after it: a suspension whose end is not known yet has none. */
export function endsAfter({ on, until }: Event) {
  return until === undefined || until >= on || refuse('SERVICE_ENDS_EARLY', { day: on }, '/until')
}

/** The pages of one person, the oldest thing first. */
export const eventsOf = (person: string, context: Context): Record[] =>
  context
    .records('events')
    .filter(({ state, heads, body }) => heads.length > 0 && state !== 'cancelled' && body['person'] === person)
    .sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1))

const othersOf = (event: Event, context: Context): Record[] =>
  eventsOf(event.person, context).filter(({ stream }) => stream !== event.event)

const keyOf = ({ body, stream }: Record): string => `${String(body['on'])} ${stream}`
