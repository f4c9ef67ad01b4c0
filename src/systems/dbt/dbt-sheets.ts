import type { Context } from '#kernel/define/context.ts'
import type { Sheet, Table } from '#kernel/define/sheet.ts'
import type { Record } from '#kernel/entry/record.ts'
import type { Name } from '#kernel/field/name.ts'
import { componentsOn } from './dbt.rules.ts'

const pagesOf = (
  context: Context,
  day: string,
  states: readonly string[],
): { page: Record; pupil: Record | undefined }[] =>
  context
    .records('pages')
    .filter(({ state, body }) => states.includes(state) && body['year'] === context.yearOf('school-year', day))
    .map((page) => ({ page, pupil: context.records('pupils').find(({ stream }) => stream === page.body['pupil']) }))
    .sort((a, b) => Number(a.pupil?.body['no'] ?? 0) - Number(b.pupil?.body['no'] ?? 0))

/** Only where the pack has such money. */
const isPaid = (context: Context): boolean => componentsOn(context, context.today) !== undefined

/** Pupils whose money did not arrive, with the bank's reason: the list that the head works off. */
export const failedSheet: Sheet = {
  params: ['day'],
  isFor: isPaid,
  table: (context, { day }): Table => ({
    title: { label: 'sheets.failed' },
    columns: [
      { head: { label: 'cells.no' }, align: 'end' },
      { head: { label: 'fields.pupil' }, tone: 'name' },
      { head: { label: 'cells.group' } },
      { head: { label: 'fields.relation' } },
      { head: { label: 'fields.failedOn' } },
      { head: { label: 'fields.why' } },
      { head: { label: 'fields.answer' } },
    ],
    rows: pagesOf(context, day!, ['failed', 'reversed']).map(({ page: { body, stream, state }, pupil }) => ({
      open: { stream },
      cells: [
        Number(pupil?.body['no'] ?? 0),
        (pupil?.body['name'] as Name | undefined) ?? '',
        String(pupil?.body['group'] ?? ''),
        { label: `choices.relation.${String(body['relation'])}` },
        String((state === 'reversed' ? body['reversedOn'] : body['failedOn']) ?? ''),
        { label: state === 'reversed' ? 'states.reversed' : `choices.why.${String(body['why'])}` },
        String(body['answer'] ?? ''),
      ],
    })),
  }),
}

/** The status file on its way out: verified pupils, one row each, as the block office forwards them. */
export const fileSheet: Sheet = {
  params: ['day'],
  isFor: isPaid,
  table: (context, { day }): Table => ({
    title: { label: 'sheets.file' },
    columns: [
      { head: { label: 'cells.no' }, align: 'end' },
      { head: { label: 'fields.year' } },
      { head: { label: 'fields.pupil' }, tone: 'name' },
      { head: { label: 'cells.group' } },
      { head: { label: 'fields.holder' } },
      { head: { label: 'fields.relation' } },
      { head: { label: 'fields.last4' } },
      { head: { label: 'cells.status' } },
    ],
    rows: pagesOf(context, day!, ['verified', 'sent']).map(({ page: { body, stream, state }, pupil }) => ({
      open: { stream },
      cells: [
        Number(pupil?.body['no'] ?? 0),
        String(body['year']),
        (pupil?.body['name'] as Name | undefined) ?? '',
        String(pupil?.body['group'] ?? ''),
        body['holder'] as Name,
        { label: `choices.relation.${String(body['relation'])}` },
        String(body['last4'] ?? ''),
        { label: `states.${state}` },
      ],
    })),
  }),
}
