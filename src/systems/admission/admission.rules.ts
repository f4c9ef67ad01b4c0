import type { Context } from '#kernel/define/context.ts'
import type { Record } from '#kernel/entry/record.ts'
import { canonical } from '#kernel/entry/canonical.ts'
import { flag, refuse } from '#kernel/error.ts'
import type { Name } from '#kernel/field/name.ts'
import { ageEligible } from '#kernel/rule/age-rule.ts'
import { addDays, type Day } from '#kernel/rule/day.ts'
import { spellsOf } from '../common/roll.ts'

type Page = {
  pupil: string
  on: Day
  group: string
  name: Name
  birth: Day
  proof: string
  mother?: Name
  father?: Name
  guardian?: Name
  parents?: string
  previous?: string
  previousTc?: string
  no?: number
  from?: Day
  leftOn?: Day
}

/** A number on the register belongs to one page for ever, also when that page is cancelled. */
export function numberFree(page: Page, context: Context) {
  if (page.no === undefined) return true
  const holder = context.records('pupils').find((r) => r.body['no'] === page.no && r.stream !== page.pupil)
  return holder === undefined || refuse('ADMISSION_NUMBER_USED', { no: page.no }, '/no')
}

export function birthBeforeAdmission(page: Page) {
  return page.birth <= page.on || refuse('ADMISSION_BEFORE_BIRTH', { birth: page.birth, on: page.on }, '/birth')
}

/**
 * Age for class 1 by the pack's dated rule (UP: six years by 31 July from 2025-26). A child under or over age is taken
 * and marked, since no child may be turned away at the school's door (RTE).
 */
export function ageAtEntry(page: Page, context: Context) {
  const minYears = context.rate('admission.minAge', page.on)
  if (minYears === undefined || !page.group.startsWith('1-') || page.birth > page.on) return true
  const verdict = ageEligible(page.birth, dayOfRule(context, page.on), { minYears })
  if (verdict.ok) return true
  return 'short' in verdict ? flag('ADMISSION_UNDER_AGE', { years: minYears, short: verdict.short }, '/birth') : true
}

/** The rule's day (`07-31`) in the school year of an admission. */
function dayOfRule(context: Context, on: Day): Day {
  const monthDay = context.rate<string>('admission.ageOn', on) ?? '01-01'
  const began = Number(on.slice(0, 4)) - (on.slice(5) < context.yearStart ? 1 : 0)
  return `${monthDay < context.yearStart ? began + 1 : began}-${monthDay}`
}

export function proofGiven(page: Page) {
  return page.proof !== 'none' || flag('ADMISSION_NO_PROOF', {}, '/proof')
}

/** Both parents, or the guardian where both are dead. */
export function guardianGiven(page: Page) {
  const isKnown = page.parents === 'none' ? page.guardian : (page.mother ?? page.father ?? page.guardian)
  return isKnown !== undefined || flag('ADMISSION_GUARDIAN_MISSING', {}, '/guardian')
}

/** The same name, birth date and mother on two open pages: shown, never merged. Twins differ by name. */
export function likelyTwice(page: Page, context: Context) {
  const like = context
    .records('pupils')
    .find(
      (r) =>
        r.stream !== page.pupil &&
        r.state === 'enrolled' &&
        r.body['birth'] === page.birth &&
        isSame(r.body['name'], page.name) &&
        isSame(r.body['mother'], page.mother),
    )
  return like === undefined || flag('ADMISSION_LIKELY_TWICE', { no: Number(like.body['no'] ?? 0) }, '/name')
}

const isSame = (a: unknown, b: unknown): boolean => canonical(a ?? null) === canonical(b ?? null)

/** A pupil from another school without its transfer certificate is admitted all the same: delay is no ground (RTE). */
export function transferPaper(page: Page) {
  return !page.previous || page.previousTc !== undefined || flag('ADMISSION_TC_PENDING', {}, '/previousTc')
}

/** Days ahead for which a class may be promoted: at year end the new year's sections are made up before it begins. */
export const PROMOTE_AHEAD = 60

/** A move or removal cannot come before the last one or before the admission, nor a removal before its day. */
export function notBeforeAdmission(page: Page, context: Context, record: Record | undefined) {
  const day = page.leftOn ?? page.from
  const ahead = page.leftOn === undefined ? PROMOTE_AHEAD : 0
  if (day !== undefined && day > addDays(context.today, ahead))
    return refuse('DAY_IN_FUTURE', { day, today: context.today })
  if (record === undefined || day === undefined) return true
  const last = spellsOf(record).at(-1)
  if (last === undefined || day >= last.from) return true
  return refuse('ADMISSION_BEFORE_ADMISSION', { day, since: last.from })
}

/** The first day on which the roll differs between two states of a page: sheets from that day on are counted again. */
export function firstTouched(before: Record | undefined, after: Record): { from: Day } | undefined {
  const a = before ? spellsOf(before) : []
  const b = spellsOf(after)
  const days = [...differing(a, b), ...differing(b, a)]
  const first = days.sort()[0]
  return first === undefined ? undefined : { from: first }
}

function differing(a: ReturnType<typeof spellsOf>, b: ReturnType<typeof spellsOf>): Day[] {
  return a.flatMap((spell) => {
    const same = b.find((other) => other.group === spell.group && other.from === spell.from)
    if (!same) return [spell.from]
    if (same.to === spell.to) return []
    return [[spell.to, same.to].filter((day) => day !== undefined).sort()[0] ?? spell.from]
  })
}
