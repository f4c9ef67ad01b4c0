/** Resolutions by number, each followed until it is done: they come from signed minutes, or from the old paper book. */
import type { Effect } from '#kernel/define/definition.ts'
import { head, officerAbove, teacher } from '#kernel/define/who.ts'
import { defineRegister } from '#kernel/define/register.ts'
import type { Record } from '#kernel/entry/record.ts'
import { choice } from '#kernel/field/choice.ts'
import { count } from '#kernel/field/count.ts'
import { day } from '#kernel/field/day.ts'
import { photo } from '#kernel/field/file.ts'
import { listed } from '#kernel/field/listed.ts'
import { ref } from '#kernel/field/ref.ts'
import { text } from '#kernel/field/text.ts'
import { openResolutions, resolutionBook } from './resolution-sheets.ts'

export const resolution = defineRegister({
  id: 'resolution',
  version: 1,
  catalogue: ['R8'],
  icon: '§',
  shelf: 'meetings',
  key: ['resolution'],
  fields: {
    resolution: ref('record', { self: true }),
    kind: listed('meetings'),
    on: day(),
    subject: text({ max: 120 }),
    text: text({ max: 600, lines: true }),
    owner: text({ max: 80 }).optional(),
    due: day({}).optional(),
    quorum: choice('kept', 'short').optional(),
    no: count({ min: 1 }).optional(),
  },
  states: ['open', 'done', 'dropped'],
  access: { write: [head], correct: [head, officerAbove] },
  assigns: { no: { series: 'resolution', per: 'school-year' } },
  steps: {
    finish: {
      from: 'open',
      to: 'done',
      by: [teacher, head],
      with: { doneOn: day(), how: text({ max: 300 }).optional(), proof: photo().optional() },
    },
    extend: { from: 'open', to: 'open', by: [head], with: { due: day() }, reason: true, tone: 'quiet' },
    drop: { from: 'open', to: 'dropped', by: [head], reason: true, tone: 'danger' },
  },
  needs: { resolutions: { system: 'resolution', of: 'office' } },
  read: ['teacher', 'head', 'clerk', 'officer', 'viewer'],
  day: (page) => page.on,
  listens: { 'meeting.issued': fromMinutes },
  measures: {
    count: { open: (record) => (record.state === 'open' ? 1 : 0) },
    show: [{ measure: 'open' }],
  },
  sheets: { open: openResolutions, book: resolutionBook },
  keep: 0,
  list: ['subject', 'no', 'due'],
})

type Item = { subject: string; decision?: string; owner?: string; due?: string }

/** Each decision of signed minutes becomes a page, in the order of the agenda. */
export function fromMinutes(minutes: Record): Effect[] {
  const { kind, on, agenda } = minutes.body
  const isShort = minutes.flags.some((flag) => flag.code === 'MEETING_NO_QUORUM')
  const written = minutes.heads[0]?.id
  if (written === undefined) return []
  return ((agenda ?? []) as readonly Item[]).flatMap((item, i) =>
    item.decision === undefined
      ? []
      : [
          {
            stream: idOf(written, i),
            step: 'enter',
            body: {
              resolution: idOf(written, i),
              kind,
              on,
              subject: item.subject,
              text: item.decision,
              quorum: isShort ? 'short' : 'kept',
              ...(item.owner !== undefined && { owner: item.owner }),
              ...(item.due !== undefined && { due: item.due }),
            },
          },
        ],
  )
}

/** A page's id from that of the minutes and the place on the agenda: always the same for the same decision. */
const idOf = (minutes: string, i: number): string => minutes.slice(0, -2) + (i + 1).toString(16).padStart(2, '0')
