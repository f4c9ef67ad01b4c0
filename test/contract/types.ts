/**
 * What the compiler must refuse in a definition. Nothing here runs: each line under `@ts-expect-error` is a mistake
 * that somebody will make, and the build fails on the day it compiles.
 */
import { defineProcedure } from '#kernel/define/procedure.ts'
import { defineRegister } from '#kernel/define/register.ts'
import { head } from '#kernel/define/who.ts'
import { flag, refuse } from '#kernel/error.ts'
import { choice } from '#kernel/field/choice.ts'
import { count } from '#kernel/field/count.ts'
import { day } from '#kernel/field/day.ts'
import { ref } from '#kernel/field/ref.ts'
import { text } from '#kernel/field/text.ts'

const fields = { on: day(), served: choice('yes', 'no'), fed: count(), note: text().optional() }
const plain = { id: 'toy', version: 1, catalogue: ['R4'], read: ['head'], access: { write: [head] } } as const

/** The same with every word right: proves that the errors below are those that they claim to be. */
export const right = defineRegister({
  ...plain,
  fields,
  key: ['on'],
  states: ['written', 'sealed'],
  codes: ['TOY_EMPTY'],
  checks: { fedSome: (page) => page.fed > 0 || page.served === 'no' || refuse('TOY_EMPTY') },
  steps: { seal: { from: 'written', to: 'sealed', by: [head], checks: ['fedSome'] } },
  measures: { count: { fed: () => 1 }, show: [{ measure: 'fed' }] },
  list: ['on', 'fed'],
})

export const wrongKey = defineRegister({
  ...plain,
  fields,
  // @ts-expect-error: there is no field `day` to be the key
  key: ['day'],
})

export const wrongList = defineRegister({
  ...plain,
  fields,
  key: ['on'],
  // @ts-expect-error: a list shows fields that are there
  list: ['eaten'],
})

export const wrongState = defineRegister({
  ...plain,
  fields,
  key: ['on'],
  states: ['written', 'sealed'],
  // @ts-expect-error: no state is called `closed`
  steps: { seal: { from: 'written', to: 'closed', by: [head] } },
})

export const wrongFrom = defineRegister({
  ...plain,
  fields,
  key: ['on'],
  states: ['written', 'sealed'],
  // @ts-expect-error: no state is called `draft`
  steps: { seal: { from: ['written', 'draft'], to: 'sealed', by: [head] } },
})

export const wrongCheckName = defineRegister({
  ...plain,
  fields,
  key: ['on'],
  states: ['written', 'sealed'],
  checks: { fedSome: (page) => page.fed > 0 || refuse('FIELD_MISSING') },
  // @ts-expect-error: no check is called `fedAll`
  steps: { seal: { from: 'written', to: 'sealed', by: [head], checks: ['fedAll'] } },
})

export const wrongCode = defineRegister({
  ...plain,
  fields,
  key: ['on'],
  codes: ['TOY_EMPTY'],
  checks: {
    // @ts-expect-error: the code is neither declared nor the kernel's
    fedSome: (page) => page.fed > 0 || flag('TOY_EMPTYY'),
  },
})

export const wrongRole = defineRegister({
  ...plain,
  fields,
  key: ['on'],
  // @ts-expect-error: no post has the role `principal`
  access: { write: [{ role: 'principal', at: 'office' }] },
})

export const wrongReader = defineRegister({
  ...plain,
  fields,
  key: ['on'],
  // @ts-expect-error: no post has the role `public`
  read: ['public'],
})

export const wrongPlace = defineRegister({
  ...plain,
  fields,
  key: ['on'],
  // @ts-expect-error: a power is at the office, the nearest or above
  access: { write: [{ role: 'head', at: 'below' }] },
})

export const wrongComparison = defineRegister({
  ...plain,
  fields,
  key: ['on'],
  checks: {
    // @ts-expect-error: `maybe` is not one of the choices, so this can never be true
    asked: (page) => page.served === 'maybe' || refuse('FIELD_MISSING'),
  },
})

export const wrongType = defineRegister({
  ...plain,
  fields,
  key: ['on'],
  checks: {
    // @ts-expect-error: a day is no number of meals
    asked: (page) => page.fed > page.on || refuse('FIELD_MISSING'),
  },
})

export const wrongField = defineRegister({
  ...plain,
  fields,
  key: ['on'],
  checks: {
    // @ts-expect-error: there is no field `eaten`
    asked: (page) => page.eaten > 0 || refuse('FIELD_MISSING'),
  },
})

export const forgottenOptional = defineRegister({
  ...plain,
  fields,
  key: ['on'],
  checks: {
    // @ts-expect-error: a note may be left out
    noted: (page) => page.note.length > 0 || refuse('FIELD_MISSING'),
  },
})

export const wrongVerdict = defineRegister({
  ...plain,
  fields,
  key: ['on'],
  checks: {
    // @ts-expect-error: false is no verdict: a refusal says why
    fedSome: (page) => page.fed > 0,
  },
})

const cases = {
  id: 'toy',
  version: 1,
  catalogue: ['H1'],
  read: ['head'],
  key: ['case'],
  fields: { case: ref('record'), who: ref('person'), on: day() },
} as const

export const wrongSubject = defineProcedure({
  ...cases,
  // @ts-expect-error: the subject is a field
  subject: 'teacher',
  states: ['asked'],
  steps: { ask: { from: null, to: 'asked', by: ['subject'] } },
})

export const wrongStep = defineProcedure({
  ...cases,
  subject: 'who',
  states: ['asked', 'granted'],
  steps: {
    ask: { from: null, to: 'asked', by: ['subject'] },
    // @ts-expect-error: no state is called `given`
    grant: { from: 'asked', to: 'given', by: [head] },
  },
})

export const wrongCheckOfStep = defineProcedure({
  ...cases,
  subject: 'who',
  states: ['asked'],
  checks: { inTime: () => true },
  steps: {
    // @ts-expect-error: no check is called `intime`
    ask: { from: null, to: 'asked', by: ['subject'], checks: ['intime'] },
  },
})

export const wrongWho = defineProcedure({
  ...cases,
  subject: 'who',
  states: ['asked'],
  steps: {
    // @ts-expect-error: 'anybody' is nobody's power
    ask: { from: null, to: 'asked', by: ['anybody'] },
  },
})
