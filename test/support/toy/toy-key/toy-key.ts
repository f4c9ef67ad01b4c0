/** A toy procedure: a teacher asks for the key of the school, the head hands it over. */
import { head } from '#kernel/define/who.ts'
import { defineProcedure } from '#kernel/define/procedure.ts'
import { count } from '#kernel/field/count.ts'
import { ref } from '#kernel/field/ref.ts'
import { text } from '#kernel/field/text.ts'
import { notLong } from './toy-key.rules.ts'

export const toyKey = defineProcedure({
  id: 'toy-key',
  version: 1,
  catalogue: ['R1'],
  subject: 'person',
  key: ['case'],
  fields: {
    case: ref('record', { self: true }),
    person: ref('person'),
    purpose: text({ max: 60 }),
    hours: count({ min: 1, max: 99 }),
  },
  states: ['asked', 'lent'],
  codes: ['TOY_KEY_LONG'],
  checks: { notLong },
  steps: {
    ask: { from: null, to: 'asked', by: ['subject'], checks: ['notLong'] },
    lend: { from: 'asked', to: 'lent', by: [head], due: 1 },
  },
  read: ['head', 'officer'],
  list: ['purpose', 'person'],
})
