import type { Context } from '#kernel/define/context.ts'
import type { Cell, Sheet, Table } from '#kernel/define/sheet.ts'
import type { Record } from '#kernel/entry/record.ts'
import { nameIn, type Script } from '#kernel/field/name.ts'
import { membersOn } from '../common/committee.ts'
import { invited, quorumOf } from './meeting.rules.ts'

type Item = { subject: string; talk?: string; decision?: string; owner?: string; due?: string }

/** The minutes of the last meeting up to a day, as they are printed: subject, discussion, decision, who by when. */
export const minutes: Sheet = {
  params: ['day'],
  table: (context, { day }): Table => {
    const held = context
      .records('meetings')
      .filter((m) => m.heads.length > 0 && String(m.body['on']) <= day!)
      .sort((a, b) => (String(a.body['on']) < String(b.body['on']) ? 1 : -1))
    const last = held[0]
    return {
      title: last ? titleOf(last, context) : { label: 'sheets.minutes' },
      columns: [
        { head: { label: 'cells.no' }, align: 'end' },
        { head: { label: 'fields.agenda.subject' }, tone: 'name' },
        { head: { label: 'fields.agenda.talk' } },
        { head: { label: 'fields.agenda.decision' } },
        { head: { label: 'fields.agenda.owner' } },
        { head: { label: 'fields.agenda.due' } },
      ],
      rows: ((last?.body['agenda'] ?? []) as readonly Item[]).map((item, i) => ({
        open: { stream: last!.stream },
        cells: [i + 1, item.subject, item.talk ?? null, item.decision ?? null, item.owner ?? null, item.due ?? null],
      })),
      notes: last ? notesOf(last, context) : [],
    }
  },
}

function titleOf({ body }: Record, context: Context): Cell {
  const kind = context.list('meetings').find(({ id }) => id === body['kind'])?.names
  return {
    label: 'cells.minutesOf',
    facts: {
      meeting: nameIn(kind, 'en') || String(body['kind']),
      no: Number(body['no'] ?? 0),
      day: String(body['on']),
    },
  }
}

function notesOf(last: Record, context: Context): Cell[] {
  const { body, state } = last
  const marks = (body['present'] ?? {}) as { readonly [member: string]: string }
  const here = invited(context, body).filter(({ id }) => marks[id] === 'P')
  const listIn = (script: Script) => here.map(({ names }) => nameIn(names, script)).join(', ')
  const members = membersOn(context.records('members'), String(body['kind']), String(body['on']))
  const present = Object.values(marks).filter((mark) => mark === 'P').length
  return [
    ...(body['presided'] ? [{ label: 'cells.presided', facts: { name: String(body['presided']) } }] : []),
    {
      label: 'cells.attended',
      facts: { present, called: Object.keys(marks).length, guests: Number(body['guests'] ?? 0) },
    },
    { bn: listIn('bn'), hi: listIn('hi'), en: listIn('en') },
    ...(members.length > 0
      ? [{ label: 'cells.quorum', facts: { needed: quorumOf(String(body['kind']), String(body['on']), context) } }]
      : []),
    ...(body['objection']
      ? [
          {
            label: 'cells.disputed',
            facts: { name: String(body['disputedBy']), objection: String(body['objection']) },
          },
        ]
      : []),
    ...(body['amendment'] ? [{ label: 'cells.amended', facts: { amendment: String(body['amendment']) } }] : []),
    ...(state === 'confirmed'
      ? [{ label: 'cells.confirmedOn', facts: { day: String(body['confirmedOn']) } }]
      : [{ label: 'cells.unconfirmed' }]),
    { label: 'cells.signatures' },
  ]
}
