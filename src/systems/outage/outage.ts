/**
 * Days on which an office knows that nobody below can be blamed: no network, flood, a closed road. Everybody below
 * sees it, and whoever came late or could not mark on such a day is excused without asking. UP basic §3, point 7.
 */
import { officerAbove, type Who } from '#kernel/define/who.ts'
import { defineRegister } from '#kernel/define/register.ts'
import { choice } from '#kernel/field/choice.ts'
import { period } from '#kernel/field/period.ts'
import { ref } from '#kernel/field/ref.ts'
import { text } from '#kernel/field/text.ts'
import { contains, type Period } from '#kernel/rule/period.ts'

const ownOfficer: Who = { role: 'officer', at: 'office' }

const TIDINGS: { readonly [kind: string]: { label: string } } = {
  network: { label: 'tidings.network' },
  power: { label: 'tidings.power' },
  flood: { label: 'tidings.flood' },
  weather: { label: 'tidings.weather' },
  road: { label: 'tidings.road' },
  other: { label: 'tidings.other' },
}

export const outage = defineRegister({
  id: 'outage',
  version: 1,
  catalogue: ['R1'],
  icon: '⚡',
  shelf: 'staff',
  key: ['outage'],
  fields: {
    outage: ref('record', { self: true }),
    kind: choice('network', 'power', 'flood', 'weather', 'road', 'other'),
    days: period({ maxDays: 31 }),
    note: text({ max: 300 }).optional(),
  },
  needs: { outages: { system: 'outage', of: 'above' } },
  access: { write: [ownOfficer], correct: [ownOfficer, officerAbove] },
  read: ['teacher', 'head', 'clerk', 'officer', 'viewer'],
  keptAt: ['*'],
  spreads: true,
  starts: ({ today }) => ({ days: { from: today, to: today } }),
  tells: (context, day) =>
    context
      .records('outages')
      .filter(({ state, body }) => state === 'entered' && contains(body['days'] as Period, day))
      .map(({ body }) => TIDINGS[String(body['kind'])]!),
  touches: (before, after) => {
    const spans = [before, after].flatMap((record) => (record?.body['days'] as Period | undefined) ?? [])
    const days = spans.flatMap(({ from, to }) => [from, to]).sort()
    return days.length === 0 ? undefined : { from: days[0]!, to: days.at(-1)! }
  },
  keep: 130,
  list: ['days', 'kind'],
})
