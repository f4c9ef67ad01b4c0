/**
 * Closing a school year for every school below: by the district, under the number of its order (fact book UP §2.0).
 * Pages of a closed year wait for the office that closed it.
 */
import type { Who } from '#kernel/define/who.ts'
import { defineRegister } from '#kernel/define/register.ts'
import { refuse } from '#kernel/error.ts'
import { day } from '#kernel/field/day.ts'
import { term } from '#kernel/field/term.ts'
import { text } from '#kernel/field/text.ts'

const ownOfficer: Who = { role: 'officer', at: 'office' }
const order = { order: text({ max: 60 }), orderOn: day() }

export const yearClose = defineRegister({
  id: 'year-close',
  version: 1,
  catalogue: ['R2', 'R3', 'R7'],
  icon: '⊠',
  shelf: 'office',
  key: ['year'],
  fields: { year: term('school-year'), ...order },
  states: ['closed', 'reopened'],
  codes: ['YEAR_CLOSE_NOT_HERE', 'YEAR_CLOSE_NOT_OVER'],
  checks: {
    isLevel: (_page, context) => {
      const level = context.rate<string>('register.yearCloseLevel', context.today)
      return level === undefined || level === context.office.level || refuse('YEAR_CLOSE_NOT_HERE')
    },
    isOver: (page, context) =>
      page.year < context.yearOf('school-year', context.today) ||
      refuse('YEAR_CLOSE_NOT_OVER', { year: page.year }, '/year'),
  },
  steps: {
    reopen: { from: 'closed', to: 'reopened', by: [ownOfficer], with: order, reason: true, tone: 'danger' },
    closeAgain: { from: 'reopened', to: 'closed', by: [ownOfficer], with: order },
  },
  access: { write: [ownOfficer] },
  read: ['teacher', 'head', 'clerk', 'officer', 'viewer'],
  keptAt: ['*'],
  spreads: true,
  keep: 4000,
  list: ['year', 'order', 'orderOn'],
})
