/**
 * Child census: one page for each child of the catchment, written at its door and looked at again in every round until it
 * goes to school. Columns, rounds and ages: UP basic R11 (fact book). Whether a child of the census is a pupil of the
 * admission register is suggested by how names sound, and said by a person.
 */
import { head, officerAbove, teacher } from '#kernel/define/who.ts'
import { defineRegister } from '#kernel/define/register.ts'
import type { Body } from '#kernel/entry/record.ts'
import { choice } from '#kernel/field/choice.ts'
import { count } from '#kernel/field/count.ts'
import { day } from '#kernel/field/day.ts'
import { name } from '#kernel/field/name.ts'
import { phone } from '#kernel/field/phone.ts'
import { ref } from '#kernel/field/ref.ts'
import { text } from '#kernel/field/text.ts'
import {
  ageGiven,
  ageInRange,
  isMatch,
  isOut,
  likelyTwice,
  notEarlier,
  otherChild,
  sameChild,
  suggested,
  tidingsOf,
} from './census.rules.ts'
import { alikeSheet, censusSheet, outSheet } from './census-sheets.ts'

const status = choice('enrolled', 'never', 'dropout', 'anganwadi')
const cause = choice(
  'work',
  'siblings',
  'distance',
  'poverty',
  'illness',
  'disability',
  'marriage',
  'moving',
  'papers',
  'no-wish',
  'other',
)

/** What is known of where a child goes is known anew with each visit. */
const visited = ({ where: _where, cause: _cause, pupil: _pupil, ...body }: Body, given: Body): Body => ({
  ...body,
  ...given,
})

/** What is written at the door. */
const fields = {
  child: ref('record', { self: true }),
  on: day(),
  name: name(),
  sex: choice('girl', 'boy', 'other'),
  birth: day().optional().private(),
  age: count({ min: 0, max: 18 }).optional(),
  status,
  where: text({ max: 120 }).optional(),
  cause: cause.optional(),
  habitation: text({ max: 60 }),
  house: text({ max: 20 }).optional(),
  householder: text({ max: 80 }),
  father: name().optional().private(),
  mother: name().optional().private(),
  occupation: text({ max: 60 }).optional().private(),
  phone: phone().optional().private(),
  migrant: choice('no', 'yes').optional().private(),
  disability: choice('none', 'seeing', 'hearing', 'moving', 'speaking', 'learning', 'other').optional().private(),
  note: text({ max: 200 }).optional(),
}

export const census = defineRegister({
  id: 'census',
  version: 1,
  catalogue: ['R11'],
  icon: '⌂',
  shelf: 'pupils',
  key: ['child'],
  fields,
  states: ['counted', 'gone', 'twice'],
  codes: [
    'CENSUS_AGE_MISSING',
    'CENSUS_AGE_OUTSIDE',
    'CENSUS_LIKELY_TWICE',
    'CENSUS_EARLIER',
    'CENSUS_UNLIKE',
    'CENSUS_PUPIL_UNKNOWN',
    'CENSUS_PUPIL_TAKEN',
    'CENSUS_CHILD_UNKNOWN',
  ],
  needs: { children: { system: 'census', of: 'office' }, pupils: { system: 'admission', of: 'office' } },
  checks: { ageGiven, ageInRange, likelyTwice, notEarlier, isMatch, otherChild },
  access: { write: [teacher, head], correct: [teacher, head, officerAbove] },
  steps: {
    enter: { from: null, to: 'counted', by: [teacher, head], checks: ['ageGiven', 'ageInRange', 'likelyTwice'] },
    visit: {
      from: ['counted', 'gone'],
      to: 'counted',
      by: [teacher, head],
      with: { on: day(), status, where: text({ max: 120 }).optional(), cause: cause.optional() },
      checks: ['notEarlier'],
      amend: visited,
    },
    match: {
      from: 'counted',
      to: 'counted',
      by: [teacher, head],
      with: { pupil: ref('pupil') },
      checks: ['isMatch'],
      amend: (body, given) => ({ ...visited(body, given), status: 'enrolled' }),
      tone: 'quiet',
    },
    gone: {
      from: 'counted',
      to: 'gone',
      by: [teacher, head],
      with: { on: day(), note: text({ max: 200 }).optional() },
      checks: ['notEarlier'],
      tone: 'quiet',
    },
    same: {
      from: ['counted', 'gone'],
      to: 'twice',
      by: [head],
      with: { first: ref('record', { of: 'census' }) },
      checks: ['otherChild'],
      tone: 'danger',
    },
    correct: {
      from: ['counted', 'gone', 'twice'],
      to: 'counted',
      mode: 'replace',
      by: [teacher, head, officerAbove],
      with: fields,
      reason: true,
      checks: ['ageGiven', 'ageInRange'],
      tone: 'quiet',
    },
  },
  asks: {
    birth: () => 'first',
    age: ({ birth }) => (birth === undefined ? 'first' : 'no'),
    where: ({ status }) => (status === 'enrolled' ? 'must' : 'no'),
    cause: ({ status }) => (status === 'never' || status === 'dropout' ? 'must' : 'no'),
    father: () => 'first',
  },
  leads: {
    sibling: {
      system: 'census',
      preset: ({ state, body }) => {
        const { habitation, house, householder, father, mother, occupation, phone: number } = body
        const known = { habitation, house, householder, father, mother, occupation, phone: number }
        return state === 'counted' ? known : undefined
      },
    },
    admit: {
      system: 'admission',
      preset: ({ state, body }) =>
        state === 'counted' && isOut(body)
          ? {
              name: body['name'],
              sex: body['sex'],
              birth: body['birth'],
              mother: body['mother'],
              father: body['father'],
            }
          : undefined,
    },
  },
  read: ['teacher', 'head', 'clerk', 'officer'],
  namesUpTo: 'district',
  day: (page) => page.on,
  starts: suggested,
  tells: tidingsOf,
  explain: sameChild,
  measures: {
    count: {
      children: ({ state }) => (state === 'counted' ? 1 : 0),
      out: ({ state, body }) => (state === 'counted' && isOut(body) ? 1 : 0),
      never: ({ state, body }) => (state === 'counted' && body['status'] === 'never' ? 1 : 0),
      gone: ({ state }) => (state === 'gone' ? 1 : 0),
    },
    show: [
      { measure: 'children' },
      { measure: 'out', of: 'children', good: 'low' },
      { measure: 'never', of: 'children', good: 'low' },
      { measure: 'gone' },
    ],
  },
  sheets: { census: censusSheet, out: outSheet, alike: alikeSheet },
  keep: 0,
  list: ['name', 'status', 'habitation'],
})
