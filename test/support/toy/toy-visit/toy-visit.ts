/** A toy register: who came to the school. */
import { head } from '#kernel/define/who.ts'
import { defineRegister } from '#kernel/define/register.ts'
import { ref } from '#kernel/field/ref.ts'
import { text } from '#kernel/field/text.ts'

export const toyVisit = defineRegister({
  id: 'toy-visit',
  version: 1,
  catalogue: ['R1'],
  key: ['visit'],
  fields: { visit: ref('record', { self: true }), guest: text({ max: 60 }) },
  access: { write: [head], correct: [head] },
  read: ['head', 'officer'],
  list: ['guest'],
})
