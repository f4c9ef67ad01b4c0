/**
 * The files of an office (নথি): each with its number, its title and what it is about. Letters that the office sends are
 * numbered by the file of their kind (BD fact book §7.1).
 */
import type { Context } from '#kernel/define/context.ts'
import { memoSchemes } from '#kernel/define/filed.ts'
import { defineRegister } from '#kernel/define/register.ts'
import { refuse } from '#kernel/error.ts'
import { day } from '#kernel/field/day.ts'
import { listed } from '#kernel/field/listed.ts'
import { ref } from '#kernel/field/ref.ts'
import { text } from '#kernel/field/text.ts'
import { fileNumber, readMemo, type MemoFile } from '#kernel/rule/memo-number.ts'
import { bookkeepers, deciders } from '../common/letters.ts'

export const officeFile = defineRegister({
  id: 'office-file',
  version: 1,
  catalogue: ['O2'],
  icon: '▥',
  shelf: 'office',
  key: ['file'],
  fields: {
    file: ref('record', { self: true }),
    number: text({ max: 60 }),
    title: text({ max: 160 }),
    kind: listed('fileKinds'),
    on: day(),
  },
  states: ['open', 'closed'],
  codes: ['FILE_NUMBER_WRONG', 'FILE_OTHER_OFFICE'],
  checks: { numberFits, ownNumber },
  access: { write: bookkeepers, correct: deciders },
  steps: {
    close: { from: 'open', to: 'closed', by: deciders, reason: true, tone: 'quiet' },
  },
  claims: ({ state, body }) => (state === 'cancelled' ? [] : [`file:${String(body['number'])}`]),
  files: ({ state, body }) =>
    state === 'open' ? { number: String(body['number']), kind: String(body['kind']) } : undefined,
  read: ['head', 'clerk', 'officer', 'viewer'],
  keptAt: ['*'],
  day: (page) => page.on,
  keep: 0,
  list: ['title', 'number', 'kind'],
})

/** A number that letters go out under is written strictly by a scheme in force; where there is none it is free text. */
function numberFits({ number }: { number: string }, context: Context) {
  const schemes = memoSchemes(context)
  if (schemes.length === 0) return true
  const memo = readMemo(number, schemes)
  const isFile = memo?.isExact === true && memo.serial === undefined
  const digits = schemes.map(({ parts }) => parts.map(({ size }) => '0'.repeat(size)).join('.')).join(' / ')
  return isFile || refuse('FILE_NUMBER_WRONG', { form: digits }, '/number')
}

/** The parts that name the ministry and the directorate are those of this administration. */
function ownNumber({ number }: { number: string }, context: Context) {
  const own = context.rate<MemoFile>('memo.own', context.today)
  const scheme = memoSchemes(context)[0]
  const file = readMemo(number, memoSchemes(context))?.file
  if (!own || !scheme || !file) return true
  const isOwn = file.ministry === own.ministry && file.directorate === own.directorate
  return isOwn || refuse('FILE_OTHER_OFFICE', { own: fileNumber(scheme, own).slice(0, 5) }, '/number')
}
