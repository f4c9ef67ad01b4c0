import type { Context } from '#kernel/define/context.ts'
import { flag, refuse } from '#kernel/error.ts'
import type { Day } from '#kernel/rule/day.ts'
import { membersOn } from '../common/committee.ts'

type Page = { member: string; committee: string; seat: string; from: Day; leftOn?: Day }

const others = (page: Page, context: Context) =>
  membersOn(context.records('members'), page.committee, page.from).filter((m) => m.stream !== page.member)

/** Two chairs at once are for people to sort out. */
export function oneChair(page: Page, context: Context) {
  return (
    page.seat !== 'chair' ||
    !others(page, context).some((m) => m.body['seat'] === 'chair') ||
    flag('MEMBER_SECOND_CHAIR', {}, '/seat')
  )
}

/** More members than the pack's committee has seats. */
export function withinSize(page: Page, context: Context) {
  const size = context.rate('committee.size', page.from)
  return size === undefined || others(page, context).length < size || flag('MEMBER_COMMITTEE_FULL', { size })
}

export function leavesLater({ from, leftOn }: Page) {
  return leftOn === undefined || leftOn >= from || refuse('MEMBER_LEFT_BEFORE', { from, left: leftOn }, '/leftOn')
}
