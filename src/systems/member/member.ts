/** Who sits on the school's committees, since when, and in which seat: quorum and signatures rest on it. */
import { head, officerAbove } from '#kernel/define/who.ts'
import { defineRegister } from '#kernel/define/register.ts'
import { choice } from '#kernel/field/choice.ts'
import { day } from '#kernel/field/day.ts'
import { listed } from '#kernel/field/listed.ts'
import { name } from '#kernel/field/name.ts'
import { phone } from '#kernel/field/phone.ts'
import { ref } from '#kernel/field/ref.ts'
import { committeeSheet } from './committee-sheet.ts'
import { leavesLater, oneChair, withinSize } from './member.rules.ts'

export const member = defineRegister({
  id: 'member',
  version: 1,
  catalogue: ['R8'],
  icon: '☷',
  shelf: 'meetings',
  key: ['member'],
  fields: {
    member: ref('record', { self: true }),
    committee: listed('committees'),
    name: name(),
    sex: choice('female', 'male', 'other'),
    kind: listed('memberKinds'),
    seat: choice('member', 'chair', 'vice-chair', 'secretary'),
    from: day(),
    until: day().optional(),
    person: ref('person').optional(),
    phone: phone().optional().private(),
  },
  states: ['entered', 'left'],
  codes: ['MEMBER_SECOND_CHAIR', 'MEMBER_COMMITTEE_FULL', 'MEMBER_LEFT_BEFORE'],
  needs: { members: { system: 'member', of: 'office' } },
  checks: { oneChair, withinSize, leavesLater },
  access: { write: [head], correct: [head, officerAbove] },
  steps: {
    leave: {
      from: 'entered',
      to: 'left',
      by: [head],
      with: { leftOn: day(), cause: choice('term', 'resigned', 'moved', 'removed', 'died', 'other') },
      checks: ['leavesLater'],
      tone: 'quiet',
    },
  },
  read: ['teacher', 'head', 'clerk', 'officer'],
  sheets: { committee: committeeSheet },
  keep: 0,
  list: ['name', 'seat', 'kind'],
})
