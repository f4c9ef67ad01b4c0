import type { Record as Folded } from '../entry/record.ts'
import type { Name } from '../field/name.ts'
import { toDigits } from '../rule/digits.ts'
import type { Definition } from './definition.ts'
import { namingField } from './naming-field.ts'

/** Whether other pages can call a page of this system by something: its name, or the number that the server gave. */
export const isNamed = (definition: Definition): boolean =>
  namingField(definition) !== undefined || numberField(definition) !== undefined

/** What a page is called where another refers to it: a pupil by her name, a voucher or an issue by its number. */
export function pageName(definition: Definition, { body, heads }: Pick<Folded, 'body' | 'heads'>): Name | undefined {
  const whole = { ...heads[0]?.body, ...body }
  const field = namingField(definition)
  if (field !== undefined) return whole[field] as Name | undefined
  const no = whole[numberField(definition) ?? '']
  if (typeof no !== 'number') return undefined
  return { bn: `№ ${toDigits(String(no), 'beng')}`, hi: `№ ${toDigits(String(no), 'deva')}`, en: `№ ${no}` }
}

/** The number that pages get when they are opened; their key must be their own, or no other page could name them. */
function numberField({ key, fields, steps }: Definition): string | undefined {
  if (key.length !== 1 || fields[key[0]!]?.options['self'] !== true) return undefined
  return Object.values(steps).flatMap(({ mode, assigns }) => (mode === 'open' ? Object.keys(assigns) : []))[0]
}
