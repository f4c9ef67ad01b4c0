import type { Context } from '#kernel/define/context.ts'
import type { Definition, Step } from '#kernel/define/definition.ts'
import type { Field } from '#kernel/field/field.ts'
import { v7 } from 'uuid'
import type { Seen } from '../store/overlay.ts'

type Values = Record<string, unknown>

/** What a form begins with: the page as it is for a correction, else presets, today, and the person herself. */
export function startBody(
  definition: Definition,
  step: Step,
  context: Context,
  record: Seen | undefined,
  preset: Values,
): Values {
  const body: Values = {}
  const written = step.mode === 'replace' ? record?.heads[0]?.body : step.mode === 'act' ? record?.body : undefined
  const counted = step.mode === 'replace' ? undefined : definition.starts?.(context, { ...record?.body, ...preset })
  for (const [name, field] of Object.entries(step.fields)) {
    // What is done on a page now is done today, whenever the page was written.
    const isToday =
      step.mode === 'act' && ((field.kind === 'day' && !field.isOptional) || field.options['now'] === true)
    const before = isToday ? undefined : written?.[name]
    const value = preset[name] ?? before ?? counted?.[name] ?? defaultOf(definition, step, name, field, context)
    if (value !== undefined) body[name] = structuredCloneOf(value)
  }
  return body
}

/** Fields that the form fills by itself and does not ask for. */
export const isSilent = (definition: Definition, step: Step, name: string): boolean => {
  const field = step.fields[name]!
  if (field.options['self'] === true) return true
  if (step.mode === 'replace' && definition.key.includes(name)) return true // another key is another page
  return step.mode === 'open' && name === definition.subject && field.kind === 'ref' && isForOneself(step)
}

/** A step that nobody but the subject takes is about whoever takes it. */
const isForOneself = ({ by }: Step): boolean => Array.isArray(by) && by.every((who) => who === 'subject')

function defaultOf(definition: Definition, step: Step, name: string, field: Field, context: Context): unknown {
  if (field.options['self'] === true) return v7()
  if (name === definition.subject && field.options['target'] === 'person')
    return isForOneself(step) ? context.actor.person : undefined
  if (field.options['now'] === true) return new Date(context.now).toISOString()
  if (field.kind === 'day' && !field.isOptional && !field.isPrivate) return context.today
  if (field.kind === 'listed' && !field.isOptional) return theOnly(context.options(String(field.options['list'])))
  return undefined
}

/** Where there is one answer, nobody is asked for it. */
const theOnly = (options: readonly string[]): string | undefined => (options.length === 1 ? options[0] : undefined)

const structuredCloneOf = (value: unknown): unknown =>
  typeof value === 'object' && value !== null ? structuredClone(value) : value

/** The body as it is sent: without what was left empty, and without fields that have no place on such a page. */
export const cleanBody = (body: Values, asked: readonly string[]): Values =>
  Object.fromEntries(
    Object.entries(body).filter(
      ([name, value]) => asked.includes(name) && value !== undefined && value !== null && value !== '',
    ),
  )
