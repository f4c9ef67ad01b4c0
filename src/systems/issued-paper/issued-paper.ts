/**
 * Every paper that Khata has issued at an office, written by the house itself when it is printed: its number and the
 * hash of its bytes stand in the ledger, and so in the public log.
 */
import { defineRegister } from '#kernel/define/register.ts'
import { day } from '#kernel/field/day.ts'
import { ref } from '#kernel/field/ref.ts'
import { text } from '#kernel/field/text.ts'

export const issuedPaper = defineRegister({
  id: 'issued-paper',
  version: 1,
  catalogue: ['O8'],
  icon: '❏',
  shelf: 'office',
  key: ['paper'],
  fields: {
    paper: ref('entry', { self: true }),
    on: day(),
    system: text({ max: 60 }),
    page: text({ max: 200 }),
    kind: text({ max: 60 }),
    number: text({ max: 80 }).optional(),
    sha256: text({ max: 64 }),
  },
  access: { write: [] },
  listens: { 'paper.issued': ({ body }) => ({ stream: String(body['paper']), step: 'enter', body }) },
  day: (page) => page.on,
  read: ['head', 'clerk', 'officer'],
  keptAt: ['*'],
  keep: 60,
  list: ['kind', 'number', 'on'],
})
