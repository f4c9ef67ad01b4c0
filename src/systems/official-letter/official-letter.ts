/**
 * Letters that an office writes: drafted by its clerk, signed by its officer, printed in the official form with the
 * memo number of their file, and entered in the despatch book by themselves (BD fact book §7.2).
 */
import { defineRegister } from '#kernel/define/register.ts'
import { refuse } from '#kernel/error.ts'
import { day } from '#kernel/field/day.ts'
import { listed } from '#kernel/field/listed.ts'
import { ref } from '#kernel/field/ref.ts'
import { text } from '#kernel/field/text.ts'
import { bookkeepers, deciders, lastMode, linesOf, modes } from '../common/letters.ts'

export const officialLetter = defineRegister({
  id: 'official-letter',
  version: 1,
  catalogue: ['O2', 'R10'],
  icon: '✒',
  shelf: 'office',
  key: ['letter'],
  fields: {
    letter: ref('record', { self: true }),
    on: day(),
    type: listed('letterTypes'),
    kind: listed('fileKinds'),
    subject: text({ max: 200 }),
    to: text({ max: 600, lines: true }).optional(),
    body: text({ max: 8000, lines: true }),
    copies: text({ max: 1500, lines: true }).optional(),
    mode: modes,
  },
  states: ['drafted', 'returned', 'issued'],
  needs: { letters: { system: 'official-letter', of: 'office' } },
  codes: ['LETTER_ISSUED'],
  checks: {
    /** What went out stands: it is changed by another letter. */
    notIssued: (_letter, _context, record) => record?.state !== 'issued' || refuse('LETTER_ISSUED'),
  },
  guards: ['notIssued'],
  access: { write: bookkeepers },
  steps: {
    sign: {
      from: 'drafted',
      to: 'issued',
      by: deciders,
      due: 2,
      emits: 'letter.signed',
      issues: 'letter',
    },
    sendBack: { from: 'drafted', to: 'returned', by: deciders, reason: true, tone: 'quiet' },
  },
  starts: (context) => lastMode(context, 'letters'),
  documents: {
    letter: {
      letter: ({ body }) => ({
        type: String(body['type']),
        kind: String(body['kind']),
        to: linesOf(body['to']),
        subject: String(body['subject']),
        paragraphs: linesOf(body['body']),
        copies: linesOf(body['copies']),
      }),
    },
  },
  read: ['head', 'clerk', 'officer'],
  keptAt: ['*'],
  day: (page) => page.on,
  keep: 400,
  list: ['subject', 'type', 'on'],
})
