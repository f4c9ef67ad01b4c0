/**
 * Telephone numbers from which a school may write its registers by text message. A number speaks for one person and
 * gives no power of its own: what she may write is what her post lets her write. The head verifies the numbers of her
 * staff, the office above that of the head.
 */
import { head, officerAbove, teacher } from '#kernel/define/who.ts'
import { defineRegister } from '#kernel/define/register.ts'
import { choice } from '#kernel/field/choice.ts'
import { phone } from '#kernel/field/phone.ts'
import { ref } from '#kernel/field/ref.ts'
import { personHere, verifiers } from './sms-number.rules.ts'

export const smsNumber = defineRegister({
  id: 'sms-number',
  version: 1,
  catalogue: ['R3', 'R4'],
  icon: '✆',
  shelf: 'office',
  key: ['number'],
  fields: {
    number: phone().private(),
    person: ref('person'),
    language: choice('bn', 'hi', 'en').optional(),
  },
  states: ['given', 'verified'],
  codes: ['SMSNUMBER_PERSON_FOREIGN'],
  checks: { personHere },
  access: { write: [teacher, head, officerAbove], correct: [head, officerAbove] },
  steps: {
    verify: { from: 'given', to: 'verified', by: verifiers, checks: ['personHere'], due: 3 },
  },
  read: ['teacher', 'head', 'officer'],
  claims: ({ state, stream }) => (state === 'verified' ? [`sms:${stream}`] : []),
  measures: {
    count: { numbers: ({ state }) => (state === 'verified' ? 1 : 0) },
    show: [{ measure: 'numbers' }],
  },
  keep: 0,
  list: ['person', 'number', 'language'],
})
