import type { Context } from '#kernel/define/context.ts'
import type { Sheet, Table } from '#kernel/define/sheet.ts'
import { eventsOf } from './service-book.rules.ts'

/** The reader's own book, for which nobody has to be asked. */
export const ownSheet: Sheet = {
  params: [],
  isOwn: true,
  table: (context): Table => bookOf(context.actor.person, context),
}

/** The book of the person whom a page is about, as it is kept for inspection. */
export const bookSheet: Sheet = {
  params: ['page'],
  signs: ['head', 'officer'],
  table: (context, { page }): Table => {
    const person = context.records('events').find(({ stream }) => stream === page)?.body['person']
    return bookOf(String(person ?? ''), context)
  },
}

function bookOf(person: string, context: Context): Table {
  const who = context.staff().find((one) => one.person === person)
  return {
    title: who ? { label: 'cells.bookOf', facts: { name: who.names, post: who.title } } : { label: 'sheets.book' },
    columns: [
      { head: { label: 'fields.on' } },
      { head: { label: 'fields.kind' } },
      { head: { label: 'fields.matter' }, tone: 'name' },
      { head: { label: 'fields.grade' }, align: 'end' },
      { head: { label: 'fields.pay' }, align: 'end' },
      { head: { label: 'fields.order' } },
      { head: { label: 'cells.attested' } },
    ],
    rows: eventsOf(person, context).map(({ body, state, stream }) => ({
      open: { stream },
      cells: [
        String(body['on']),
        { field: 'kind', value: body['kind'] },
        String(body['matter'] ?? ''),
        typeof body['grade'] === 'number' ? body['grade'] : null,
        typeof body['pay'] === 'number' ? { field: 'pay', value: body['pay'] } : null,
        String(body['order'] ?? ''),
        { label: `states.${state}` },
      ],
    })),
  }
}
